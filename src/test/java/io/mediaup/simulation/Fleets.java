package io.mediaup.simulation;

import io.mediaup.fleet.CounterReadings;
import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostAddress;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.InstanceState;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.ObservedHost;
import io.mediaup.fleet.Reading;
import io.mediaup.fleet.Rotation;
import io.mediaup.fleet.TargetState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Observed fleets to begin a simulation from. */
public final class Fleets {

    public static final Instant START = Instant.parse("2026-11-23T02:00:00Z");

    private Fleets() {}

    /** {@code size} healthy hosts of {@code version}, spread over {@code zones}, each with {@code load} calls. */
    public static List<ObservedHost> of(int size, int zones, String version, long load) {
        List<ObservedHost> hosts = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String zone = String.valueOf((char) ('a' + i % zones));
            hosts.add(host("old-" + i, zone, version, load));
        }
        return hosts;
    }

    /** A host on standby, which ran {@code version} before. */
    public static ObservedHost standby(String id, String zone, String version) {
        Host host = new Host(
                new HostId(id),
                zone,
                version,
                InstanceState.STANDBY,
                START.minusSeconds(86_400),
                HostAddress.NONE,
                "",
                Marks.NONE);
        Reading<Boolean> unread = Reading.unknown("not read yet", START);
        return new ObservedHost(
                host,
                new Rotation(Map.of("simulated", TargetState.NOT_REGISTERED)),
                unread,
                Reading.unknown("not read yet", START),
                unread,
                Map.of());
    }

    public static ObservedHost host(String id, String zone, String version, long load) {
        return host(id, zone, version, load, Marks.NONE, TargetState.HEALTHY);
    }

    public static ObservedHost host(
            String id, String zone, String version, long load, Marks marks, TargetState target) {
        Host host = new Host(
                new HostId(id),
                zone,
                version,
                InstanceState.RUNNING,
                START.minusSeconds(86_400),
                new HostAddress("sim", 1),
                "",
                marks);
        return new ObservedHost(
                host,
                new Rotation(Map.of("simulated", target)),
                Reading.known(true, START),
                Reading.known(version, START),
                Reading.known(false, START),
                Map.of("calls", CounterReadings.NONE.plus(Reading.known(load, START), 3)));
    }
}
