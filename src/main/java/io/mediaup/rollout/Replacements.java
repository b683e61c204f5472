package io.mediaup.rollout;

import io.mediaup.fleet.HostId;
import io.mediaup.fleet.LaunchDefinition;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.Slot;
import io.mediaup.plan.SessionPolicy;
import io.mediaup.rollout.RolloutDecider.Turn;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Launches new hosts for slots and cordons the old ones: the only place that begins anything. */
final class Replacements {

    private final Turn turn;
    private final Budget budget;
    private final Sides sides;
    private final Standbys standbys;

    /** Cordoned in this turn: there may be two reasons for it, but it is done once. */
    private final Set<HostId> leaving = new HashSet<>();

    Replacements(Turn turn) {
        this.turn = turn;
        this.budget = new Budget(turn.plan, turn.state, turn.fleet, turn.drainRoom);
        this.sides = new Sides(turn.plan, turn.state, turn.fleet);
        this.standbys = new Standbys(turn.plan, turn.state, turn.fleet);
    }

    void decide() {
        if (!turn.mayStart()) {
            turn.waitFor("run", turn.state.abort().isPresent() ? "aborting: nothing new is started" : "paused");
            return;
        }
        if (!turn.permits.begins()) {
            turn.waitFor("run", turn.permits.why());
            finish();
            return;
        }
        boolean shrinks = false;
        for (HostView host : turn.fleet.hosts()) {
            shrinks |= surplus(turn.fleet, host) ? cordon(host, "the fleet has one host too many") : leavesNoSlot(host);
            if (useless(host)) {
                cordon(host, "it is outdated and serves nobody, and its slot has another host");
            }
        }
        if (shrinks && turn.plan.sessions() == SessionPolicy.KILL && somebodyStays()) {
            // Its sessions go to what stays; were that taken out in the same turn, they would have nowhere to go.
            turn.waitFor("run", "the hosts that are too many go first");
            fillVacancies(slot -> true);
            return;
        }
        List<Slot> open = new Batches(turn.plan, turn.state, turn.fleet).open();
        // Cordon what is replaced before launching more: that is what makes room under the ceiling.
        open.stream().filter(turn.fleet::replaced).forEach(this::cordonReplaced);
        fillVacancies(slot -> true);
        open.stream().filter(this::unreplaced).forEach(this::replace);
        open.forEach(this::current);
    }

    /** A slot whose new host is out of rotation: that is for its operators to mend, and until then the old one stays. */
    private void current(Slot slot) {
        turn.fleet.in(slot).stream()
                .filter(turn.fleet::current)
                .filter(host -> host.phase() == HostPhase.OUT_OF_ROTATION && !turn.fleet.replaced(slot))
                .forEach(host -> turn.waitFor(
                        host.id().value(),
                        "it runs " + host.record().version() + " and is out of rotation: " + slot
                                + " keeps its old host until it is back"));
    }

    /**
     * Only brings to its end what was begun: a host that has been replaced leaves, and a slot of which the old host is gone
     * is filled, for raising capacity again does not wait. Nor does what somebody asked for by hand.
     */
    private void finish() {
        if (!turn.permits.finishes()) {
            return;
        }
        List<Slot> open = new Batches(turn.plan, turn.state, turn.fleet).open();
        open.stream().filter(turn.fleet::replaced).forEach(this::cordonReplaced);
        fillVacancies(this::wasFilled);
        open.stream().filter(slot -> unreplaced(slot) && asked(slot)).forEach(this::replace);
    }

    private void cordonReplaced(Slot slot) {
        if (sides.keepsIn(slot)) {
            turn.waitFor(slot.toString(), sides.joining());
        } else {
            cordon(slot, replaced());
        }
    }

    private boolean unreplaced(Slot slot) {
        return !turn.fleet.vacant(slot) && !turn.fleet.hasReplacement(slot);
    }

    private boolean asked(Slot slot) {
        return turn.fleet.in(slot).stream().anyMatch(host -> host.record().drainAsked());
    }

    private boolean wasFilled(Slot slot) {
        return turn.state.hosts().stream().anyMatch(host -> host.slot().equals(Optional.of(slot)));
    }

    /** A slot that an old host comes back to is not vacant for long. */
    private void fillVacancies(Predicate<Slot> which) {
        for (Slot slot : turn.state.slots()) {
            if (!turn.fleet.vacant(slot) || !which.test(slot)) {
                continue;
            }
            Optional<HostView> returning = turn.fleet.returning(slot);
            if (returning.isPresent()) {
                turn.waitFor(slot.toString(), returning.get().id() + " comes back to it");
            } else {
                launch(slot, vacancy(slot));
            }
        }
    }

