package io.mediaup.provider.aws;

import io.mediaup.fleet.HostId;
import io.mediaup.provider.ProviderException;
import io.mediaup.provider.ProviderException.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Instances that EC2 does not know when it is asked for them by id. That may mean that they are too new, or that they ended
 * more than an hour ago; only having been missed for longer than EC2 may lag behind tells the one from the other.
 * Thread-safe.
 */
final class Misses {

    private static final int ENOUGH = 3;

    private final Supplier<Duration> monotonic;
    private final Duration propagation;
    private final Map<HostId, Miss> misses = new HashMap<>();

    Misses(Supplier<Duration> monotonic, Duration propagation) {
        this.monotonic = monotonic;
        this.propagation = propagation;
    }

    private record Miss(Duration since, int times) {}

    /** It is known after all. */
    synchronized void seen(HostId host) {
        misses.remove(host);
    }

    /** It was asked for and not found: why it cannot be taken for gone yet, or empty when it can. */
    synchronized Optional<ProviderException> missing(HostId host, boolean met) {
        if (!met) {
            return Optional.of(new ProviderException(
                    Kind.REFUSED,
                    "Expected EC2 to know " + host + ", but found that it does not. Nothing was terminated."));
        }
        Duration now = monotonic.get();
        Miss before = misses.getOrDefault(host, new Miss(now, 0));
        Miss miss = new Miss(before.since(), before.times() + 1);
        misses.put(host, miss);
        boolean gone = miss.times() >= ENOUGH && now.minus(miss.since()).compareTo(propagation) > 0;
        return gone
                ? Optional.empty()
                : Optional.of(new ProviderException(
                        Kind.THROTTLED,
                        "Expected EC2 to know " + host + ", but found that it does not, or not yet. Nothing was"
                                + " terminated."));
    }
}
