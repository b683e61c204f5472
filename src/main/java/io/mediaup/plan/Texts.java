package io.mediaup.plan;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Pattern;

/** Values as a plan spells them. */
final class Texts {

    private Texts() {}

    static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    private static final int MOST_SHOWN = 60;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9f}\\x{2028}\\x{2029}]");
    private static final Pattern PASSWORD = Pattern.compile("://\\S*@");

    /**
     * Text of a plan in a message: in quotes, one line, not too long, without what a terminal would obey, and without the
     * password of a URL.
     */
    static String quoted(String value) {
        return "'" + cut(value) + "'";
    }

    /** The same without quotes. */
    static String cut(String value) {
        String first = value.lines().findFirst().orElse("");
        String line = PASSWORD.matcher(first).replaceAll("://…@");
        String cut = line.codePointCount(0, line.length()) > MOST_SHOWN
                ? line.substring(0, line.offsetByCodePoints(0, MOST_SHOWN)) + "…"
                : line + (first.length() < value.length() ? "…" : "");
        return UNPRINTABLE.matcher(cut).replaceAll("?");
    }

    static String duration(Duration duration) {
        if (duration.isZero()) {
            return "0";
        }
        StringBuilder text = new StringBuilder();
        add(text, duration.toDays(), "d");
        add(text, duration.toHoursPart(), "h");
        add(text, duration.toMinutesPart(), "m");
        add(text, duration.toSecondsPart(), "s");
        add(text, duration.toMillisPart(), "ms");
        return text.toString();
    }

    private static void add(StringBuilder text, long value, String unit) {
        if (value > 0) {
            text.append(value).append(unit);
        }
    }
}