    /** Whether {@code host} is in no slot, or not the only one that serves in it, and nothing was begun with it. */
    static boolean surplus(FleetView fleet, HostView host) {
        return host.uncordoned() && !fleet.held(host) && (host.record().slot().isEmpty() || fleet.doubled(host));
    }

    /** What a run that was superseded had launched and not brought into rotation: it would only take up the room of others. */
    private boolean useless(HostView host) {
        return host.phase() == HostPhase.OUT_OF_ROTATION
                && !turn.fleet.current(host)
                && !turn.fleet.held(host)
                && host.record().slot().stream()
                        .flatMap(slot -> turn.fleet.in(slot).stream())
                        .anyMatch(HostView::inRotation);
    }

    private boolean leavesNoSlot(HostView host) {
        return host.cordoned() && host.alive() && host.record().slot().isEmpty() && !cannotLeave(host);
    }

    /** Whether it is needed until others are in rotation, so that nothing may wait for it. */
    private boolean cannotLeave(HostView host) {
        return host.phase() == HostPhase.CORDONING
                && Floor.staysIn(turn.state, turn.fleet, host)
                && Floor.ofTraffic(turn.plan, turn.state, turn.fleet)
                        .leave(host)
                        .isPresent();
    }

    private boolean somebodyStays() {
        return turn.fleet.hosts().stream().anyMatch(host -> host.inRotation() && !surplus(turn.fleet, host));
    }

    /** A slot whose old host still serves: launch beside it, or, with the ceiling reached, take the old one out first. */
    private void replace(Slot slot) {
        if (turn.fleet.in(slot).stream().anyMatch(turn.fleet::held)) {
            cordon(slot, "it is outdated, and somebody holds another host in its slot");
            return;
        }
        Optional<HostView> returning = turn.fleet.returning(slot);
        if (budget.surgeLeft()) {
            if (returning.isEmpty()) {
                launch(slot, replacing(slot));
            }
        } else if (cordon(slot, "there is no room for a replacement beside it")) {
            budget.reserve();
        }
    }

    private void launch(Slot slot, String reason) {
        Optional<String> version = turn.state.wanted(slot);
        if (version.isEmpty()) {
            turn.waitFor(slot.toString(), "left as it is: nobody knows what it ran before this run");
            return;
        }
        Optional<HostId> standby = standbys.of(slot, version.get());
        if (standby.isEmpty() && !turn.fleet.launchable(slot)) {
            turn.waitFor(slot.toString(), "left as it is: nobody knows what its host was launched from");
            return;
        }
        Action launch = new Action.Launch(
                slot,
                version.get(),
                Marks.of(
                        turn.state.start().run(),
                        slot,
                        turn.state.start().desired(),
                        turn.state.start().planDigest()),
                standby.map(LaunchDefinition::ofStandby).orElseGet(() -> turn.state.definition(slot)));
        if (!turn.ready(launch)) {
            return;
        }
        Optional<String> refusal = budget.launch();
        if (refusal.isPresent()) {
            turn.waitFor(slot.toString(), "not launched yet: " + refusal.get());
        } else {
            standby.ifPresent(standbys::take);
            turn.propose(
                    launch,
                    reason + standby.map(host -> ", started from standby").orElse(""));
        }
    }

    private boolean cordon(Slot slot, String reason) {
        return turn.fleet.outdated(slot).filter(host -> cordon(host, reason)).isPresent();
    }

    private boolean cordon(HostView host, String reason) {
        if (turn.fleet.busy(host) || leaving.contains(host.id())) {
            return false;
        }
        Action cordon = new Action.Cordon(host.id(), FleetMarks.draining(turn.state, host.record(), turn.fleet.now()));
        // A cordon that failed a moment ago and must wait makes no room for a launch.
        if (!turn.ready(cordon)) {
            return false;
        }
        Optional<String> refusal = budget.cordon(host);
        if (refusal.isPresent()) {
            turn.waitFor(host.id().value(), "not cordoned yet: " + refusal.get());
            return false;
        }
        leaving.add(host.id());
        return turn.propose(cordon, reason);
    }

    private String replaced() {
        return turn.state.rollback().isPresent()
                ? "the old version gets traffic again"
                : "its replacement gets traffic";
    }

    private String vacancy(Slot slot) {
        return turn.state.opened(slot) || turn.state.rollback().isPresent()
                ? "its slot is vacant"
                : "its slot is vacant, ahead of its batch";
    }

    private String replacing(Slot slot) {
        return turn.fleet
                .outdated(slot)
                .map(host -> "replaces " + host.id() + " (" + host.record().version() + ")")
                .orElse("its slot is outdated");
    }
}
