package io.mediaup.rollout;

import io.mediaup.fleet.InstanceState;
import io.mediaup.rollout.RolloutDecider.Turn;
import java.util.Optional;

/**
 * Cordoned hosts on their way back: when the run is aborted or rolled back, or somebody asks for it. The reverse of a
 * cordon: tell the server to accept sessions again, read that back, register, and only when traffic flows take the mark
 * off.
 */
final class Returns {

    private final Turn turn;

    Returns(Turn turn) {
        this.turn = turn;
    }

    void decide() {
        turn.fleet.hosts().stream().filter(turn.fleet::returning).forEach(this::back);
    }

    private void back(HostView host) {
        boolean toldToDrain = turn.plan.drain().command().isPresent()
                && host.observed().map(o -> o.draining().value().orElse(true)).orElse(true);
        if (toldToDrain && host.record().drainEnteredAt().isPresent()) {
            turn.propose(new Action.LeaveDrain(host.id()), reason(host));
        } else if (host.record().deregistered() || !registered(host)) {
            turn.propose(new Action.Register(host.id()), reason(host));
        } else if (host.observed().orElseThrow().rotation().in()) {
            uncordon(host);
        } else {
            turn.waitFor(
                    host.id().value(),
                    "going back in rotation: " + host.observed().orElseThrow().rotation());
        }
    }

    /** From here on it counts under the ceiling; it gets traffic already. */
    private void uncordon(HostView host) {
        Optional<String> refusal = turn.state.abort().isPresent()
                ? Optional.empty()
                : turn.budget().launch();
        if (refusal.isPresent()) {
            turn.waitFor(host.id().value(), "gets traffic again, and is still marked: " + refusal.get());
        } else {
            turn.propose(
                    new Action.Uncordon(host.id(), FleetMarks.inService(turn.state, host.record(), turn.fleet.now())),
                    "it gets traffic again");
        }
    }

    private String reason(HostView host) {
        if (host.record().returnAsked()) {
            return "somebody asked for it";
        }
        if (turn.state.rollback().isPresent()) {
            return "the run is rolled back, and it runs " + host.record().version();
        }
        return turn.state.abort().isPresent()
                ? "the run is aborted, and nothing replaces it"
                : "it runs " + host.record().version() + " already";
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
