package io.mediaup.rollout;

/** How a run ended. */
public enum Outcome {
    /** Every slot is filled by a current host, and nothing outdated is left. */
    DONE,
    /** A failure stopped it. */
    HALTED,
    /** Somebody stopped it. */
    ABORTED
}
