package io.mediaup.rollout;

import io.mediaup.fleet.InstanceState;
import io.mediaup.rollout.RolloutDecider.Turn;

/**
 * Cordoned hosts on their way back: when the run is aborted, those that nothing replaces. The reverse of a cordon: tell
 * the server to accept sessions again, read that back, register, and only when traffic flows take the mark off.
 */
final class Returns {

    private final Turn turn;

    Returns(Turn turn) {
        this.turn = turn;
    }

    void decide() {
        for (HostView host : turn.fleet.hosts()) {
            if (returns(turn, host)) {
                back(host);
            } else if (strayMark(turn.state, host)) {
                unmark(host, "its cordon failed, yet it is marked");
            }
        }
    }

    /** Whether {@code host} is to go back in rotation instead of out of the fleet. */
    static boolean returns(Turn turn, HostView host) {
        return turn.state.abort().isPresent()
                && host.cordoned()
                && host.alive()
                && host.record().slot().filter(turn.fleet::vacant).isPresent();
    }

    private void back(HostView host) {
        boolean toldToDrain = turn.plan.drain().command().isPresent()
                && host.observed().map(o -> o.draining().value().orElse(true)).orElse(true);
        if (toldToDrain && host.record().drainEnteredAt().isPresent()) {
            turn.propose(new Action.LeaveDrain(host.id()), "the run is aborted, and nothing replaces it");
        } else if (host.record().deregistered() || !registered(host)) {
            turn.propose(new Action.Register(host.id()), "the run is aborted, and nothing replaces it");
        } else if (host.observed().orElseThrow().rotation().in()) {
            unmark(host, "it gets traffic again");
        } else {
            turn.waitFor(
                    host.id().value(),
                    "going back in rotation: " + host.observed().orElseThrow().rotation());
        }
    }

    /** Whether an aborted run has marked a host as draining that it does not know as cordoned: nobody heard that it did. */
    static boolean strayMark(RolloutState state, HostView host) {
        return state.abort().isPresent()
                && host.uncordoned()
                && host.record().maybeMarked()
                && host.observed().filter(o -> o.host().marks().isDraining()).isPresent();
    }

    private void unmark(HostView host, String reason) {
        turn.propose(
                new Action.Uncordon(host.id(), FleetMarks.inService(turn.state, host.record(), turn.fleet.now())),
                reason);
    }

    private static boolean registered(HostView host) {
        // Its registration by this run counts at once; the listing may lag behind it.
        return host.record().registeredAt().isPresent()
                || host.observed()
                        .filter(o -> o.host().state() == InstanceState.RUNNING)
                        .map(o -> o.rotation().registered())
                        .orElse(false);
    }
}
