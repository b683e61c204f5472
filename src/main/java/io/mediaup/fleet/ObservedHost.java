package io.mediaup.fleet;

import java.util.Map;

/**
 * Everything that is known about one host at one moment.
 *
 * @param host the provider's listing
 * @param rotation its state in the target groups
 * @param healthy what its health probe said last
 * @param version what the server itself says it runs
 * @param draining what its drain flag read back
 * @param counters session counter name to its recent readings
 */
public record ObservedHost(
        Host host,
        Rotation rotation,
        Reading<Boolean> healthy,
        Reading<String> version,
        Reading<Boolean> draining,
        Map<String, CounterReadings> counters) {

    /** The host's id. */
    public HostId id() {
        return host.id();
    }

    /** The recent readings of the counter called {@code name}. */
    public CounterReadings counter(String name) {
        return counters.getOrDefault(name, CounterReadings.NONE);
    }
}
