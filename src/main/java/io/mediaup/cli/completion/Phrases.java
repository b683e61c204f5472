package io.mediaup.cli.completion;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Descriptions, as short as a line of a menu wants them. */
final class Phrases {

    private static final Pattern FIRST_SENTENCE = Pattern.compile("^(.+?)\\.(\\s.*)?$", Pattern.DOTALL);

    private Phrases() {}

    /** The first sentence without its full stop. */
    static String first(String[] description) {
        String text = String.join(" ", description).replaceAll("\\s+", " ").strip();
        Matcher sentence = FIRST_SENTENCE.matcher(text);
        return sentence.matches() ? sentence.group(1) : text;
    }
}
