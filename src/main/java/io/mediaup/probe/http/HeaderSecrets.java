package io.mediaup.probe.http;

import io.mediaup.probe.ServerException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Resolves values of headers and bodies that are kept out of the plan: {@code env:NAME} and {@code file:PATH}. Read anew each time, so
 * that a rotated secret is picked up by a long run. Failures name the variable or the file and never show a value.
 * Immutable.
 */
public final class HeaderSecrets {

    private static final String ENV = "env:";
    private static final String FILE = "file:";
    private static final int LARGEST_FILE = 64 * 1024;

    private final Map<String, String> environment;
    private final Path directory;

    /**
     * Resolves from {@code environment} and from files.
     *
     * @param environment usually {@code System.getenv()}
     * @param directory where relative paths start
     */
    public HeaderSecrets(Map<String, String> environment, Path directory) {
        this.environment = environment;
        this.directory = directory;
    }

    /** Why the header value {@code value} cannot be sent now; empty when it can. */
    public Optional<String> problem(String value) {
        try {
            if (isReference(value)) {
                resolve(value);
            }
            return Optional.empty();
        } catch (ServerException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Whether {@code value} stands for a secret rather than for itself. */
    static boolean isReference(String value) {
        return value.startsWith(ENV) || value.startsWith(FILE);
    }

    /** What the reference stands for, never blank. White space at the end of a file is not part of it. */
    String resolve(String reference) throws ServerException {
        String value = reference.startsWith(ENV)
                ? environment.getOrDefault(reference.substring(ENV.length()), "")
                : content(reference);
        if (value.isBlank()) {
            throw missing(reference, "is not set");
        }
        return value;
    }

    private String content(String reference) throws ServerException {
        try {
            Path path = directory.resolve(reference.substring(FILE.length()));
            // A pipe or a device would block, or never end.
            if (!Files.isRegularFile(path)) {
                throw missing(reference, "is not a file");
            }
            try (InputStream in = Files.newInputStream(path)) {
                byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
                if (bytes.length > LARGEST_FILE) {
                    throw missing(reference, "is larger than 64 KiB");
                }
                return new String(bytes, StandardCharsets.UTF_8).stripTrailing();
            }
        } catch (IOException | InvalidPathException e) {
            throw missing(reference, "cannot be read");
        }
    }

    private static ServerException missing(String reference, String why) {
        String what = reference.startsWith(ENV)
                ? "environment variable " + reference.substring(ENV.length())
                : "file " + reference.substring(FILE.length());
        return new ServerException(Reasons.line("Expected a secret from the " + what + ", but it " + why), true);
    }
}
