package io.mediaup.console.plain;

import java.util.ArrayList;
import java.util.List;

/** Aligned columns. The last one is as wide as it needs and is wrapped under itself at the given width. */
public final class Table {

    private static final String GAP = "  ";
    private static final int LEAST_LAST_COLUMN = 24;

    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a row; all rows have the same number of cells. */
    public Table row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** The lines of the table, each at most {@code width} wide where the columns allow it. */
    public List<String> lines(int width, String indent) {
        List<String> lines = new ArrayList<>();
        if (rows.isEmpty()) {
            return lines;
        }
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns - 1; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        int before = indent.length();
        for (int i = 0; i < columns - 1; i++) {
            before += widths[i] + GAP.length();
        }
        int room = Math.max(LEAST_LAST_COLUMN, width - before);
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(indent);
            for (int i = 0; i < columns - 1; i++) {
                line.append(pad(row.get(i), widths[i])).append(GAP);
            }
            List<String> wrapped = wrap(row.get(columns - 1), room);
            lines.add((line + wrapped.get(0)).stripTrailing());
            wrapped.stream().skip(1).map(" ".repeat(before)::concat).forEach(lines::add);
        }
        return lines;
    }

    /** {@code text} broken at spaces into lines of at most {@code width}; at least one line. */
    public static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            if (line.length() > 0) {
                line.append(' ');
            }
            line.append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    static String pad(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }
}
