package io.mediaup.engine;

import io.mediaup.fleet.CounterReadings;
import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.ObservedHost;
import io.mediaup.fleet.Reading;
import io.mediaup.fleet.Rotation;
import io.mediaup.plan.Plan;
import io.mediaup.probe.Inspection;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The readings of this process, per host. Starts empty in every process: what an earlier one read is not known until it
 * is read again. Not thread-safe.
 */
final class ReadingBook {

    private static final Reading<Boolean> NO_FLAG = Reading.unknown("not read yet", Instant.EPOCH);
    private static final Reading<String> NO_VERSION = Reading.unknown("not read yet", Instant.EPOCH);
    private static final Page EMPTY = new Page(NO_FLAG, 0, NO_VERSION, NO_FLAG, Map.of());

    private final int keep;
    private final int healthyAfter;
    private final Map<HostId, Page> pages = new HashMap<>();

    ReadingBook(Plan plan) {
        this.keep = plan.drain().stableFor();
        this.healthyAfter = plan.probes().healthyAfter();
    }

    private record Page(
            Reading<Boolean> healthy,
            int healthyStreak,
            Reading<String> version,
            Reading<Boolean> draining,
            Map<String, CounterReadings> counters) {}

    void record(HostId host, Inspection inspection) {
        Page before = pages.getOrDefault(host, EMPTY);
        int streak = inspection.healthy().value().orElse(false) ? before.healthyStreak + 1 : 0;
        Map<String, CounterReadings> counters = new HashMap<>();
        inspection
                .sessions()
                .forEach((name, reading) -> counters.put(
                        name,
                        before.counters.getOrDefault(name, CounterReadings.NONE).plus(reading, keep)));
        pages.put(
                host,
                new Page(
                        steady(inspection.healthy(), streak),
                        streak,
                        inspection.version(),
                        inspection.draining(),
                        Collections.unmodifiableMap(counters)));
    }

    /** A server is healthy only after enough good answers in a row: one may be luck. */
    private Reading<Boolean> steady(Reading<Boolean> reading, int streak) {
        boolean tooEarly = reading.value().orElse(false) && streak < healthyAfter;
        return tooEarly
                ? Reading.unknown("healthy in " + streak + " of " + healthyAfter + " readings", reading.at())
                : reading;
    }

    ObservedHost observed(Host host, Rotation rotation) {
        Page page = pages.getOrDefault(host.id(), EMPTY);
        return new ObservedHost(host, rotation, page.healthy, page.version, page.draining, page.counters);
    }

    void clear() {
        pages.clear();
    }

    void forget(Set<HostId> gone) {
        pages.keySet().removeAll(gone);
    }
}
