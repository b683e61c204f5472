package io.mediaup.simulation;

import io.mediaup.fleet.HostId;
import io.mediaup.plan.Plan;
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
        if (alive.size() != book.desired) {
            violated.accept("10 done: " + alive.size() + " hosts at the end instead of " + book.desired);
        }
        for (SimulatedHost host : alive) {
            boolean held = plan.fleet().hold().contains(host.id);
            if (!held && !host.version.equals(plan.target().version())) {
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
                    && !plan.fleet().hold().contains(host.id);
            if (ours && host.marks.isDraining()) {
                violated.accept("9 undo: " + host.id + " is left cordoned");
            }
            if (ours && host.draining) {
                violated.accept("9 undo: " + host.id + " is left draining");
            }
        }
        leftovers();
    }

    private void leftovers() {
        for (HostId id : book.failed) {
            SimulatedHost host = truth.get(id);
            if (host.alive() && host.registration.registered()) {
                violated.accept("10 end: " + id + " failed, yet is left registered");
            }
        }
    }
}
