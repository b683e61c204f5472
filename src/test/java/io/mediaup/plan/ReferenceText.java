package io.mediaup.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code plans/reference.yaml} line by line: which keys it shows, and which of them are commented out. */
final class ReferenceText {

    static final Path FILE = Path.of("plans/reference.yaml");

    private static final Pattern KEY = Pattern.compile("( *)(# )?(- )?([A-Za-z][A-Za-z0-9-]*):( .*)?");

    private final List<String> text;

    ReferenceText() {
        try {
            text = Files.readAllLines(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A line with a key.
     *
     * @param number counts from 1
     * @param column of the key once it is live, from 1
     * @param path with {@code []} for an item of a list
     */
    record Line(int number, int column, String path, boolean commented, String text) {
        boolean unsupported() {
            return commented && text.contains("(not supported yet)");
        }

        String comment() {
            int at = text.indexOf(" # ", text.indexOf(':'));
            return at < 0 ? "" : text.substring(at + 3);
        }
    }

    private record Level(int indent, String path) {}

    List<Line> keys() {
        List<Line> lines = new ArrayList<>();
        Deque<Level> levels = new ArrayDeque<>(List.of(new Level(-1, "")));
        for (int i = 0; i < text.size(); i++) {
            Matcher matcher = KEY.matcher(text.get(i));
            if (matcher.matches()) {
                int indent = matcher.group(1).length();
                leave(levels, indent);
                if (matcher.group(3) != null) {
                    levels.push(new Level(indent, levels.element().path() + "[]"));
                    indent += 2;
                }
                String above = levels.element().path();
                String path = above.isEmpty() ? matcher.group(4) : above + "." + matcher.group(4);
                lines.add(new Line(i + 1, indent + 1, path, matcher.group(2) != null, text.get(i)));
                levels.push(new Level(indent, path));
            }
        }
        return lines;
    }

    private static void leave(Deque<Level> levels, int indent) {
        while (levels.element().indent() >= indent) {
            levels.pop();
        }
    }

    /** The plan with a commented line live, and what belongs to it below. */
    String live(Line line) {
        List<String> changed = new ArrayList<>(text);
        String below = " ".repeat(line.column() - 1) + "#   ";
        int at = line.number() - 1;
        do {
            changed.set(at, changed.get(at).replaceFirst("# ", ""));
            at++;
        } while (at < changed.size() && changed.get(at).startsWith(below));
        return String.join("\n", changed) + "\n";
    }

    /** The plan with another value behind a live key. */
    String with(Line line, String value) {
        List<String> changed = new ArrayList<>(text);
        String before = line.text().substring(0, line.text().indexOf(':') + 1);
        changed.set(line.number() - 1, before + " " + value);
        return String.join("\n", changed) + "\n";
    }

    String all() {
        return String.join("\n", text) + "\n";
    }
}
