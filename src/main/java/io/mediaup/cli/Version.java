package io.mediaup.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The version of mediaup itself, as the build wrote it into {@code version.txt}. */
final class Version {
    private Version() {}

    /** One line, such as {@code mediaup 0.1.0}. */
    static String line() {
        try (InputStream in = Version.class.getResourceAsStream("version.txt")) {
            if (in == null) {
                throw new IllegalStateException("Expected version.txt beside " + Version.class.getName()
                        + ", but found none. Build again with: mvn -q -DskipTests package");
            }
            return "mediaup " + new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
