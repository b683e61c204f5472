package io.mediaup.rollout;

import java.util.Locale;

/** How a run ended. */
public enum Outcome {
    /** Every slot is filled by a current host, and nothing outdated is left. */
    DONE,
    /** A failure stopped it. */
    HALTED,
    /** Somebody stopped it. */
    ABORTED,
    /** Every slot is back at what it ran when the run began. */
    ROLLED_BACK,
    /** Another run, of a changed plan, took its hosts over. */
    SUPERSEDED;

    /** As it is written in output, such as {@code rolled-back}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
