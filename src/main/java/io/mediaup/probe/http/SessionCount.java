package io.mediaup.probe.http;

import io.mediaup.plan.HttpCheck;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Reads a number of sessions: the sum over the check's pointers, or the whole document where it has none. Each must be a
 * whole number from 0 to {@value #MOST}, which may be written {@code 2.0}, or an array, which counts as its length.
 *
 * <p>Anything else is refused: HTTP 200 alone is no success (Janus answers errors with it), and a count that is guessed
 * as zero would cut people off.
 */
final class SessionCount {

    /** No host holds more sessions than this; a larger number is a broken counter, such as a wrapped negative one. */
    static final long MOST = 1_000_000_000_000L;

    private static final BigDecimal LIMIT = BigDecimal.valueOf(MOST);

    private SessionCount() {}

    static long read(HttpCheck check, Answer.Given answer) throws UnreadableException {
        Statuses.requireGood(check, answer);
        List<String> pointers = check.jsonPointers().isEmpty() ? List.of("") : check.jsonPointers();
        long sum = 0;
        for (String pointer : pointers) {
            sum += one(answer.body().at(pointer), Body.shown(pointer));
        }
        if (sum > MOST) {
            throw new UnreadableException("expected at most 10^12 sessions in all, but the counts add up to more");
        }
        return sum;
    }

    private static long one(JsonNode node, String where) throws UnreadableException {
        if (node.isArray()) {
            return node.size();
        }
        if (!node.isNumber()) {
            throw new UnreadableException("expected a count at " + where + ", but found " + Body.kind(node));
        }
        BigDecimal number = node.decimalValue();
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
