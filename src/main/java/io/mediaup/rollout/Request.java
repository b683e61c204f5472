package io.mediaup.rollout;

import java.time.Instant;

/**
 * What somebody asks of a run from outside.
 *
 * @param kind what is asked
 * @param by who asked, as user@machine
 * @param at when
 * @param reason why; may be empty
 */
public record Request(Kind kind, String by, Instant at, String reason) {

    /** What can be asked. */
    public enum Kind {
        /** Start nothing new. */
        PAUSE,
        /** Go on, also after a pause that a failure caused. */
        RESUME,
        /** End the run with every host in rotation or drained and retired. */
        ABORT
    }
}
