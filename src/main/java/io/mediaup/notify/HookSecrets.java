package io.mediaup.notify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Resolves what a hook keeps out of the plan: {@code env:NAME} and {@code file:PATH}. Read anew each time. Failures name
 * the variable or the file and never show a value. Immutable.
 */
public final class HookSecrets {

    private static final String ENV = "env:";
    private static final String FILE = "file:";
    private static final int LARGEST_FILE = 64 * 1024;

    private final Map<String, String> environment;

    /** Resolves from {@code environment} and from files. */
    public HookSecrets(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    Map<String, String> environment() {
        return environment;
    }

    /** Why the reference {@code value} cannot be resolved now; empty when it can. */
    public Optional<String> problem(String value) {
        try {
            resolve(value);
            return Optional.empty();
        } catch (NoticeException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** What {@code value} stands for; itself when it is no reference. White space at the end of a file does not count. */
    String resolve(String value) throws NoticeException {
        String resolved = value.startsWith(ENV)
                ? environment.getOrDefault(value.substring(ENV.length()), "")
                : value.startsWith(FILE) ? content(value) : value;
        if (resolved.isBlank()) {
            throw missing(value, "is not set");
        }
        return resolved;
    }

    private static String content(String reference) throws NoticeException {
        try {
            Path path = Path.of(reference.substring(FILE.length()));
            // A pipe or a device would block, or never end.
            if (!Files.isRegularFile(path)) {
                throw missing(reference, "is not a file");
            }
            try (InputStream in = Files.newInputStream(path)) {
                return new String(in.readNBytes(LARGEST_FILE), StandardCharsets.UTF_8).stripTrailing();
            }
        } catch (IOException | InvalidPathException e) {
            throw missing(reference, "cannot be read");
        }
    }

    private static NoticeException missing(String reference, String why) {
        String what = reference.startsWith(ENV)
                ? "environment variable " + reference.substring(ENV.length())
                : "file " + reference.substring(FILE.length());
        return new NoticeException("Expected a value for a hook from the " + what + ", but it " + why + ".", true);
    }
}
