package io.mediaup.rollout;

import io.mediaup.fleet.Slot;
import io.mediaup.plan.Plan;
import io.mediaup.plan.TargetSpec.FailedHosts;
import io.mediaup.rollout.Fact.RunEnded;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says when and how the run ends. */
final class Ending {

    private final Plan plan;
    private final RolloutState state;
    private final FleetView fleet;

    Ending(Plan plan, RolloutState state, FleetView fleet) {
        this.plan = plan;
        this.state = state;
        this.fleet = fleet;
    }

    Optional<RunEnded> check() {
        if (!state.inFlight().isEmpty() || !Reconnects.owed(plan, state).isEmpty()) {
            return Optional.empty();
        }
        if (state.stop().filter(stop -> !stop.pause()).isPresent()) {
            return fleet.hosts().stream().anyMatch(host -> Arrivals.pending(plan, state, fleet, host))
                    ? Optional.empty()
                    : Optional.of(halted(state.stop().get().reason()));
        }
        if (state.paused() || !state.fleetMarked()) {
            return Optional.empty();
        }
        if (state.abort().isPresent() && nothingBegun()) {
            Request abort = state.abort().get();
            return Optional.of(new RunEnded(fleet.now(), Outcome.ABORTED, "aborted by " + abort.by()));
        }
        return allCurrent() && !new Proving(plan, state, fleet).pending() ? Optional.of(completed()) : Optional.empty();
    }

    private RunEnded halted(String reason) {
        return new RunEnded(fleet.now(), Outcome.HALTED, reason + Reconnects.saysUntold(plan, state));
    }

    private RunEnded completed() {
        if (state.rollback().isEmpty()) {
            return new RunEnded(fleet.now(), Outcome.DONE, done());
        }
        Request rollback = state.rollback().get();
        String by = rollback.by().equals(Request.BY_PLAN)
                ? "rolled back by itself: " + rollback.reason()
                : "rolled back by " + rollback.by();
        List<Slot> unknown = state.slots().stream()
                .filter(slot -> state.wanted(slot).isEmpty())
                .toList();
        return unknown.isEmpty()
                ? new RunEnded(fleet.now(), Outcome.ROLLED_BACK, by)
                : new RunEnded(
                        fleet.now(),
                        Outcome.HALTED,
                        by + ", except "
                                + unknown.stream().map(Slot::toString).collect(Collectors.joining(", "))
                                + ": nobody knows what ran there before");
    }

    /** Whether every slot is filled as the plan says and nothing is left to finish. */
    boolean allCurrent() {
        return nothingBegun()
                && state.slots().stream().allMatch(slot -> fleet.complete(slot) || unfillable(slot))
                && fleet.hosts().stream().noneMatch(host -> Replacements.surplus(fleet, host));
    }

    /** Whether nobody can say what to launch for it on the way back: that ends the run, and names it. */
    private boolean unfillable(Slot slot) {
        return state.rollback().isPresent()
                && fleet.vacant(slot)
                && state.wanted(slot).isEmpty();
    }

    private boolean nothingBegun() {
        return fleet.hosts().stream().noneMatch(this::unfinished);
    }

    /** Whether something that was begun with a host has not come to its end. */
    private boolean unfinished(HostView host) {
        if (host.phase() == HostPhase.FAILED && fleet.held(host)) {
            return false;
        }
        boolean toDiscard = host.phase() == HostPhase.FAILED
                && host.alive()
                && plan.target().failedHosts() == FailedHosts.TERMINATE;
        return toDiscard
                || Arrivals.leftRegistered(host)
                || Returns.strayMark(state, host)
                || (host.cordoned() && !host.record().held())
                || fleet.returning(host)
                || (host.record().present() && host.record().arriving());
    }

    private String done() {
        long current = state.slots().stream().filter(this::current).count();
        long held = state.slots().size() - current;
        return Texts.count(current, "slot") + " on " + plan.target().version()
                + (held == 0 ? "" : ", " + Texts.count(held, "held host") + " left alone");
    }

    private boolean current(Slot slot) {
        return fleet.in(slot).stream().anyMatch(fleet::current);
    }
}
