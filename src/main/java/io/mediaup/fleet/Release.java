package io.mediaup.fleet;

/**
 * What a host runs as the fleet tells it: a version, and where launch definitions count, too, a {@code ~} with what tells
 * this host's definition from the target's, such as {@code 1.5.0~ami-0abc}. No version holds a {@code ~} itself.
 */
public final class Release {

    private static final char MARK = '~';

    private Release() {}

    /** {@code version}, launched from another definition than the target's. */
    public static String of(String version, String definition) {
        return version + MARK + definition;
    }

    /** The version alone: what the server says of itself, and what stands in the version tag. */
    public static String version(String release) {
        int mark = release.indexOf(MARK);
        return mark < 0 ? release : release.substring(0, mark);
    }
}
