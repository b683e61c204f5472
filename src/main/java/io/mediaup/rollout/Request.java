package io.mediaup.rollout;

import java.time.Duration;
import java.time.Instant;

/**
 * What somebody asks of a run from outside.
 *
 * @param kind what is asked
 * @param by who asked, as user@machine
 * @param at when
 * @param reason why; may be empty
 * @param host the host that it is about; empty when it is about the run
 * @param more for {@link Kind#EXTEND} by how much, else zero
 */
public record Request(Kind kind, String by, Instant at, String reason, String host, Duration more) {

    /** Who is said to have asked where the plan did: {@code on-failure: rollback}. */
    public static final String BY_PLAN = "on-failure";

    /** What can be asked. */
    public enum Kind {
        /** Start nothing new. */
        PAUSE,
        /** Go on, also after a pause that a failure caused. */
        RESUME,
        /** End the run with every host in rotation or drained and retired. */
        ABORT,
        /** Bring every slot back to what it ran when the run began. */
        ROLLBACK,
        /** Trust the canary. */
        APPROVE,
        /** Replace a host now, whatever its version and its batch. */
        DRAIN,
        /** Put a cordoned host back in rotation, and hold it. */
        UNDRAIN,
        /** Leave a host alone from now on. */
        HOLD,
        /** End a hold. */
        RELEASE,
        /** Give a draining host more time. */
        EXTEND;

        /** Whether it is asked of one host rather than of the run. */
        public boolean ofHost() {
            return compareTo(DRAIN) >= 0;
        }
    }

    /** A request to the run as a whole. */
    public static Request ofRun(Kind kind, String by, Instant at, String reason) {
        return new Request(kind, by, at, reason, "", Duration.ZERO);
    }

    /** A request about one host. */
    public static Request ofHost(Kind kind, String host, String by, Instant at, String reason) {
        return new Request(kind, by, at, reason, host, Duration.ZERO);
    }
}
