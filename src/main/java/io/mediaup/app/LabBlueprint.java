package io.mediaup.app;

import io.mediaup.fleet.CounterReadings;
import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostAddress;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.InstanceState;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.ObservedHost;
import io.mediaup.fleet.Reading;
import io.mediaup.fleet.Rotation;
import io.mediaup.fleet.TargetState;
import io.mediaup.plan.LabSpec;
import io.mediaup.plan.Plan;
import io.mediaup.plan.SessionCounter;
import io.mediaup.provider.lab.LabProvider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fleet that a lab will have once it is up: what {@code plan} plans from before anybody started it. */
final class LabBlueprint {

    /** Any time serves: a preview is about durations. */
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private LabBlueprint() {}

    static FleetSnapshot of(Plan plan) {
        LabSpec spec = plan.fleet().lab().orElseThrow();
        List<ObservedHost> hosts = new ArrayList<>();
        for (int i = 0; i < spec.hosts(); i++) {
            String zone = spec.zones().get(i % spec.zones().size());
            hosts.add(host(plan, spec, "host-" + (i + 1), zone));
        }
        return FleetSnapshot.of(START, hosts, List.of());
    }

    private static ObservedHost host(Plan plan, LabSpec spec, String id, String zone) {
        Host host = new Host(
                new HostId(id),
                zone,
                spec.version(),
                InstanceState.RUNNING,
                START,
                new HostAddress("127.0.0.1", 1),
                "",
                Marks.NONE);
        Map<String, CounterReadings> counters = new LinkedHashMap<>();
        for (SessionCounter counter : plan.probes().sessions()) {
            counters.put(counter.name(), CounterReadings.NONE.plus(Reading.known(load(spec), START), 1));
        }
        return new ObservedHost(
                host,
                new Rotation(Map.of(LabProvider.GROUP, TargetState.HEALTHY)),
                Reading.known(true, START),
                Reading.known(spec.version(), START),
                Reading.known(false, START),
                counters);
    }

    /** Little's law, per host. */
    private static long load(LabSpec spec) {
        double sigma = spec.sessionLength().sigma();
        double meanSeconds = Math.exp(spec.sessionLength().mu() + sigma * sigma / 2);
        return Math.round(spec.arrivalsPerMinute() / 60 * meanSeconds / spec.hosts());
    }
}
