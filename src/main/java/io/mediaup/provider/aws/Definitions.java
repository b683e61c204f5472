package io.mediaup.provider.aws;

import io.mediaup.fleet.LaunchDefinition;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;

/**
 * Launch definitions in the words of EC2. What an instance was launched from can be told where that was a launch template,
 * which EC2 notes in two tags of its own, or where mediaup has launched it without user data. Otherwise it cannot: user
 * data is in no listing.
 */
final class Definitions {

    static final String TEMPLATE_TAG = "aws:ec2launchtemplate:id";
    static final String TEMPLATE_VERSION_TAG = "aws:ec2launchtemplate:version";

    static final String TEMPLATE = "template";
    static final String VERSION = "template-version";
    static final String IMAGE = "image";
    static final String TYPE = "type";
    static final String GROUPS = "security-groups";
    static final String PROFILE = "instance-profile";
    static final String USER_DATA = "user-data";
    static final String USER_DATA_DIGEST = "user-data-sha256";

    /** Subnets by zone: {@code subnets.eu-west-1a} to their ids. */
    static final String SUBNETS = "subnets.";

    /** Whether the template names a network interface, which then has to be named at the launch, too. */
    static final String INTERFACE = "network-interface";

    static final String NO_INTERFACE = "none";

    /** What does not depend on where a host is launched, nor on what the template says about it anyway. */
    private static final List<String> SAME = List.of(TEMPLATE, VERSION, IMAGE, GROUPS, PROFILE, USER_DATA_DIGEST);

    /** Instances that mediaup launched without a template and without user data are marked by this before the digest. */
    private static final String PLAIN = "plain-";

    private Definitions() {}

    static LaunchDefinition ofTemplate(String template, String version, Instance instance) {
        Map<String, String> values = located(instance);
        values.put(TEMPLATE, template);
        values.put(VERSION, version);
        return new LaunchDefinition(values);
    }

    static LaunchDefinition withoutTemplate(Instance instance, Map<String, String> tags) {
        if (!tags.getOrDefault(Tagging.DEFINITION, "").startsWith(PLAIN)) {
            return LaunchDefinition.UNKNOWN;
        }
        Map<String, String> values = located(instance);
        if (!instance.securityGroups().isEmpty()) {
            values.put(
                    GROUPS,
                    joined(instance.securityGroups().stream()
                            .map(GroupIdentifier::groupId)
                            .toList()));
        }
        if (instance.iamInstanceProfile() != null
                && instance.iamInstanceProfile().arn() != null) {
            String arn = instance.iamInstanceProfile().arn();
            values.put(PROFILE, arn.substring(arn.lastIndexOf('/') + 1));
        }
        return new LaunchDefinition(values);
    }

    private static Map<String, String> located(Instance instance) {
        Map<String, String> values = new TreeMap<>();
        values.put(IMAGE, String.valueOf(instance.imageId()));
        values.put(TYPE, String.valueOf(instance.instanceTypeAsString()));
        if (instance.subnetId() != null) {
            values.put(SUBNETS + InstanceReader.zone(instance), instance.subnetId());
        }
        return values;
    }

    /**
     * Whether an instance with these tags was launched from {@code target}: mediaup has noted so on it, or it is the same
     * version of the same template with the same image. Without a template the image decides: it is what gets patched.
     */
    static boolean same(LaunchDefinition target, Instance instance, Map<String, String> tags) {
        if (tags.containsKey(Tagging.DEFINITION)) {
            return digest(target).equals(tags.get(Tagging.DEFINITION));
        }
        Map<String, String> values = target.values();
        boolean template = !values.containsKey(TEMPLATE)
                || (values.get(TEMPLATE).equals(tags.get(TEMPLATE_TAG))
                        && String.valueOf(values.get(VERSION)).equals(tags.get(TEMPLATE_VERSION_TAG)));
        return template && String.valueOf(values.get(IMAGE)).equals(instance.imageId());
    }

    /** A digest by which two launch definitions are the same, wherever they are carried out. */
    static String digest(LaunchDefinition definition) {
        String same = SAME.stream()
                .filter(definition.values()::containsKey)
                .map(name -> name + "=" + definition.values().get(name))
                .collect(Collectors.joining("\n"));
        boolean plain = !definition.values().containsKey(TEMPLATE)
                && !definition.values().containsKey(USER_DATA);
        return (plain ? PLAIN : "")
                + sha256(same.getBytes(StandardCharsets.UTF_8)).substring(0, 24);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected SHA-256 in every Java, but found none.", e);
        }
    }

    static String joined(List<String> ids) {
        return ids.stream().sorted().collect(Collectors.joining(" "));
    }

    static List<String> split(String ids) {
        return ids.isBlank() ? List.of() : Arrays.asList(ids.split(" ", -1));
    }
}
