package io.mediaup.lab;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The content of one state file: sorted {@code key=value} lines that {@link Properties} can read.
 *
 * <p>Written here rather than by {@code Properties.store}, which adds a date and escapes every colon, so that the files
 * can be read and searched by people. Immutable.
 */
record Entries(SortedMap<String, String> values) {
    private static final AtomicLong TEMPORARY_FILES = new AtomicLong();

    Entries {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    static Entries empty() {
        return new Entries(new TreeMap<>());
    }

    /** Empty when the file does not exist, also when it vanished a moment ago. */
    static Optional<Entries> read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException e) {
            throw unusable("a readable file " + file, e, "Check its permissions, or remove the lab's directory.");
        }
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            throw unusable("key=value lines in " + file, e, "Repair the file, or remove the lab's directory.");
        }
        SortedMap<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name, "")));
        return Optional.of(new Entries(values));
    }

    /** Replaces the file in one step: a reader sees the old content or the new, never a part. */
    void writeTo(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        String name = "." + file.getFileName() + "." + ProcessHandle.current().pid() + "-"
                + TEMPORARY_FILES.incrementAndGet() + ".tmp";
        Path temporary = directory == null ? Path.of(name) : directory.resolve(name);
        try {
            Files.writeString(temporary, text(), StandardCharsets.UTF_8);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unusable("to write " + file, e, "If the lab was taken down meanwhile, bring it up again.");
        }
    }

    String text() {
        StringBuilder text = new StringBuilder();
        values.forEach((key, value) -> text.append(escape(key, true))
                .append('=')
                .append(escape(value, false))
                .append('\n'));
        return text.toString();
    }

    Entries with(String key, String value) {
        SortedMap<String, String> changed = new TreeMap<>(values);
        changed.put(key, value);
        return new Entries(changed);
    }

    Entries with(String key, long value) {
        return with(key, Long.toString(value));
    }

    /** Adds every entry under {@code prefix + key}. */
    Entries withAll(String prefix, Map<String, String> entries) {
        SortedMap<String, String> changed = new TreeMap<>(values);
        entries.forEach((key, value) -> changed.put(prefix + key, value));
        return new Entries(changed);
    }

    Optional<String> find(String key) {
        return Optional.ofNullable(values.get(key));
    }

    String text(String key) {
        return values.getOrDefault(key, "");
    }

    /** The number under this key, or the fallback when it is absent or no number. */
    long number(String key, long fallback) {
        try {
            return Long.parseLong(text(key));
        } catch (NumberFormatException absent) {
            return fallback;
        }
    }

    /** The entries whose key starts with the prefix, without it. */
    SortedMap<String, String> under(String prefix) {
        SortedMap<String, String> found = new TreeMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), value);
            }
        });
        return found;
    }

    private static LabException unusable(String expected, Exception cause, String next) {
        return new LabException("Expected " + expected + ", but found " + cause + ". " + next, cause);
    }

    private static String escape(String text, boolean key) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean special = c == '\\' || (key && "=: \t#!".indexOf(c) >= 0) || (i == 0 && (c == ' ' || c == '\t'));
            switch (c) {
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\f' -> escaped.append("\\f");
                default -> escaped.append(special ? "\\" : "").append(c);
            }
        }
        return escaped.toString();
    }
}
