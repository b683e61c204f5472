package io.mediaup.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One start of a {@code dist/mediaup} as a real process, with its output kept apart and a time limit. */
final class Launcher {
    static final Path CHECKOUT = Path.of("").toAbsolutePath();

    private static final long SECONDS = 60;

    private final Path program;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private Path directory = CHECKOUT;

    Launcher(Path program) {
        this.program = program;
        environment.put("PATH", System.getenv("PATH"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
    }

    Launcher with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Launcher without(String name) {
        environment.remove(name);
        return this;
    }

    Launcher in(Path workingDirectory) {
        directory = workingDirectory;
        return this;
    }

    Result run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", program.toString()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile("mediaup", ".out");
        Path err = Files.createTempFile("mediaup", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(
                        "Expected " + command + " to end within " + SECONDS + " s, but it still runs.");
            }
            return new Result(process.exitValue(), read(out), read(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    /** What came of it. */
    record Result(int exit, String out, String err) {}
}
