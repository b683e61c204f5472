package io.mediaup.rollout;

import io.mediaup.fleet.ObservedHost;
import io.mediaup.plan.PatienceOutcome;
import io.mediaup.plan.SessionCounter;
import io.mediaup.plan.SessionPolicy;
import io.mediaup.rollout.RolloutDecider.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Cordoned hosts on their way out: leave the rotation, settle, be told to drain, drain, retire. A pause lets a cordon
 * that was begun come to its end, but retires nothing.
 */
final class Departures {

    private final Turn turn;
    private final Floor floor;
    private final Migrations migrations;

    Departures(Turn turn) {
        this.turn = turn;
        this.migrations = new Migrations(turn);
        this.floor = Floor.ofTraffic(turn.plan, turn.state, turn.fleet);
    }

    void decide() {
        for (HostView host : turn.fleet.hosts()) {
            if (!host.cordoned() || !host.alive() || turn.fleet.returning(host)) {
                continue;
            }
            if (host.record().held()) {
                turn.waitFor(host.id().value(), "cordoned, and held until somebody releases it");
            } else {
                depart(host);
            }
        }
    }

    private void depart(HostView host) {
        switch (host.phase()) {
            case CORDONING -> leave(host);
            case SETTLING ->
                turn.waitFor(
                        host.id().value(),
                        "settling: late arrivals are possible for "
                                + Texts.duration(Duration.between(turn.fleet.now(), host.countsFrom(turn.plan)))
                                + " more");
            case ENTERING_DRAIN -> {
                if (!patienceKills(host)) {
                    enterDrain(host);
                }
            }
            case DRAINING -> draining(host);
            case DRAINED -> drained(host);
            default -> {}
        }
    }

    private void leave(HostView host) {
        boolean putBack = turn.fleet.putBack(host);
        if (host.record().deregistered() && !putBack) {
            turn.waitFor(host.id().value(), "leaving rotation");
            return;
        }
        boolean beginsToDrain = turn.drainRoom.stillServes(host);
        Optional<String> refusal = Optional.<String>empty()
                .or(() -> beginsToDrain ? turn.drainRoom.refusal() : Optional.empty())
                .or(() -> floor.leave(host));
        if (refusal.isEmpty()) {
            if (beginsToDrain) {
                turn.drainRoom.take();
            }
            turn.propose(
                    new Action.Deregister(host.id()), putBack ? "somebody put it back in rotation" : "it is cordoned");
        } else if (turn.state.abort().isPresent()) {
            // A run that is aborted launches nothing that could take its place: it goes back into service.
            new Returns(turn).back(host, "it still serves, and cannot be spared: " + refusal.get());
        } else {
            turn.waitFor(host.id().value(), "cordoned, and not taken out yet: " + refusal.get());
        }
    }

    private void enterDrain(HostView host) {
        // Told once, the flag must be read back; it is told again only when a newer reading clearly says no.
        boolean told = host.record().drainEnteredAt().isPresent();
        boolean saysNo = host.observed()
                .map(ObservedHost::draining)
                .filter(flag -> flag.value().filter(on -> !on).isPresent())
                .filter(flag -> host.record()
                        .drainEnteredAt()
                        .filter(flag.at()::isAfter)
                        .isPresent())
                .isPresent();
        if (!told || saysNo) {
            turn.propose(
                    new Action.EnterDrain(host.id()),
                    told ? "its drain flag reads as off" : "settled out of rotation, " + open(host) + " left");
        } else {
            turn.waitFor(
                    host.id().value(),
                    "told to drain; its flag "
                            + host.observed()
                                    .map(o -> Texts.whyNot(o.draining(), "was not read back yet"))
                                    .orElse("is unknown"));
        }
    }

    private void draining(HostView host) {
        if (turn.plan.sessions() == SessionPolicy.KILL) {
            kill(host);
            return;
        }
        if (patienceKills(host)) {
            return;
        }
        if (Drains.says(PatienceOutcome.MIGRATE, turn.plan, host, turn.fleet.now()) && !turn.state.paused()) {
            migrations.decide(host);
        } else {
            turn.waitFor(host.id().value(), "draining: " + open(host) + patience(host));
        }
    }

