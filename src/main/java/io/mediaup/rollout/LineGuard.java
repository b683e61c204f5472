package io.mediaup.rollout;

import io.mediaup.fleet.ObservedHost;
import io.mediaup.fleet.Slot;
import io.mediaup.plan.PatienceOutcome;
import io.mediaup.plan.Plan;
import io.mediaup.plan.RolloutSpec.OnFailure;
import io.mediaup.plan.RolloutSpec.OnHostLost;
import io.mediaup.plan.SessionCounter;
import io.mediaup.plan.SessionPolicy;
import io.mediaup.rollout.Fact.LineStopped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Says when no new change may start any more: invariant 8, stop the line. */
final class LineGuard {

    /** Definite failures of one action in a row after which a further attempt is pointless. */
    static final int MAX_ATTEMPTS = 5;

    private final Plan plan;
    private final RolloutState state;
    private final FleetView fleet;

    LineGuard(Plan plan, RolloutState state, FleetView fleet) {
        this.plan = plan;
        this.state = state;
        this.fleet = fleet;
    }

    /** What stops the line or turns it round, given what was just judged; empty when nothing does, or it is stopped already. */
    Optional<Fact> check(List<Fact> verdicts) {
        if (state.stop().isPresent()) {
            return Optional.empty();
        }
        Proving proving = new Proving(plan, state, fleet);
        Optional<String> against =
                tooManyFailures().or(proving::failure).or(() -> hopelessAction(action -> action.endsWith("/launch")));
        if (against.isPresent() && turnsBack()) {
            // A person's pause is kept up: what failed is judged again when it ends.
            return state.pause().isPresent()
                    ? Optional.empty()
                    : Optional.of(new Fact.RollbackBegan(fleet.now(), against.get()));
        }
        boolean pause = plan.rollout().onFailure() != OnFailure.HALT;
        return hostLost(verdicts)
                .or(() -> against)
                .or(() -> hopelessAction(action -> true))
                .or(this::blind)
                .map(reason -> new LineStopped(fleet.now(), pause, reason))
                // An error is no verdict on the new version, so whatever the plan says of failures, somebody should
                // look.
                .or(() -> proving.doubt().map(reason -> new LineStopped(fleet.now(), true, reason)))
                .or(() -> noWayBack().map(reason -> new LineStopped(fleet.now(), false, reason)))
                .or(this::patienceEnded)
                .map(Fact.class::cast);
    }

    /** Only what speaks against the new version turns the run round, and only once. */
    private boolean turnsBack() {
        return plan.rollout().onFailure() == OnFailure.ROLLBACK
                && state.rollback().isEmpty()
                && state.abort().isEmpty();
    }

    private Optional<String> hostLost(List<Fact> verdicts) {
        if (plan.rollout().onHostLost() == OnHostLost.REPLACE) {
            return Optional.empty();
        }
        return verdicts.stream()
                .filter(Fact.HostLost.class::isInstance)
                .map(fact -> ((Fact.HostLost) fact).host() + " was lost, and the plan says on-host-lost: halt")
                .findFirst();
    }

    private Optional<String> tooManyFailures() {
        int most = plan.rollout().maxFailures();
        return state.failures() >= most
                ? Optional.of(Texts.count(state.failures(), "failure") + " reached max-failures: " + most)
                : Optional.empty();
    }

    private Optional<String> hopelessAction(Predicate<String> action) {
        for (Map.Entry<String, RolloutState.FailedAttempts> entry : state.failedAttempts.entrySet()) {
            RolloutState.FailedAttempts failed = entry.getValue();
            if (!action.test(entry.getKey())) {
                continue;
            }
            if (failed.hopeless()) {
                String times = failed.count() == 1 ? "" : " " + failed.count() + " times";
                return Optional.of(entry.getKey() + " failed" + times + ": " + failed.reason());
            }
        }
        return Optional.empty();
    }

    /** On the way back, once all is done that can be: slots whose hosts are gone and of which no launch is recorded. */
    private Optional<String> noWayBack() {
        if (state.rollback().isEmpty()
                || !state.fleetMarked()
                || !state.inFlight().isEmpty()) {
            return Optional.empty();
        }
        List<Slot> open =
                state.slots().stream().filter(slot -> !fleet.complete(slot)).toList();
        boolean stuck = !open.isEmpty()
                && open.stream().noneMatch(fleet::launchable)
                && fleet.hosts().stream()
                        .noneMatch(host -> fleet.returning(host)
                                || (host.record().present() && host.record().arriving()));
        return stuck
                ? Optional.of("nobody knows what the hosts of "
                        + open.stream().map(Slot::toString).collect(Collectors.joining(", "))
                        + " were launched from, so the rollback cannot launch them again")
                : Optional.empty();
    }

    /** More than half of the probes failing, of three or more hosts: the fault is then rather on our side of them. */
    private Optional<String> blind() {
        int probed = 0;
        int failing = 0;
        for (HostView host : fleet.hosts()) {
            boolean serving = host.inRotation() || host.cordoned();
            if (serving && host.alive()) {
                probed++;
                failing += host.observed().filter(this::countersFail).isPresent() ? 1 : 0;
            }
        }
        return probed >= 3 && failing * 2 > probed
                ? Optional.of("the session counters of " + failing + " of " + probed + " hosts cannot be read for "
                        + Texts.duration(plan.probes().staleAfter()))
                : Optional.empty();
    }

    private boolean countersFail(ObservedHost host) {
        for (SessionCounter counter : plan.probes().sessions()) {
            if (host.counter(counter.name()).failing(fleet.now(), plan.probes().staleAfter())) {
                return true;
            }
        }
        return false;
    }

    private Optional<LineStopped> patienceEnded() {
        if (plan.sessions() == SessionPolicy.KILL) {
            return Optional.empty();
        }
        return fleet.hosts().stream()
                // One that has died is judged as lost; its patience is of no account any more.
                .filter(host -> host.cordoned()
                        && host.alive()
                        && !host.record().drained()
                        && !host.record().held())
                .filter(host -> Drains.says(PatienceOutcome.HALT, plan, host, fleet.now()))
                .findFirst()
                .map(host -> new LineStopped(
                        fleet.now(),
                        false,
                        host.id() + " has "
                                + Drains.openSessions(plan, host.observed().orElseThrow())
                                + " at the end of its patience, and the plan says then: halt"));
    }
}
