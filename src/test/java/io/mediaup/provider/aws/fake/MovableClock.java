package io.mediaup.provider.aws.fake;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that passes when the test says so. Thread-safe. */
public final class MovableClock implements InstantSource {

    private Instant now;

    /** Begins at {@code start}. */
    public MovableClock(Instant start) {
        now = start;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /** Lets so much time pass. */
    public synchronized void advance(Duration by) {
        now = now.plus(by);
    }
}
