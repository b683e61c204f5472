package io.mediaup.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** What happens to the calls of a process on their way there and back. */
final class FaultyCalls {

    private final FaultScript script;
    private final Duration latency;
    private final SplittableRandom chance;
    private final Supplier<Instant> now;
    private Duration held = Duration.ZERO;

    FaultyCalls(FaultScript script, Duration latency, SplittableRandom chance, Supplier<Instant> now) {
        this.script = script;
        this.latency = latency;
        this.chance = chance;
        this.now = now;
    }

    /** How long a call waits until it is made. */
    Duration queued() {
        return slow();
    }

    /** How long the response of the call that was just made takes. */
    Duration takes() {
        Duration takes = upTo(latency).plus(slow()).plus(held);
        held = Duration.ZERO;
        return takes;
    }

    /** Holds the response back of the call that is being made. */
    void hold(Duration time) {
        held = time;
    }

    /** How long after the response the same response comes again, if it does. */
    Optional<Duration> again() {
        return script.all(Fault.DoubledResponses.class)
                .filter(fault -> hits(fault.share()))
                .map(fault -> upTo(fault.later()))
                .findFirst();
    }

    private Duration slow() {
        return script.all(Fault.SlowCalls.class)
                .filter(fault -> fault.when().holds(now.get()) && hits(fault.share()))
                .map(fault -> upTo(fault.most()))
                .findFirst()
                .orElse(Duration.ZERO);
    }

    private boolean hits(double share) {
        return chance.nextDouble() < share;
    }

    private Duration upTo(Duration most) {
        return most.isZero() ? most : Duration.ofNanos(chance.nextLong(most.toNanos() + 1));
    }
}
