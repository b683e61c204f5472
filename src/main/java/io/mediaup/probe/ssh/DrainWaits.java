package io.mediaup.probe.ssh;

import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Reading;
import io.mediaup.plan.Check;
import io.mediaup.plan.SshCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Drain commands that print how many seconds to wait, as BOSH's drain scripts do (bosh.io, Drain Script: a static drain
 * prints 0 or more, a dynamic one prints a negative number and is run again after that time). Their drain flag is this:
 *
 * <ul>
 *   <li>off until the command was run; and again once a negative number's time is over, so that it is run again
 *   <li>unknown, with the reason, as long as it asks to wait
 *   <li>on when a positive number's time is over
 * </ul>
 *
 * <p>What a command said is kept in memory only: after a restart it is run again, which the contract allows. Thread-safe.
 */
final class DrainWaits {

    private final Supplier<Instant> clock;
    private final Map<HostId, Wait> waits = new ConcurrentHashMap<>();

    private record Wait(Instant until, boolean askAgain) {}

    DrainWaits(Supplier<Instant> clock) {
        this.clock = clock;
    }

    /** Whether {@code readBack} is such a command itself, so that its flag is kept here. */
    static boolean keeps(Check readBack) {
        return readBack instanceof SshCheck command && command.printsWait();
    }

    void told(HostId host, long seconds) {
        waits.put(host, new Wait(clock.get().plusSeconds(Math.abs(seconds)), seconds < 0));
    }

    void left(HostId host) {
        waits.remove(host);
    }

    Reading<Boolean> draining(HostId host) {
        Instant now = clock.get();
        Wait wait = waits.get(host);
        if (wait == null) {
            return Reading.known(false, now);
        }
        if (now.isBefore(wait.until())) {
            long left = Math.max(1, Duration.between(now, wait.until()).toSeconds());
            return Reading.unknown("the drain command asks to wait " + left + " s more", now);
        }
        return Reading.known(!wait.askAgain(), now);
    }
}
