package io.mediaup.rollout;

import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.plan.Plan;
import io.mediaup.rollout.Decision.Proposal;
import io.mediaup.rollout.Decision.Wait;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides what a run does next: a pure function of the plan, what is observed, what was done and the time.
 *
 * <ol>
 *   <li>A run that has ended does nothing more; one that is {@link Superseding superseded} is only brought to its end; a
 *       snapshot with gaps changes nothing.
 *   <li>Judge every host: entered or left the rotation, drained, refilled, overdue, failed, lost.
 *   <li>Stop the line where a failure says so.
 *   <li>Let the new hosts of a batch prove themselves: bake, gates, approval.
 *   <li>End the run where it is done, or stopped or aborted with nothing left to see to.
 *   <li>Move traffic to the new side of a blue-green batch once it is whole; open the next batch when the last one has
 *       ended and is proven.
 *   <li>Mark the fleet, before anything else is changed.
 *   <li>Arrivals: register new hosts that are ready, where traffic may move to them; discard those that failed, also when
 *       the run stops.
 *   <li>Returns: when the run is aborted or rolled back, or somebody asks for it, put cordoned hosts back.
 *   <li>Departures: deregister, tell to drain, retire; tell the clients of what is killed, also when the run stops.
 *   <li>Launch for vacant slots and for the open batch (on the way back, all slots), under the ceiling.
 *   <li>Cordon what is replaced, above the floor.
 * </ol>
 *
 * While the window is closed, or in a reap, steps 6, 7, 11 and 12 begin nothing new, and retirement waits ({@link Permits});
 * {@link Leaving} says when the process need not wait for that.
 *
 * <p>Steps 2 to 6 are verdicts: they are recorded first, and the rest is decided in the light of them.
 */
public final class RolloutDecider {

    private final Plan plan;
    private final Mandate mandate;
    private final Windows windows;

    /** A decider for one plan, in a process that runs it to its end. */
    public RolloutDecider(Plan plan) {
        this(plan, Mandate.TO_THE_END);
    }

    /** A decider for one plan, in a process that is there for {@code mandate}. */
    public RolloutDecider(Plan plan, Mandate mandate) {
        this.plan = plan;
        this.mandate = mandate;
        this.windows = new Windows(plan.schedule());
    }

    /** What to do at {@code now}. Changes nothing. */
    public Decision decide(FleetSnapshot snapshot, RolloutState state, Instant now) {
        if (state.end().isPresent()) {
            return new Decision(List.of(), List.of(), Instant.MAX, List.of());
        }
        if (mandate.supersedes()) {
            FleetView fleet = new FleetView(plan, snapshot, state, now);
            Permits permits = new Permits(plan, mandate, state, windows.at(now), now);
            return new Superseding(plan, mandate, state, fleet, permits).decide(snapshot, now);
        }
        if (!snapshot.complete()) {
            String gaps = String.join("; ", snapshot.gaps());
            return new Decision(List.of(), List.of(), Instant.MAX, List.of(new Wait("run", "cannot see: " + gaps)));
        }
        FleetView fleet = new FleetView(plan, snapshot, state, now);
        Permits permits = new Permits(plan, mandate, state, windows.at(now), now);
        List<Fact> verdicts = verdicts(state, fleet, permits);
        if (!verdicts.isEmpty()) {
            return new Decision(verdicts, List.of(), now, List.of());
        }
        return actions(state, fleet, permits);
    }

    /** Whether a run that begins with {@code state} finds nothing to do, and so need not begin. */
    public boolean nothingToDo(FleetSnapshot snapshot, RolloutState state, Instant now) {
        return snapshot.complete() && new Ending(plan, state, new FleetView(plan, snapshot, state, now)).allCurrent();
    }

    /** From when on the plan's gates are to be judged, and by which hosts; empty when they need not be. */
    public Optional<Judging> judging(FleetSnapshot snapshot, RolloutState state, Instant now) {
        return plan.rollout().proof().gates().isEmpty() || state.bake().isEmpty()
                ? Optional.empty()
                : new Proving(plan, state, new FleetView(plan, snapshot, state, now)).judging();
    }

