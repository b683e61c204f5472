package io.mediaup.engine;

import java.time.Duration;
import java.time.Instant;

/**
 * Notices when the clock was set: when it has gone further, or less far, than time has passed. A machine that slept looks
 * the same as one whose clock was put forward, and is treated the same. Not thread-safe.
 */
final class ClockWatch {

    /** Less is not worth a word: slewing a clock moves it by half a second in a quarter of an hour. */
    private static final Duration WORTH_A_WORD = Duration.ofSeconds(5);

    private final Timeline timeline;
    private final Instant clock;
    private final Duration passed;
    private Duration noticed = Duration.ZERO;

    ClockWatch(Timeline timeline) {
        this.timeline = timeline;
        this.clock = timeline.now();
        this.passed = timeline.monotonic();
    }

    /** By how much the clock was put forward, or back when negative, since this was asked last; zero when it was not. */
    Duration jump() {
        Duration shown = Duration.between(clock, timeline.now());
        Duration jump = shown.minus(timeline.monotonic().minus(passed)).minus(noticed);
        if (jump.abs().compareTo(WORTH_A_WORD) <= 0) {
            return Duration.ZERO;
        }
        noticed = noticed.plus(jump);
        return jump;
    }

    /** The sum of all jumps that were noticed. */
    Duration noticed() {
        return noticed;
    }
}
