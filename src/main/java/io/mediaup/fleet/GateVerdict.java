package io.mediaup.fleet;

import java.util.Locale;

/** What a gate says about the new hosts. */
public enum GateVerdict {
    /** The measure is as the plan expects it. */
    PASS,
    /** The measure is there, and not as the plan expects it. */
    FAIL,
    /** The answer is in order and holds no data, as when nothing has been measured yet. */
    INCONCLUSIVE,
    /** Nobody knows: it could not be asked, or its answer makes no sense. Neither pass nor fail. */
    ERROR;

    /** As it is written in output, such as {@code pass}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
