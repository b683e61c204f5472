package io.mediaup.fleet;

/** Text from outside, made safe for a terminal. */
public final class Printable {

    private Printable() {}

    /** One line of at most {@code most} characters; what does not print becomes a question mark. */
    public static String line(String text, int most) {
        if (text.length() <= most && all(text)) {
            return text;
        }
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(most + 1L).forEach(c -> line.appendCodePoint(prints(c) ? c : '?'));
        if (line.length() <= most) {
            return line.toString();
        }
        int end = Character.isHighSurrogate(line.charAt(most - 2)) ? most - 2 : most - 1;
        return line.substring(0, end) + "…";
    }

    /** The first line of {@code text} that says something, as {@link #line} makes it. */
    public static String firstLine(String text, int most) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .map(line -> line(line, most))
                .orElse("");
    }

    /** Whether every character shows as itself: no controls, no line ends, nothing that turns the text's direction. */
    public static boolean all(String text) {
        return text.codePoints().allMatch(Printable::prints);
    }

    private static boolean prints(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
