package io.mediaup.rollout;

import java.time.Duration;

/** How long to wait before trying again: doubling from one second to one minute. */
public final class Backoff {

    private static final Duration MOST = Duration.ofMinutes(1);

    private Backoff() {}

    /** The pause after {@code failures} failures in a row, at least 1. */
    public static Duration after(int failures) {
        Duration pause = Duration.ofSeconds(1L << Math.min(failures - 1, 6));
        return pause.compareTo(MOST) > 0 ? MOST : pause;
    }
}
