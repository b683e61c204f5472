package io.mediaup.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the build made, also at other places. */
final class Installation {
    static final Path PROGRAM = Launcher.CHECKOUT.resolve("dist/mediaup");

    private Installation() {}

    /** Puts {@code bin/mediaup}, {@code mediaup.jar} and {@code lib/} below {@code home}; returns the program. */
    static Path at(Path home) throws IOException {
        Path target = Launcher.CHECKOUT.resolve("target");
        copy(target.resolve("mediaup.jar"), home.resolve("mediaup.jar"));
        try (Stream<Path> files = Files.list(target.resolve("lib"))) {
            for (Path file : files.toList()) {
                copy(file, home.resolve("lib").resolve(file.getFileName()));
            }
        }
        return copy(PROGRAM, home.resolve("bin/mediaup"));
    }

    static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        return Files.copy(from, to);
    }

    /** What {@code --version} prints. */
    static String versionLine() throws IOException {
        String build = Files.readString(Launcher.CHECKOUT.resolve("target/lib/build"));
        return "mediaup " + build.substring(0, build.lastIndexOf('-')) + "\n";
    }
}
