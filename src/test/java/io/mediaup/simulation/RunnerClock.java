package io.mediaup.simulation;

import java.time.Duration;
import java.time.Instant;

/** What the runner takes for the time: the world's, and off by as much as somebody sets it. */
final class RunnerClock {

    private Duration ahead = Duration.ZERO;
    private Duration noticed = Duration.ZERO;

    void jump(Duration by) {
        ahead = ahead.plus(by);
    }

    /** The runner has noticed every jump up to now. */
    void noticed() {
        noticed = ahead;
    }

    /**
     * A new process begins. A jump that no process lived to see cannot be told from time that has passed, by nobody who
     * has but this clock: such jumps are not part of the play.
     */
    void begin() {
        ahead = noticed;
    }

    Instant shown(Instant world) {
        return world.isAfter(Instant.MIN) && world.isBefore(Instant.MAX) ? world.plus(ahead) : world;
    }

    Instant world(Instant shown) {
        return shown.minus(ahead);
    }
}
