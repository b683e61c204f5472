package io.mediaup.provider.aws;

import io.mediaup.fleet.LaunchDefinition;
import io.mediaup.provider.LaunchRequest;
import io.mediaup.provider.ProviderException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Fills in a launch as EC2 wants it. The same key, definition and candidate give the same request. Immutable. */
final class LaunchForm {

    private final Tagging tagging;

    LaunchForm(Tagging tagging) {
        this.tagging = tagging;
    }

    RunInstancesRequest fill(LaunchRequest request, LaunchDefinition definition, Placements.Candidate candidate)
            throws ProviderException {
        Map<String, String> values = definition.values();
        RunInstancesRequest.Builder form = RunInstancesRequest.builder()
                .minCount(1)
                .maxCount(1)
                .clientToken(token(request.key(), candidate))
                .imageId(values.get(Definitions.IMAGE))
                .tagSpecifications(tags(request, definition));
        if (values.containsKey(Definitions.TEMPLATE)) {
            form.launchTemplate(template -> template.launchTemplateId(values.get(Definitions.TEMPLATE))
                    .version(values.get(Definitions.VERSION)));
        }
        if (!candidate.type().isEmpty()) {
            form.instanceType(candidate.type());
        }
        if (values.containsKey(Definitions.PROFILE)) {
            form.iamInstanceProfile(profile -> profile.name(values.get(Definitions.PROFILE)));
        }
        if (values.containsKey(Definitions.USER_DATA)) {
            form.userData(UserData.encoded(
                    String.valueOf(values.get(Definitions.USER_DATA)),
                    String.valueOf(values.get(Definitions.USER_DATA_DIGEST))));
        }
        place(form, values, candidate.subnet());
        return form.build();
    }

    /** A template that names a network interface admits no subnet beside it, only one in the interface. */
    private static void place(RunInstancesRequest.Builder form, Map<String, String> values, String subnet) {
        List<String> groups = Definitions.split(values.getOrDefault(Definitions.GROUPS, ""));
        String kind = values.getOrDefault(Definitions.INTERFACE, "");
        if (kind.isEmpty() || kind.equals(Definitions.NO_INTERFACE)) {
            form.subnetId(subnet);
            if (!groups.isEmpty()) {
                form.securityGroupIds(groups);
            }
            return;
        }
        InstanceNetworkInterfaceSpecification.Builder first =
                InstanceNetworkInterfaceSpecification.builder().deviceIndex(0).subnetId(subnet);
        if (!kind.equals("subnet")) {
            first.associatePublicIpAddress(kind.equals("public"));
        }
        if (!groups.isEmpty()) {
            first.groups(groups);
        }
        form.networkInterfaces(first.build());
    }

    private List<TagSpecification> tags(LaunchRequest request, LaunchDefinition definition) {
        List<Tag> tags = Tagging.tags(tagging.atLaunch(request, Definitions.digest(definition)));
        return Arrays.stream(
                        new ResourceType[] {ResourceType.INSTANCE, ResourceType.VOLUME, ResourceType.NETWORK_INTERFACE})
                .map(type ->
                        TagSpecification.builder().resourceType(type).tags(tags).build())
                .toList();
    }

    /** At most 64 characters, by the EC2 API reference; in another zone the same token would launch again. */
    static String token(String key, Placements.Candidate candidate) {
        String text = key + "\n" + candidate.subnet() + "\n" + candidate.type();
        return Definitions.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
