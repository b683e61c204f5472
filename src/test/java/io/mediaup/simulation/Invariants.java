package io.mediaup.simulation;

import io.mediaup.fleet.HostId;
import io.mediaup.plan.PatienceOutcome;
import io.mediaup.plan.Plan;
import io.mediaup.plan.SessionCounter;
import io.mediaup.plan.SessionPolicy;
import io.mediaup.provider.LaunchRequest;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.HostRecord;
import io.mediaup.rollout.RolloutState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The invariants of the design, checked against the truth of the simulated world at the moment of each mutation. It
 * shares nothing with the decider but the facts.
 */
final class Invariants implements WorldWatcher {

    final List<String> violations = new ArrayList<>();
    final List<Instant> changes = new ArrayList<>();
    private final Plan plan;
    private final int desired;
    private final Map<String, Integer> desiredByZone = new HashMap<>();
    private final Set<HostId> selected = new HashSet<>();
    private final Map<String, HostId> keys = new HashMap<>();
    private final Supplier<Instant> now;
    Supplier<List<Fact>> facts = List::of;
    long cut;
    int peak;

    Invariants(Plan plan, int desired, Supplier<Instant> now) {
        this.plan = plan;
        this.desired = desired;
        this.now = now;
    }

    void adopted(SimulatedFleet fleet) {
        fleet.truth().values().forEach(host -> {
            selected.add(host.id);
            if (host.registration.registered()) {
                desiredByZone.merge(host.zone, 1, Integer::sum);
            }
        });
    }

    private RolloutState state() {
        return RolloutState.of(facts.get());
    }

    @Override
    public void launched(SimulatedFleet fleet, HostId host, LaunchRequest request) {
        selected.add(host);
        HostId before = keys.putIfAbsent(request.key(), host);
        if (before != null) {
            violations.add("6 no doubles: " + request.key() + " launched " + before + " and " + host);
        }
        RolloutState state = state();
        long uncordoned = fleet.truth().values().stream()
                .filter(SimulatedHost::alive)
                .filter(h -> !h.marks.isDraining() && !cordonIntended(state, h.id) && !failed(state, h.id))
                .count();
        int ceiling = desired + plan.rollout().maxSurge().roundUp(desired);
        if (uncordoned > ceiling) {
            violations.add("4 ceiling: " + uncordoned + " hosts not cordoned after launching " + host + ", at most "
                    + ceiling);
        }
        peak = Math.max(peak, (int)
                fleet.truth().values().stream().filter(SimulatedHost::alive).count());
    }

    private static boolean cordonIntended(RolloutState state, HostId id) {
        return state.host(id).map(HostRecord::cordoned).orElse(false);
    }

    private static boolean failed(RolloutState state, HostId id) {
        return state.host(id).map(r -> r.end() == HostRecord.End.FAILED).orElse(false);
    }

    @Override
    public void beforeDeregister(SimulatedFleet fleet, HostId id) {
        scope(id);
        SimulatedHost host = fleet.truth().get(id);
        if (!host.inRotation(now.get())) {
            return;
        }
        if (!host.marks.isDraining()) {
            violations.add("cordon order: " + id + " leaves rotation before it is marked");
        }
        int unavailable = plan.rollout().maxUnavailable().roundDown(desired);
        long left = inRotation(fleet, null) - 1;
        if (left < desired - unavailable) {
            violations.add("3 floor: " + left + " hosts in rotation after deregistering " + id);
        }
        int zoneDesired = desiredByZone.getOrDefault(host.zone, 0);
        int zoneUnavailable =
                Math.min(unavailable, plan.rollout().maxUnavailable().roundUp(zoneDesired));
        long leftInZone = inRotation(fleet, host.zone) - 1;
        if (leftInZone < zoneDesired - zoneUnavailable) {
            violations.add("3 floor of zone " + host.zone + ": " + leftInZone + " in rotation after " + id);
        }
        long draining = fleet.truth().values().stream()
                .filter(h -> h.alive() && h.marks.isDraining())
                .count();
        if (draining > Math.max(1, plan.rollout().maxDraining().roundUp(desired))) {
            violations.add("4 max-draining: " + draining + " hosts drain");
        }
    }

    private long inRotation(SimulatedFleet fleet, String zone) {
        return fleet.truth().values().stream()
                .filter(h -> h.inRotation(now.get()))
                .filter(h -> zone == null || h.zone.equals(zone))
                .count();
    }

    @Override
    public void beforeTerminate(SimulatedFleet fleet, HostId id) {
        scope(id);
        SimulatedHost host = fleet.truth().get(id);
        long open = host.open(now.get());
        RolloutState state = state();
        if (failed(state, id)) {
            if (open > 0 && host.inRotation(now.get())) {
                violations.add("1 never cut early: discarded " + id + " in rotation");
            }
            return;
        }
        if (!host.marks.isDraining() || host.registration.registered()) {
            violations.add("1 never cut early: " + id + " retired although it was not cordoned");
        }
        cut += open;
        if (plan.sessions() == SessionPolicy.KILL) {
            return;
        }
        for (SessionCounter counter : plan.probes().sessions()) {
            long count = host.sessions.get(counter.name()).open(now.get());
            Instant since = state.host(id).orElseThrow().cordonedAt().orElseThrow();
            boolean killed =
                    counter.then() == PatienceOutcome.KILL && !now.get().isBefore(since.plus(counter.patience()));
            if (count > counter.threshold() && !killed) {
                violations.add("1 never cut early: " + id + " retired with " + count + " " + counter.name());
            }
        }
    }

    private void scope(HostId id) {
        if (!selected.contains(id)) {
            violations.add("5 scope: " + id + " is not of this fleet");
        }
        if (plan.fleet().hold().contains(id)) {
            violations.add("5 scope: " + id + " is held");
        }
    }

    /** At the end of a run that is done: the desired fleet, all of the target version, nothing left over. */
    void done(SimulatedFleet fleet) {
        List<SimulatedHost> alive =
                fleet.truth().values().stream().filter(SimulatedHost::alive).toList();
        if (alive.size() != desired) {
            violations.add("6 no doubles: " + alive.size() + " hosts at the end instead of " + desired);
        }
        for (SimulatedHost host : alive) {
            boolean held = plan.fleet().hold().contains(host.id);
            if (!held && !host.version.equals(plan.target().version())) {
                violations.add("10 done: " + host.id + " still runs " + host.version);
            }
            if (!held && !host.registration.registered()) {
                violations.add("10 done: " + host.id + " is not registered");
            }
        }
    }

    @Override
    public void changesAt(Instant time) {
        changes.add(time);
    }
}
