package io.mediaup.provider.aws.fake;

import java.util.List;

/**
 * What an instance is launched from, after template and request are put together.
 *
 * @param image its AMI
 * @param type its instance type
 * @param subnet its subnet
 * @param securityGroups their ids
 * @param profile the name of its instance profile; empty without
 * @param userData in base 64; empty without
 * @param template the launch template and its version, {@code lt-1:3}; empty without
 * @param terminationProtection whether it is born protected
 * @param spot whether it is a spot instance
 */
public record LaunchSettings(
        String image,
        String type,
        String subnet,
        List<String> securityGroups,
        String profile,
        String userData,
        String template,
        boolean terminationProtection,
        boolean spot) {

    /** Copies the list. */
    public LaunchSettings {
        securityGroups = List.copyOf(securityGroups);
    }

    /** An instance of this image and type in this subnet. */
    public static LaunchSettings of(String image, String type, String subnet) {
        return new LaunchSettings(image, type, subnet, List.of(), "", "", "", false, false);
    }
}
