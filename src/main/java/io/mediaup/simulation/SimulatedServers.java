package io.mediaup.simulation;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Reading;
import io.mediaup.plan.Plan;
import io.mediaup.plan.SessionCounter;
import io.mediaup.probe.Inspection;
import io.mediaup.probe.MoveRequest;
import io.mediaup.probe.ServerException;
import io.mediaup.probe.ServerPort;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** The servers on simulated hosts. Not thread-safe. */
public final class SimulatedServers implements ServerPort {

    private final Plan plan;
    private final SimulatedFleet fleet;
    private final VirtualTimeline timeline;
    private final BooleanSupplier probesFail;
    private final Map<String, Long> movedByKey = new HashMap<>();
    private final Map<HostId, Set<String>> told = new HashMap<>();

    /**
     * The servers of {@code fleet}.
     *
     * @param probesFail whether the probe that is asked now fails
     */
    public SimulatedServers(Plan plan, SimulatedFleet fleet, VirtualTimeline timeline, BooleanSupplier probesFail) {
        this.plan = plan;
        this.fleet = fleet;
        this.timeline = timeline;
        this.probesFail = probesFail;
    }

    @Override
    public Inspection inspect(Host asked) {
        Instant now = timeline.now();
        SimulatedHost host = fleet.truth().get(asked.id());
        if (host == null || !host.serving(now)) {
            return unknown("connection refused", now);
        }
        if (probesFail.getAsBoolean()) {
            return unknown("no answer within the time limit", now);
        }
        Map<String, Reading<Long>> counts = new LinkedHashMap<>();
        host.sessions.forEach((name, sessions) -> counts.put(name, Reading.known(sessions.open(now), now)));
        return new Inspection(
                Reading.known(true, now), Reading.known(host.version, now), Reading.known(host.draining, now), counts);
    }

    private Inspection unknown(String reason, Instant now) {
        Map<String, Reading<Long>> counts = new LinkedHashMap<>();
        for (SessionCounter counter : plan.probes().sessions()) {
            counts.put(counter.name(), Reading.unknown(reason, now));
        }
        return new Inspection(
                Reading.unknown(reason, now), Reading.unknown(reason, now), Reading.unknown(reason, now), counts);
    }

    @Override
    public void enterDrain(Host host) throws ServerException {
        SimulatedHost draining = serving(host);
        draining.draining = true;
        draining.sessions.values().forEach(s -> s.refuse(timeline.now()));
        fleet.answersChanged();
    }

    @Override
    public void leaveDrain(Host host) throws ServerException {
        serving(host).draining = false;
    }

    @Override
    public long move(Host from, MoveRequest request) throws ServerException {
        Instant now = timeline.now();
        Long before = movedByKey.get(request.key());
        if (before != null) {
            // Whoever honours Idempotency-Key moves nobody more.
            return before;
        }
        SimulatedHost source = serving(from);
        SimulatedHost target = serving(request.to());
        long left = request.count();
        for (Map.Entry<String, SimulatedSessions> entry : source.sessions.entrySet()) {
            SimulatedSessions there = target.sessions.get(entry.getKey());
            left -= there == null ? 0 : entry.getValue().move(left, there, now);
        }
        fleet.answersChanged();
        movedByKey.put(request.key(), request.count() - left);
        return request.count() - left;
    }

    @Override
    public void notifyReconnect(Host host, String key) {
        told.computeIfAbsent(host.id(), id -> new TreeSet<>()).add(key);
    }

    /** The keys of the notices that were sent to the signalling service, by host. */
    public Map<HostId, Set<String>> told() {
        return Map.copyOf(told);
    }

    private SimulatedHost serving(Host asked) throws ServerException {
        SimulatedHost host = fleet.truth().get(asked.id());
        if (host == null || !host.serving(timeline.now())) {
            throw new ServerException("Expected " + asked.id() + " to answer, but found connection refused.", false);
        }
        return host;
    }
}
