package io.mediaup.cli;

import org.jspecify.annotations.Nullable;

/** The version of mediaup itself, as the build wrote it into the manifest of the jar. */
final class Version {
    private Version() {}

    /** One line, such as {@code mediaup 0.1.0}. */
    static String line() {
        // Read with the first class anyway, while a resource would cost each start six milliseconds.
        @Nullable String version = Version.class.getPackage().getImplementationVersion();
        return "mediaup " + (version == null ? "(not from its jar, hence of no version)" : version);
    }
}
