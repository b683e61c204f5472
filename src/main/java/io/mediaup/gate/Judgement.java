package io.mediaup.gate;

import io.mediaup.fleet.GateVerdict;
import io.mediaup.plan.Expectation;

/**
 * How a measure compares.
 *
 * @param verdict what follows from it
 * @param evidence for people, on one line
 */
public record Judgement(GateVerdict verdict, String evidence) {

    /** Compares {@code value}; not a number is no data: a rate over nothing, for example. */
    public static Judgement of(double value, Expectation expected) {
        if (Double.isNaN(value)) {
            return new Judgement(GateVerdict.INCONCLUSIVE, "no data");
        }
        return expected.holds(value)
                ? new Judgement(GateVerdict.PASS, shown(value))
                : new Judgement(GateVerdict.FAIL, shown(value) + ", expected " + expected);
    }

    private static String shown(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.valueOf((float) value);
    }
}
