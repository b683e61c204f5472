package io.mediaup.rollout;

import io.mediaup.fleet.CounterReadings;
import io.mediaup.fleet.InstanceState;
import io.mediaup.fleet.ObservedHost;
import io.mediaup.fleet.Release;
import io.mediaup.fleet.TargetState;
import io.mediaup.plan.PatienceOutcome;
import io.mediaup.plan.Plan;
import io.mediaup.plan.SessionCounter;
import io.mediaup.plan.SessionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads verdicts on single hosts off the snapshot: what has become of them since the last turn. */
final class Judge {

    private static final Duration NOT_IN_USE_FOR = Duration.ofSeconds(30);

    private final Plan plan;
    private final RolloutState state;
    private final Instant now;
    private final FleetView fleet;
    private final Sides sides;
    private final List<Fact> verdicts = new ArrayList<>();

    private Judge(Plan plan, RolloutState state, FleetView fleet) {
        this.plan = plan;
        this.state = state;
        this.fleet = fleet;
        this.sides = new Sides(plan, state, fleet);
        this.now = fleet.now();
    }

    static List<Fact> verdicts(Plan plan, RolloutState state, FleetView fleet) {
        Judge judge = new Judge(plan, state, fleet);
        fleet.hosts().stream().filter(host -> host.record().present()).forEach(judge::host);
        return judge.verdicts;
    }

    private void host(HostView host) {
        if (!host.alive()) {
            gone(host);
        } else if (host.record().arriving() && !host.record().cordoned()) {
            arriving(host, host.observed().orElseThrow());
        } else if (host.record().cordoned()) {
            departing(host, host.observed().orElseThrow());
        }
    }

    private void gone(HostView host) {
        if (goesByOurHand(host)) {
            return;
        }
        String found = host.observed()
                .map(o -> (o.host().state() == InstanceState.STOPPING ? "shutting down" : "gone")
                        + (o.host().fate().isEmpty() ? "" : " (" + o.host().fate() + ")"))
                .orElse("no longer listed");
        if (host.record().arriving()) {
            verdicts.add(new Fact.HostFailed(now, host.id(), "it is " + found + " before it got into rotation"));
        } else {
            verdicts.add(
                    new Fact.HostLost(now, host.id(), lastCounts(host), "it is " + found + ", and not by this run"));
        }
    }

    private boolean goesByOurHand(HostView host) {
        Optional<Action> action = state.inFlight(host.id().value());
        return action.filter(
                        a -> a instanceof Action.Retire || a instanceof Action.Discard || a instanceof Action.Shelve)
                .isPresent();
    }

    private Map<String, Long> lastCounts(HostView host) {
        Map<String, Long> counts = new LinkedHashMap<>();
        host.observed()
                .ifPresent(o -> o.counters()
                        .forEach((name, readings) -> readings.lastKnown().ifPresent(count -> counts.put(name, count))));
        return counts;
    }

    private void arriving(HostView host, ObservedHost observed) {
        // Ready and in rotation counts too: the response to its registration may have been lost for good.
        boolean registrable = host.phase() == HostPhase.JOINING || host.phase() == HostPhase.READY;
        if (registrable && observed.rotation().in()) {
            verdicts.add(new Fact.HostEnteredRotation(now, host.id()));
            return;
        }
        String expected = Release.version(host.record().version());
        Optional<String> otherVersion = observed.version().value().filter(v -> !v.equals(expected));
        if (otherVersion.isPresent()) {
            verdicts.add(new Fact.HostFailed(
                    now,
                    host.id(),
                    "expected it to run " + expected + ", but found that it says it runs " + otherVersion.get()));
        } else if (neverInUse(host, observed)) {
            verdicts.add(new Fact.HostFailed(
                    now,
                    host.id(),
                    "expected its target groups to be in use, but found it " + observed.rotation()
                            + ": no listener uses the group, or the zone is not enabled"));
        } else if (!registering(host)
                && Deadlines.arrival(plan, host).filter(d -> !now.isBefore(d)).isPresent()
                && !(host.phase() == HostPhase.READY && sides.keepsOut(host))) {
            verdicts.add(new Fact.HostFailed(now, host.id(), lateness(host, observed)));
        } else {
            waiting(host);
        }
    }

    /** A host that waits for the others of its side is up, or it is not: its time to boot counts only while it is not. */
    private void waiting(HostView host) {
        boolean up = host.record().upAt().isPresent();
        if (host.phase() == HostPhase.READY && !up && sides.keepsOut(host)) {
            verdicts.add(new Fact.HostCameUp(now, host.id()));
        } else if (host.phase() == HostPhase.BOOTING && up) {
            verdicts.add(new Fact.HostWentDown(now, host.id()));
        }
    }

    /** For as long as a listing may lag behind its registration that proves nothing; after that, waiting is of no use. */
    private boolean neverInUse(HostView host, ObservedHost observed) {
        return host.phase() == HostPhase.JOINING
                && host.record()
                        .registeredAt()
                        .filter(at -> !at.plus(NOT_IN_USE_FOR).isAfter(now))
                        .isPresent()
                && observed.rotation().groups().containsValue(TargetState.NOT_IN_USE);
    }

    /** It was up in time; from here on the clock of its registration counts. */
    private boolean registering(HostView host) {
        return state.inFlight(host.id().value())
                .filter(Action.Register.class::isInstance)
                .isPresent();
    }

    private String lateness(HostView host, ObservedHost observed) {
        if (host.phase() == HostPhase.JOINING) {
            return "expected it to be healthy in its target groups within "
                    + Texts.duration(plan.target().healthTimeout()) + ", but found it " + observed.rotation();
        }
        String found = observed.host().state() == InstanceState.PENDING
                ? "its machine is still pending"
                : Texts.whyNot(observed.healthy(), "its health check says no");
        return "expected it to be up within " + Texts.duration(plan.target().bootTimeout()) + ", but found that "
                + found;
    }

    private void departing(HostView host, ObservedHost observed) {
        HostRecord record = host.record();
        if (record.deregistered()
                && record.leftRotationAt().isEmpty()
                && observed.rotation().out()) {
            verdicts.add(new Fact.HostLeftRotation(
                    now,
                    host.id(),
                    lastCounts(host),
                    observed.host().address(),
                    observed.host().zone()));
        }
        if (plan.sessions() == SessionPolicy.KILL) {
            return;
        }
        Migrations.judge(plan, fleet, host).ifPresent(verdicts::add);
        if (host.phase() == HostPhase.DRAINING && Drains.drained(plan, host, now)) {
            verdicts.add(new Fact.HostDrained(now, host.id(), Drains.evidence(plan, observed)));
        } else if (host.phase() == HostPhase.DRAINED) {
            refilled(host, observed);
        }
        if (!record.overdue() && !record.drained() && Drains.says(PatienceOutcome.WAIT, plan, host, now)) {
            verdicts.add(new Fact.HostOverdue(now, host.id(), Drains.openSessions(plan, observed)));
        }
    }

    private void refilled(HostView host, ObservedHost observed) {
        for (SessionCounter counter : plan.probes().sessions()) {
            CounterReadings readings = observed.counter(counter.name());
            boolean above = readings.count()
                    .filter(count -> count > counter.threshold())
                    .isPresent();
            if (above || readings.failing(now, plan.probes().staleAfter())) {
                verdicts.add(new Fact.HostRefilled(now, host.id(), Drains.openSessions(plan, observed)));
                return;
            }
        }
    }
}
