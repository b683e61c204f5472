package io.mediaup.simulation;

import java.time.Duration;
import java.time.Instant;

/** What the runner takes for the time: the world's, and off by as much as somebody sets it. */
final class RunnerClock {

    private Duration ahead = Duration.ZERO;

    void jump(Duration by) {
        ahead = ahead.plus(by);
    }

    Duration ahead() {
        return ahead;
    }

    Instant shown(Instant world) {
        return world.isAfter(Instant.MIN) && world.isBefore(Instant.MAX) ? world.plus(ahead) : world;
    }

    Instant world(Instant shown) {
        return shown.minus(ahead);
    }
}
