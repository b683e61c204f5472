package io.mediaup.simulation;

import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Slot;
import io.mediaup.plan.Plan;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What a run must have come to when it ends. */
record EndCheck(
        Plan plan, RunBook book, Map<HostId, SimulatedHost> truth, Set<HostId> retagged, Consumer<String> violated) {

    /**
     * At the end of a run that is done: the desired fleet, all of the target version, nothing left over.
     *
     * @param missed whether a host died so late that the run need not have noticed
     */
    void done(Predicate<SimulatedHost> missed, Set<HostId> selected) {
        List<SimulatedHost> alive = truth.values().stream()
                .filter(host -> selected.contains(host.id))
                .filter(host -> host.alive() || (missed.test(host) && !book.leftOrLost(host.id)))
                .filter(host -> !book.failed.contains(host.id))
                .toList();
        // One that somebody put back and holds may have its replacement beside it, or may be out and have none.
        long byHand = alive.stream()
                .filter(host -> book.wishes.held.contains(host.id))
                .count();
        if (alive.size() > book.desired + byHand || alive.size() < book.desired) {
            violated.accept("10 done: " + alive.size() + " hosts at the end instead of " + book.desired);
        }
        for (SimulatedHost host : alive) {
            boolean held = held(host);
            if (!held && !besideHeld(host) && !host.version.equals(plan.target().version())) {
                violated.accept("10 done: " + host.id + " still runs " + host.version);
            }
            if (!held && host.alive() && (!host.registration.registered() || host.marks.isDraining())) {
                violated.accept("10 done: " + host.id + " is not in service");
            }
        }
        leftovers();
    }

    /** At the end of a run that was aborted: every host in rotation, or drained and retired. */
    void aborted(Set<HostId> selected) {
        for (SimulatedHost host : truth.values()) {
            boolean ours = host.alive()
                    && selected.contains(host.id)
                    && !retagged.contains(host.id)
                    && !book.failed.contains(host.id)
                    && !held(host);
            if (ours && host.marks.isDraining()) {
                violated.accept("9 undo: " + host.id + " is left cordoned");
            }
            if (ours && host.draining) {
                violated.accept("9 undo: " + host.id + " is left draining");
            }
        }
        leftovers();
    }

    /**
     * At the end of a run that was rolled back: every slot has a host of what it ran before, in service. What was out of
     * service before, and the run has not touched, is as it was: that is for its operators to mend (seeds 101572, 102274).
     *
     * @param out what was out of service when the run began
     */
    void rolledBack(Set<HostId> selected, Set<HostId> out, long lostLate) {
        Set<Slot> filled = new HashSet<>();
        for (SimulatedHost host : truth.values()) {
            Slot slot = book.slots.get(host.id);
            boolean ours = host.alive()
                    && selected.contains(host.id)
                    && !retagged.contains(host.id)
                    && !book.failed.contains(host.id)
                    && !held(host);
            boolean asBefore = slot != null
                    && book.wishes.before(slot).filter(host.version::equals).isPresent();
            if (host.alive() && slot != null && (held(host) || asBefore)) {
                filled.add(slot);
            }
            if (ours && !asBefore && !besideHeld(host)) {
                violated.accept("9 undo: " + host.id + " is left with " + host.version);
            }
            boolean asItWas = out.contains(host.id) && !book.everCordoned.contains(host.id);
            boolean outOfService = !host.registration.registered() && !asItWas;
            if (ours && (host.marks.isDraining() || host.draining || outOfService)) {
                violated.accept("9 undo: " + host.id + " is not in service");
            }
        }
        // One that was lost too late for the run to notice is missing here, and is nobody's fault.
        if (filled.size() < book.desired && lostLate == 0) {
            violated.accept("9 undo: " + filled + " are filled, of " + book.desired);
        }
        leftovers();
    }

    private boolean held(SimulatedHost host) {
        return plan.fleet().hold().contains(host.id) || book.wishes.held.contains(host.id);
    }

    /** A slot whose host somebody holds needs nothing more, whoever else is in it. */
    private boolean besideHeld(SimulatedHost host) {
        Slot slot = book.slots.get(host.id);
        return slot != null
                && truth.values().stream()
                        .anyMatch(other -> other.alive() && held(other) && slot.equals(book.slots.get(other.id)));
    }

    private void leftovers() {
        for (HostId id : book.failed) {
            SimulatedHost host = truth.get(id);
            if (host.alive() && host.registration.registered() && !held(host)) {
                violated.accept("10 end: " + id + " failed, yet is left registered");
            }
        }
    }
}
