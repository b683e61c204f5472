package io.mediaup.rollout;

import io.mediaup.fleet.InstanceState;
import io.mediaup.fleet.ObservedHost;
import io.mediaup.plan.Plan;
import io.mediaup.plan.RetireSpec.How;
import io.mediaup.plan.TargetSpec.FailedHosts;
import io.mediaup.rollout.RolloutDecider.Turn;
import java.time.Duration;
import java.util.Optional;

/**
 * New hosts on their way into rotation. They raise capacity and finish what was begun, so neither a pause nor an abort
 * holds them up; but the side of a blue-green batch is not begun to be used before it is whole, and an abort discards it.
 */
final class Arrivals {

    private final Turn turn;
    private final Sides sides;

    Arrivals(Turn turn) {
        this.turn = turn;
        this.sides = new Sides(turn.plan, turn.state, turn.fleet);
    }

    void decide() {
        for (HostView host : turn.fleet.hosts()) {
            switch (host.phase()) {
                case BOOTING, READY -> arriving(host);
                case FAILED -> failed(host);
                case JOINING ->
                    turn.waitFor(host.id().value(), "registered, and " + joining(host) + " for " + age(host));
                default -> {}
            }
        }
    }

    private void arriving(HostView host) {
        if (turn.state.rollback().isPresent() && !turn.fleet.current(host) && !turn.fleet.held(host)) {
            turn.propose(unneeded(host), "the run is rolled back, and it never got traffic");
        } else if (turn.state.abort().isPresent() && sides.keepsOut(host) && !turn.fleet.held(host)) {
            turn.propose(unneeded(host), "the run is aborted, and traffic was not moved to it");
        } else if (host.phase() == HostPhase.READY && sides.keepsOut(host)) {
            turn.waitFor(host.id().value(), "up, and out of rotation " + sides.progress());
        } else if (host.phase() == HostPhase.READY && leaves(host)) {
            turn.waitFor(host.id().value(), "up, and out of rotation: the fleet has one host too many");
        } else if (host.phase() == HostPhase.READY) {
            turn.propose(
                    new Action.Register(host.id()),
                    "it is up and runs " + host.record().version());
        } else {
            turn.waitFor(host.id().value(), "booting for " + age(host) + booting(host));
        }
    }

    /** Whether {@link Replacements} has it leave, so that it should not get traffic first; an abort leaves it where it is. */
    private boolean leaves(HostView host) {
        return turn.state.abort().isEmpty() && Replacements.surplus(turn.fleet, host);
    }

    /** Where old hosts are kept on standby, a new one that did not fail is no worse; it may have come from there. */
    private Action unneeded(HostView host) {
        return turn.plan.retire().how() == How.STANDBY ? new Action.Shelve(host.id()) : new Action.Discard(host.id());
    }

    /** Only sees to hosts that failed, in a run that stops: nobody will who looks at it later. */
    void decideFailed() {
        turn.fleet.hosts().stream()
                .filter(host -> pending(turn.plan, turn.state, turn.fleet, host))
                .forEach(this::failed);
    }

    private void failed(HostView host) {
        if (turn.fleet.held(host)) {
            turn.waitFor(host.id().value(), "failed, and held until somebody releases it");
        } else {
            afterwards(turn.plan, turn.fleet, host)
                    .ifPresent(action -> turn.propose(
                            action,
                            action instanceof Action.Discard
                                    ? "it never got into rotation"
                                    : "it never got into rotation, and is kept out of it"));
        }
    }

    /** Whether a host that failed is still to be seen to, and can be. */
    static boolean pending(Plan plan, RolloutState state, FleetView fleet, HostView host) {
        return afterwards(plan, fleet, host)
                .filter(action -> state.failedAttempts(action)
                        .filter(RolloutState.FailedAttempts::hopeless)
                        .isEmpty())
                .isPresent();
    }

    /** What is done with a host that failed. */
    private static Optional<Action> afterwards(Plan plan, FleetView fleet, HostView host) {
        if (host.phase() != HostPhase.FAILED || !host.alive() || fleet.held(host)) {
            return Optional.empty();
        }
        return plan.target().failedHosts() == FailedHosts.TERMINATE
                ? Optional.of(new Action.Discard(host.id()))
                : leftRegistered(host) ? Optional.of(new Action.Deregister(host.id())) : Optional.empty();
    }

    /** Whether the host is given up and kept, and a target group may still find it healthy one day. */
    static boolean leftRegistered(HostView host) {
        return host.phase() == HostPhase.FAILED
                && host.alive()
                && !host.record().deregistered()
                && host.observed().filter(o -> o.rotation().registered()).isPresent();
    }

    private String booting(HostView host) {
        return host.observed()
                .filter(o -> o.host().state() == InstanceState.RUNNING)
                .map(o -> " (" + notReady(o) + ")")
                .orElse("");
    }

    private static String notReady(ObservedHost host) {
        return host.healthy().value().filter(Boolean::booleanValue).isPresent()
                ? "version: " + host.version().value().orElse(Texts.whyNot(host.version(), ""))
                : "health: " + Texts.whyNot(host.healthy(), "not healthy yet");
    }

    private static String joining(HostView host) {
        return host.observed().map(o -> o.rotation().toString()).orElse("not listed");
    }

    private String age(HostView host) {
        return Texts.duration(Duration.between(host.record().arrivingSince().orElseThrow(), turn.fleet.now()));
    }
}
