package io.mediaup.rollout;

import io.mediaup.fleet.InstanceState;
import io.mediaup.fleet.ObservedHost;
import io.mediaup.fleet.Reading;
import io.mediaup.rollout.RolloutDecider.Turn;
import java.time.Instant;
import java.util.Optional;

/**
 * Cordoned hosts on their way back: when the run is aborted or rolled back, or somebody asks for it. The reverse of a
 * cordon: tell the server to accept sessions again, read that back, register, and only when traffic flows take the mark
 * off. The ceiling does not hold them up. It bounds what is launched, and these run already; undo must not wait; and it
 * could wait for ever, where the host that would make room may not drain before they are back. One that runs the new
 * version already, as a superseded run leaves it, comes back with its side.
 */
final class Returns {

    private final Turn turn;
    private final Sides sides;

    Returns(Turn turn) {
        this.turn = turn;
        this.sides = new Sides(turn.plan, turn.state, turn.fleet);
    }

    void decide() {
        for (HostView host : turn.fleet.hosts()) {
            if (turn.fleet.returning(host) && comesWithItsSide(host)) {
                turn.waitFor(host.id().value(), "going back in rotation " + sides.progress());
            } else if (turn.fleet.returning(host)) {
                back(host, reason(host));
            } else if (strayMark(turn.state, host)) {
                unmark(host, "its cordon failed, yet it is marked");
            }
        }
    }

    private boolean comesWithItsSide(HostView host) {
        return sides.keepsOut(host) && !registered(host) && !host.record().returnAsked();
    }

    /** Takes the next step of {@code host}'s way back. */
    void back(HostView host, String reason) {
        if (drains(host)) {
            turn.propose(new Action.LeaveDrain(host.id()), reason);
        } else if (host.record().deregistered() || !registered(host)) {
            turn.propose(new Action.Register(host.id()), reason);
        } else if (host.observed().orElseThrow().rotation().in() && seenSince(host)) {
            unmark(host, "it gets traffic again");
        } else {
            turn.waitFor(
                    host.id().value(),
                    "going back in rotation: " + host.observed().orElseThrow().rotation());
        }
    }

    /**
     * Whether the server must be told to take sessions again: this run has told it to drain, whatever a reading says that
     * may be older; or its flag is on, or unknown, by a reading that is newer than the last time it was told. An earlier run
     * may have told it to drain.
     */
    private boolean drains(HostView host) {
        if (turn.plan.drain().command().isEmpty()) {
            return false;
        }
        if (host.record().drainEnteredAt().isPresent()) {
            return true;
        }
        Optional<Reading<Boolean>> flag = host.observed().map(ObservedHost::draining);
        boolean on = flag.flatMap(Reading::value).orElse(true);
        Optional<Instant> told = host.record().drainLeftAt();
        boolean newer = told.isEmpty()
                || flag.filter(reading -> reading.value().isPresent())
                        .filter(reading -> reading.at().isAfter(told.get()))
                        .isPresent();
        return on && newer;
    }

    /**
     * Whether what the listing says of the host is of later than its registration. Where it was taken out a moment before and
     * not seen out yet, a listing that lags still shows it in, as it was then, although it has to pass its checks anew.
     */
    private boolean seenSince(HostView host) {
        HostRecord record = host.record();
        boolean outUnseen =
                record.deregisteredAt().isPresent() && record.leftRotationAt().isEmpty();
        return !outUnseen
                || record.registeredAt().filter(turn.fleet::surelyListed).isPresent();
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

    private boolean registered(HostView host) {
        // Its registration by this run counts at once, for the listing may lag behind it; but not for ever: what was
        // asked
        // before, and had no effect yet, may have taken it out again.
        return host.record()
                        .registeredAt()
                        .filter(at -> !turn.fleet.surelyListed(at))
                        .isPresent()
                || host.observed()
                        .filter(o -> o.host().state() == InstanceState.RUNNING)
                        .map(o -> o.rotation().registered())
                        .orElse(false);
    }
}