    /** The verdict alone is no base: its readings may be of an earlier process, or unknown ones may have followed. */
    private void drained(HostView host) {
        if (Drains.drained(turn.plan, host, turn.fleet.now())) {
            retire(host, Set.of(), evidence(host));
        } else if (!patienceKills(host)) {
            turn.waitFor(host.id().value(), "drained, and to be confirmed by fresh readings: " + open(host));
        }
    }

    private boolean patienceKills(HostView host) {
        Instant now = turn.fleet.now();
        boolean kills =
                turn.plan.sessions() != SessionPolicy.KILL && Drains.says(PatienceOutcome.KILL, turn.plan, host, now);
        if (kills) {
            retire(
                    host,
                    Drains.mayCut(turn.plan, host, now),
                    "its patience has ended with " + open(host) + ", and the plan says "
                            + (turn.plan.sessions() == SessionPolicy.MIGRATE ? "migrate.then: kill" : "then: kill"));
        }
        return kills;
    }

    private void kill(HostView host) {
        // Clients that are cut reconnect at once, so there must be something to reconnect to.
        boolean replaced = host.record().slot().map(turn.fleet::replaced).orElseGet(this::somethingReplaced);
        if (Drains.drained(turn.plan, host, turn.fleet.now())) {
            // Nobody is cut, so there need be nothing to reconnect to; and others may wait for the room that it takes
            // up.
            retire(host, Set.of(), evidence(host));
        } else if (replaced) {
            retire(
                    host,
                    Drains.everyCounter(turn.plan),
                    "its replacement gets traffic; the technique cuts " + open(host));
        } else {
            turn.waitFor(host.id().value(), "cordoned: its sessions go on until its replacement gets traffic");
        }
    }

    /** For a host that no slot is kept for: the new version gets traffic, or some host that stays for now. */
    private boolean somethingReplaced() {
        return turn.state.slots().stream().anyMatch(turn.fleet::replaced)
                || turn.fleet.hosts().stream().anyMatch(HostView::inRotation);
    }

    private void retire(HostView host, Set<String> mayCut, String reason) {
        Optional<Instant> kept = turn.fleet.keptUntil(host);
        if (turn.state.paused()) {
            turn.waitFor(host.id().value(), "paused: it could be retired (" + reason + ")");
        } else if (new Proving(turn.plan, turn.state, turn.fleet).keeps(host)) {
            turn.waitFor(host.id().value(), "kept for a way back until what replaces it is proven; " + reason);
        } else if (kept.isPresent()) {
            turn.waitFor(
                    host.id().value(),
                    "kept for an instant way back for " + Texts.duration(Duration.between(turn.fleet.now(), kept.get()))
                            + " more; " + reason);
        } else if (!turn.permits.retires(mayCut)) {
            turn.waitFor(host.id().value(), "it could be retired (" + reason + "), but " + turn.permits.why());
        } else if (Reconnects.first(turn.plan, host)) {
            new Reconnects(turn).tell(host);
        } else {
            turn.propose(new Action.Retire(host.id(), mayCut), reason);
        }
    }

    private String evidence(HostView host) {
        return host.observed().map(o -> Drains.evidence(turn.plan, o)).orElse("drained");
    }

    private String open(HostView host) {
        return host.observed().map(o -> Drains.openSessions(turn.plan, o)).orElse("sessions unknown");
    }

    private String patience(HostView host) {
        Instant last = Instant.MIN;
        for (SessionCounter counter : turn.plan.probes().sessions()) {
            Instant end = Deadlines.lastOf(turn.plan, host, counter).orElseThrow();
            last = end.isAfter(last) ? end : last;
        }
        Duration left = Duration.between(turn.fleet.now(), last);
        return left.isNegative() || left.isZero()
                ? "; overdue by " + Texts.duration(left.negated())
                : "; patience ends in " + Texts.duration(left);
    }
}
