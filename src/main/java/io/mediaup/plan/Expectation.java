package io.mediaup.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a measure must be, such as {@code < 0.02}.
 *
 * @param operator one of {@code <}, {@code <=}, {@code >}, {@code >=}, {@code ==}, {@code !=}
 * @param bound what the measure is compared with
 */
public record Expectation(String operator, double bound) {

    static final String FORM = "(<=|>=|==|!=|<|>) ?(-?\\d{1,15}(?:\\.\\d{1,15})?)";
    private static final Pattern PATTERN = Pattern.compile(FORM);

    /** Reads the form that the plan format allows. */
    static Expectation parse(String text) {
        Matcher matcher = PATTERN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Expected a comparison such as \"< 0.02\", but found " + text + ".");
        }
        return new Expectation(matcher.group(1), Double.parseDouble(matcher.group(2)));
    }

    /** Whether {@code measure} is as expected; not a number never is. */
    public boolean holds(double measure) {
        if (Double.isNaN(measure)) {
            return false;
        }
        return switch (operator) {
            case "<" -> measure < bound;
            case "<=" -> measure <= bound;
            case ">" -> measure > bound;
            case ">=" -> measure >= bound;
            case "==" -> measure == bound;
            default -> measure != bound;
        };
    }

    @Override
    public String toString() {
        return operator + " " + Texts.plain(bound);
    }
}
