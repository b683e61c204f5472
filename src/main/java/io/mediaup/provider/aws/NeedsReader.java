package io.mediaup.provider.aws;

import io.mediaup.plan.AwsSpec;
import io.mediaup.plan.LaunchSpec;
import io.mediaup.provider.ProviderException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplateVersionsRequest;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateIamInstanceProfileSpecification;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;

/**
 * Finds out what launches for a plan will touch: from the launch template, and from the hosts that are there, since a
 * rollback launches those again. Changes nothing. Thread-safe.
 */
public final class NeedsReader {

    private static final String PARAMETER = "resolve:ssm:";

    private final AwsSpec spec;
    private final AwsClients clients;
    private final AwsCalls calls;

    /** A reader for a fleet; asks nothing yet. */
    public NeedsReader(AwsSpec spec, AwsClients clients) {
        this.spec = spec;
        this.clients = clients;
        this.calls = new AwsCalls(new Caller(clients));
    }

    /**
     * What is needed when nobody is asked: a role is taken to be called like its instance profile, as it is where the
     * console has made both.
     */
    public static LaunchNeeds unasked(AwsSpec spec) {
        Set<String> templates = spec.launch() instanceof LaunchSpec.Template template && template.byId()
                ? Set.of(template.reference())
                : Set.of();
        Set<String> roles = spec.launch() instanceof LaunchSpec.Own own
                ? own.instanceProfile().map(Set::of).orElse(Set.of())
                : Set.of();
        return new LaunchNeeds(templates, roles, Set.of(), Set.of(), Set.of());
    }

    /** What is needed by what AWS tells. */
    public LaunchNeeds read() throws ProviderException {
        LaunchNeeds unasked = unasked(spec);
        Found found = new Found();
        found.roles.addAll(unasked.roles());
        if (spec.launch() instanceof LaunchSpec.Template template) {
            for (LaunchTemplateVersion version : versions(template)) {
                found.templates.add(version.launchTemplateId());
                found.add(version.launchTemplateData());
            }
        }
        List<Instance> fleet = new Instances(clients, calls).matching(new Tagging(spec).filters());
        fleet.stream()
                .filter(instance -> InstanceReader.state(instance).alive())
                .forEach(found::add);
        return new LaunchNeeds(found.templates, found.roles, found.keys, found.parameters, found.others);
    }

    /** With the aliases as they are, which tell what has to be allowed to look behind them. */
    private List<LaunchTemplateVersion> versions(LaunchSpec.Template template) throws ProviderException {
        DescribeLaunchTemplateVersionsRequest.Builder request =
                DescribeLaunchTemplateVersionsRequest.builder().versions(template.version());
        if (template.byId()) {
            request.launchTemplateId(template.reference());
        } else {
            request.launchTemplateName(template.reference());
        }
        return calls.make(
                        ApiAction.DESCRIBE_LAUNCH_TEMPLATE_VERSIONS,
                        () -> clients.ec2().describeLaunchTemplateVersions(request.build()))
                .launchTemplateVersions();
    }

    private static final class Found {
        private final Set<String> templates = new TreeSet<>();
        private final Set<String> roles = new TreeSet<>();
        private final Set<String> keys = new TreeSet<>();
        private final Set<String> parameters = new TreeSet<>();
        private final Set<String> others = new TreeSet<>();

        void add(ResponseLaunchTemplateData data) {
            Optional.ofNullable(data.iamInstanceProfile()).map(Found::name).ifPresent(roles::add);
            data.blockDeviceMappings().stream()
                    .filter(device -> device.ebs() != null && device.ebs().kmsKeyId() != null)
                    .forEach(device -> keys.add(device.ebs().kmsKeyId()));
            String image = String.valueOf(data.imageId());
            if (image.startsWith(PARAMETER)) {
                // A version or label may follow the name, and is no part of the parameter's ARN.
                parameters.add(image.substring(PARAMETER.length()).split(":", 2)[0]);
            }
            if (data.instanceMarketOptions() != null) {
                others.add("spot-instances-request/*");
            }
            data.licenseSpecifications().forEach(license -> others.add(license.licenseConfigurationArn()));
            place(data);
        }

        private void place(ResponseLaunchTemplateData data) {
            if (data.placement() != null) {
                name("placement-group", data.placement().groupName());
                name("dedicated-host", data.placement().hostId());
            }
            if (data.capacityReservationSpecification() != null
                    && data.capacityReservationSpecification().capacityReservationTarget() != null) {
                name(
                        "capacity-reservation",
                        data.capacityReservationSpecification()
                                .capacityReservationTarget()
                                .capacityReservationId());
            }
        }

        private void name(String kind, @Nullable String id) {
            if (id != null) {
                others.add(kind + "/" + id);
            }
        }

        void add(Instance instance) {
            String template = Tagging.byName(instance.tags()).getOrDefault(Definitions.TEMPLATE_TAG, "");
            if (!template.isEmpty()) {
                templates.add(template);
            }
            if (instance.iamInstanceProfile() != null
                    && instance.iamInstanceProfile().arn() != null) {
                roles.add(last(instance.iamInstanceProfile().arn()));
            }
        }

        private static String name(LaunchTemplateIamInstanceProfileSpecification profile) {
            return profile.name() == null ? last(String.valueOf(profile.arn())) : profile.name();
        }

        private static String last(String arn) {
            return arn.substring(arn.lastIndexOf('/') + 1);
        }
    }
}
