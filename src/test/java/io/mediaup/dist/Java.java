package io.mediaup.dist;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Homes of Java: those on this machine, and one that tells of trainings and can hold them up. */
final class Java {
    private static final Path INSTALLED = Path.of("/usr/lib/jvm");

    private Java() {}

    /** The home of this major version; without one the test is skipped. */
    static Path home(int major) throws IOException {
        Optional<Path> home = Optional.empty();
        if (Runtime.version().feature() == major) {
            home = Optional.of(Path.of(System.getProperty("java.home")));
        } else if (Files.isDirectory(INSTALLED)) {
            try (Stream<Path> homes = Files.list(INSTALLED)) {
                home = homes.filter(Files::isDirectory)
                        .filter(candidate -> release(candidate).contains("JAVA_VERSION=\"" + major + "."))
                        .findFirst();
            }
        }
        assumeThat(home).as("Java %d below %s", major, INSTALLED).isPresent();
        return home.orElseThrow();
    }

    private static String release(Path home) {
        try {
            return Files.readString(home.resolve("release"));
        } catch (IOException none) {
            return "";
        }
    }

    /**
     * A Java at {@code home} that appends a line to the file {@code trainings} when it is to write an archive, does
     * {@code before} in the shell, and then is the real one.
     */
    static Path observed(Path home, String before) throws IOException {
        Path real = Path.of(System.getProperty("java.home"));
        Files.createDirectories(home.resolve("bin"));
        Files.copy(real.resolve("release"), home.resolve("release"));
        Path java = home.resolve("bin/java");
        Files.write(
                java,
                List.of(
                        "#!/bin/sh",
                        "case \"$*\" in *ArchiveClassesAtExit*)",
                        "    echo training >>'" + home.resolve("trainings") + "'",
                        "    " + before,
                        "esac",
                        "exec '" + real.resolve("bin/java") + "' \"$@\""));
        if (!java.toFile().setExecutable(true)) {
            throw new IOException("Expected to make " + java + " executable, but could not.");
        }
        return home;
    }

    /** How often an observed Java was to write an archive. */
    static int trainings(Path home) {
        try {
            return Files.readAllLines(home.resolve("trainings")).size();
        } catch (IOException none) {
            return 0;
        }
    }
}
