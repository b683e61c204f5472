package io.mediaup.probe.http;

import io.mediaup.plan.CountFormat;
import io.mediaup.plan.HttpCheck;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Reads a number of sessions, in the format that the plan names. Each single count must be a whole number from 0 to
 * {@value #MOST}, which may be written {@code 2.0}.
 *
 * <p>Anything else is refused: HTTP 200 alone is no success (Janus answers errors with it), and a count that is guessed
 * as zero would cut people off.
 */
final class SessionCount {

    /** No host holds more sessions than this; a larger number is a broken counter, such as a wrapped negative one. */
    static final long MOST = 1_000_000_000_000L;

    private static final BigDecimal LIMIT = BigDecimal.valueOf(MOST);

    private SessionCount() {}

    static long read(HttpCheck check, CountFormat format, Answer.Given answer) throws UnreadableException {
        Statuses.requireGood(check, answer);
        long sum;
        if (format instanceof CountFormat.Text text) {
            sum = matched(
                    Pattern.compile(text.regex(), Pattern.MULTILINE),
                    answer.body().text());
        } else if (format instanceof CountFormat.Metric metric) {
            sum = samples(metric, PrometheusText.parse(answer.body().text()));
        } else {
            sum = json(check, answer.body());
        }
        if (sum > MOST) {
            throw new UnreadableException("expected at most 10^12 sessions in all, but the counts add up to more");
        }
        return sum;
    }

    private static long json(HttpCheck check, Body body) throws UnreadableException {
        List<String> pointers = check.jsonPointers().isEmpty() ? List.of("") : check.jsonPointers();
        long sum = 0;
        for (String pointer : pointers) {
            JsonNode node = body.at(pointer);
            String where = Body.shown(pointer);
            if (node.isArray()) {
                sum += node.size();
            } else if (node.isNumber()) {
                sum += whole(node.decimalValue(), where);
            } else {
                throw new UnreadableException("expected a count at " + where + ", but found " + Body.kind(node));
            }
        }
        return sum;
    }

    /** Several matches could each be the count, so they are none. */
    private static long matched(Pattern pattern, String text) throws UnreadableException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new UnreadableException("expected a count where the pattern matches, but it matches nowhere");
        }
        String group = matcher.groupCount() == 0 ? matcher.group() : matcher.group(1);
        if (matcher.find()) {
            throw new UnreadableException("expected one count, but the pattern matches several times");
        }
        return whole(number(group == null ? "" : group, "the pattern's group"), "the pattern's group");
    }

    /**
     * A family without samples counts as zero (coturn and Prosody drop them with the last session); one that the exporter
     * does not know is unknown, and so are labels that no sample has: they may be misspelt.
     */
    private static long samples(CountFormat.Metric metric, PrometheusText text) throws UnreadableException {
        String name = Reasons.cut(metric.name(), 48);
        List<PrometheusText.Sample> samples = text.samples(metric.name());
        if (samples.isEmpty()) {
            if (text.knows(metric.name())) {
                return 0;
            }
            throw new UnreadableException("expected the metric " + name + ", but found none of that name");
        }
        long sum = 0;
        boolean found = false;
        for (PrometheusText.Sample sample : samples) {
            if (sample.labels().entrySet().containsAll(metric.labels().entrySet())) {
                found = true;
                sum += whole(number(sample.value(), name), name);
            }
        }
        if (!found) {
            throw new UnreadableException("expected a sample of " + name + " with the plan's labels, but found none");
        }
        return sum;
    }

    private static BigDecimal number(String text, String where) throws UnreadableException {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw new UnreadableException("expected a count at " + where + ", but found something else");
        }
    }

    private static long whole(BigDecimal number, String where) throws UnreadableException {
        if (number.signum() < 0) {
            throw new UnreadableException("expected a count at " + where + ", but found a negative number");
        }
        if (number.compareTo(LIMIT) > 0) {
            throw new UnreadableException("expected a count at " + where + ", but found more than 10^12");
        }
        if (number.stripTrailingZeros().scale() > 0) {
            throw new UnreadableException("expected a count at " + where + ", but found a fraction");
        }
        return number.longValueExact();
    }
}
