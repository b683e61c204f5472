package io.mediaup.console.plain;

import java.util.ArrayList;
import java.util.List;

/** Sentences on a screen. */
public final class Prose {

    private Prose() {}

    /** {@code text} in lines of at most {@code width}; its leading spaces indent every line. */
    public static List<String> lines(String text, int width) {
        String words = text.stripLeading();
        String indent = text.substring(0, text.length() - words.length());
        return wrap(words, width - indent.length()).stream().map(indent::concat).toList();
    }

    /** {@code text} broken at spaces into lines of at most {@code width}; at least one line. */
    static List<String> wrap(String text, int width) {
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
}