    private List<Fact> verdicts(RolloutState state, FleetView fleet, Permits permits) {
        List<Fact> verdicts = new ArrayList<>(Judge.verdicts(plan, state, fleet));
        windows.verdict(state, fleet.now()).ifPresent(verdicts::add);
        new LineGuard(plan, state, fleet).check(verdicts).ifPresent(verdicts::add);
        Proving proving = new Proving(plan, state, fleet);
        if (verdicts.isEmpty()) {
            proving.verdict().ifPresent(verdicts::add);
        }
        if (verdicts.isEmpty()) {
            new Ending(plan, state, fleet).check().ifPresent(verdicts::add);
        }
        boolean forward = state.fleetMarked()
                && state.stop().isEmpty()
                && !state.paused()
                && state.abort().isEmpty()
                && state.rollback().isEmpty()
                && permits.begins();
        if (verdicts.isEmpty() && forward) {
            new Sides(plan, state, fleet).verdict().ifPresent(verdicts::add);
        }
        boolean mayOpen = forward
                && !proving.pending()
                && Versions.refusal(plan, state, fleet).isEmpty();
        if (verdicts.isEmpty() && mayOpen) {
            new Batches(plan, state, fleet).next().ifPresent(verdicts::add);
        }
        return verdicts;
    }

    private Decision actions(RolloutState state, FleetView fleet, Permits permits) {
        Turn turn = new Turn(plan, state, fleet, permits);
        if (state.stop().filter(stop -> !stop.pause()).isPresent()) {
            turn.waitFor("run", "for what is in flight, to stop");
            new Arrivals(turn).decideFailed();
            new Reconnects(turn).decide();
        } else if (!state.fleetMarked() && !permits.begins()) {
            turn.waitFor("run", permits.why());
        } else if (!state.fleetMarked()) {
            turn.propose(FleetMarks.of(plan, state), "the run begins");
        } else {
            new Arrivals(turn).decide();
            new Returns(turn).decide();
            new Departures(turn).decide();
            new Reconnects(turn).decide();
            new Replacements(turn).decide();
            Versions.refusal(plan, state, fleet).ifPresent(refusal -> turn.waitFor("run", refusal));
        }
        Proving proving = new Proving(plan, state, fleet);
        proving.waiting().ifPresent(wait -> turn.waitFor("run", wait));
        return turn.decision(Deadlines.earlier(Deadlines.next(plan, fleet), proving.deadline()));
    }

    /** Collects what one turn starts and waits for; the steps share it. */
    static final class Turn {

        final Plan plan;
        final RolloutState state;
        final FleetView fleet;
        final DrainRoom drainRoom;
        final Permits permits;
        private final List<Proposal> proposals = new ArrayList<>();
        private final List<Wait> waits = new ArrayList<>();
        private Instant retryAt = Instant.MAX;

        Turn(Plan plan, RolloutState state, FleetView fleet, Permits permits) {
            this.plan = plan;
            this.state = state;
            this.fleet = fleet;
            this.drainRoom = new DrainRoom(plan, state, fleet);
            this.permits = permits;
        }

        /** Whether changes that are not the end of something begun may start. */
        boolean mayStart() {
            return !state.paused() && state.abort().isEmpty();
        }

        /** Proposes {@code action}, unless something about its subject is in flight or it failed a moment ago. */
        boolean propose(Action action, String reason) {
            boolean ready = ready(action);
            if (ready) {
                proposals.add(new Proposal(action, reason));
            }
            return ready;
        }

        /** Whether {@code action} could be proposed now; to be asked before anything is taken off a budget for it. */
        boolean ready(Action action) {
            if (state.inFlight(action.subject()).isPresent()) {
                return false;
            }
            var failed = state.failedAttempts(action);
            if (failed.isPresent()) {
                Instant again =
                        failed.get().last().plus(Backoff.after(failed.get().count()));
                if (again.isAfter(fleet.now())) {
                    retryAt = Deadlines.earlier(retryAt, again);
                    waitFor(
                            action.subject(),
                            action.verb() + " failed: " + failed.get().reason() + "; trying again");
                    return false;
                }
            }
            return true;
        }

        /** Something may go on at {@code time} although nothing is observed to change. */
        void wakeAt(Instant time) {
            retryAt = Deadlines.earlier(retryAt, time);
        }

        void waitFor(String subject, String reason) {
            waits.add(new Wait(subject, reason));
        }

        Decision decision(Instant deadline) {
            List<Wait> all = new ArrayList<>(waits);
            if (permits.begins()) {
                // First, because it is what whoever looks should read first.
                Stalls.of(plan, state, fleet, waits).ifPresent(stall -> all.add(0, stall));
            }
            Instant wake = Deadlines.earlier(Deadlines.earlier(deadline, retryAt), permits.until());
            boolean idle = proposals.isEmpty() && retryAt.equals(Instant.MAX);
            return new Decision(
                    List.of(),
                    proposals,
                    wake,
                    all,
                    idle ? new Leaving(plan, permits, state, fleet).reason() : Optional.empty());
        }
    }
}
