package io.mediaup.provider.aws;

import io.mediaup.fleet.LaunchDefinition;
import io.mediaup.plan.AwsSpec;
import io.mediaup.plan.LaunchSpec;
import io.mediaup.provider.ProviderException;
import io.mediaup.provider.ProviderException.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplateVersionsRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * Turns what a plan says about launches into a definition in which nothing moves any more: {@code $Latest}, {@code
 * $Default} and AMIs behind SSM parameters become numbers and ids. Thread-safe.
 */
final class Pins {

    private final AwsSpec spec;
    private final AwsClients clients;
    private final AwsCalls calls;

    Pins(AwsSpec spec, AwsClients clients, AwsCalls calls) {
        this.spec = spec;
        this.clients = clients;
        this.calls = calls;
    }

    /** A definition, and what was pinned in it, for people. */
    record Pinned(LaunchDefinition definition, List<String> sentences) {}

    /**
     * Looks up what the plan names.
     *
     * @param fleet the instances that are there, whose subnets stand in where the plan names none
     */
    Pinned target(Collection<Instance> fleet) throws ProviderException {
        Map<String, String> values = new TreeMap<>();
        List<String> sentences = new ArrayList<>();
        if (spec.launch() instanceof LaunchSpec.Template template) {
            template(template, values, sentences);
            subnets(fleet, values);
        } else if (spec.launch() instanceof LaunchSpec.Own own) {
            own(own, values, sentences);
            if (own.subnets().isEmpty()) {
                subnets(fleet, values);
            } else {
                subnets(own.subnets(), values);
            }
        }
        return new Pinned(new LaunchDefinition(values), sentences);
    }

    private void template(LaunchSpec.Template template, Map<String, String> values, List<String> sentences)
            throws ProviderException {
        LaunchTemplateVersion version = version(template);
        String image = String.valueOf(version.launchTemplateData().imageId());
        if (!image.startsWith("ami-")) {
            throw new ProviderException(
                    Kind.REFUSED,
                    "Expected launch template " + template.reference() + " version " + version.versionNumber()
                            + " to name an AMI, but found '" + image + "'. Name one in it.");
        }
        values.put(Definitions.TEMPLATE, version.launchTemplateId());
        values.put(Definitions.VERSION, String.valueOf(version.versionNumber()));
        values.put(Definitions.IMAGE, image);
        if (version.launchTemplateData().instanceType() != null) {
            values.put(Definitions.TYPE, version.launchTemplateData().instanceTypeAsString());
        }
        networkInterface(version, values);
        String asked = template.version();
        sentences.add("new hosts are launched from " + version.launchTemplateName() + " ("
                + version.launchTemplateId() + ") version " + version.versionNumber()
                + (asked.startsWith("$") ? ", which is " + asked + " now," : "") + " with " + image);
    }

    /** What an instance was launched from, with what its listing does not show and its template does. */
    LaunchDefinition completed(LaunchDefinition definition) throws ProviderException {
        Map<String, String> values = new TreeMap<>(definition.values());
        String template = values.getOrDefault(Definitions.TEMPLATE, "");
        if (!template.isEmpty() && !values.containsKey(Definitions.INTERFACE)) {
            networkInterface(
                    version(new LaunchSpec.Template(
                            template, true, values.getOrDefault(Definitions.VERSION, "$Default"))),
                    values);
        }
        return new LaunchDefinition(values);
    }

    private static void networkInterface(LaunchTemplateVersion version, Map<String, String> values) {
        List<LaunchTemplateInstanceNetworkInterfaceSpecification> all =
                version.launchTemplateData().networkInterfaces();
        if (all.isEmpty()) {
            values.put(Definitions.INTERFACE, Definitions.NO_INTERFACE);
            return;
        }
        Boolean open = all.get(0).associatePublicIpAddress();
        values.put(Definitions.INTERFACE, open == null ? "subnet" : open ? "public" : "private");
        values.put(Definitions.GROUPS, Definitions.joined(all.get(0).groups()));
    }

    private LaunchTemplateVersion version(LaunchSpec.Template template) throws ProviderException {
        DescribeLaunchTemplateVersionsRequest.Builder request = DescribeLaunchTemplateVersionsRequest.builder()
                .versions(template.version())
                .resolveAlias(true);
        if (template.byId()) {
            request.launchTemplateId(template.reference());
        } else {
            request.launchTemplateName(template.reference());
        }
        List<LaunchTemplateVersion> versions = calls.make(
                        ApiAction.DESCRIBE_LAUNCH_TEMPLATE_VERSIONS,
                        () -> clients.ec2().describeLaunchTemplateVersions(request.build()))
                .launchTemplateVersions();
        if (versions.size() != 1) {
            throw new ProviderException(
                    Kind.REFUSED,
                    "Expected launch template " + template.reference() + " to have a version " + template.version()
                            + ", but found none. Correct target.launch-template.");
        }
        return versions.get(0);
    }

    private static void own(LaunchSpec.Own own, Map<String, String> values, List<String> sentences)
            throws ProviderException {
        values.put(Definitions.IMAGE, own.image());
        values.put(Definitions.TYPE, own.instanceType());
        if (!own.securityGroups().isEmpty()) {
            values.put(Definitions.GROUPS, Definitions.joined(own.securityGroups()));
        }
        own.instanceProfile().ifPresent(profile -> values.put(Definitions.PROFILE, profile));
        if (own.userData().isPresent()) {
            String path = own.userData().get();
            values.put(Definitions.USER_DATA, path);
            values.put(Definitions.USER_DATA_DIGEST, Definitions.sha256(UserData.read(path)));
        }
        sentences.add("new hosts are launched from " + own.image());
    }

    private void subnets(List<String> ids, Map<String, String> values) throws ProviderException {
        List<Subnet> subnets = calls.make(
                ApiAction.DESCRIBE_SUBNETS,
                () -> clients
                        .ec2()
                        .describeSubnetsPaginator(request -> request.filters(
                                Filter.builder().name("subnet-id").values(ids).build()))
                        .stream()
                        .flatMap(page -> page.subnets().stream())
                        .toList());
        Map<String, Set<String>> byZone = new TreeMap<>();
        subnets.forEach(subnet -> byZone.computeIfAbsent(subnet.availabilityZone(), zone -> new TreeSet<>())
                .add(subnet.subnetId()));
        put(byZone, values);
        if (subnets.size() < ids.size()) {
            throw new ProviderException(
                    Kind.REFUSED,
                    "Expected the subnets " + ids + " in this region, but found only " + byZone.values()
                            + ". Correct target.launch.subnets.");
        }
    }

    private static void subnets(Collection<Instance> fleet, Map<String, String> values) {
        Map<String, Set<String>> byZone = new TreeMap<>();
        fleet.stream()
                .filter(instance -> instance.subnetId() != null)
                .filter(instance -> InstanceReader.state(instance).alive())
                .forEach(instance -> byZone.computeIfAbsent(InstanceReader.zone(instance), zone -> new TreeSet<>())
                        .add(instance.subnetId()));
        put(byZone, values);
    }

    private static void put(Map<String, Set<String>> byZone, Map<String, String> values) {
        byZone.forEach(
                (zone, subnets) -> values.put(Definitions.SUBNETS + zone, Definitions.joined(List.copyOf(subnets))));
    }
}
