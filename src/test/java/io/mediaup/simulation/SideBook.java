package io.mediaup.simulation;

import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Slot;
import io.mediaup.plan.Plan;
import io.mediaup.plan.Shape;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.Fact;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What blue-green promises, by the facts and the truth: no new host is registered beside an old one that serves before its
 * whole side was up, and none of the old ones is cordoned before.
 */
final class SideBook {

    private final Plan plan;
    private final RunBook book;
    private final Consumer<String> violated;
    private final Supplier<Instant> now;
    private final Set<Slot> side = new HashSet<>();
    private boolean switched;

    SideBook(Plan plan, RunBook book, Consumer<String> violated, Supplier<Instant> now) {
        this.plan = plan;
        this.book = book;
        this.violated = violated;
        this.now = now;
    }

    /**
     * To be told of every fact.
     *
     * @param late whether a host died so late that the run need not have noticed
     */
    void fact(Fact fact, Map<HostId, SimulatedHost> truth, Predicate<SimulatedHost> late) {
        if (plan.rollout().shape() != Shape.BLUE_GREEN || book.wishes.rolledBack()) {
            return;
        }
        if (fact instanceof Fact.BatchOpened batch) {
            side.clear();
            side.addAll(batch.slots());
            switched = false;
        } else if (fact instanceof Fact.TrafficSwitched) {
            switched = true;
            side.stream()
                    .filter(slot -> truth.values().stream().noneMatch(host -> isUp(host, slot, late)))
                    .forEach(slot -> violated.accept("sides: traffic is moved although nothing is up for " + slot));
        } else if (fact instanceof Fact.ActionStarted started && started.action() instanceof Action.Register register) {
            registered(truth.get(register.host()), truth);
        } else if (fact instanceof Fact.ActionStarted started && started.action() instanceof Action.Cordon cordon) {
            cordoned(truth.get(cordon.host()), truth);
        }
    }

    /** Where two old hosts share a slot, as a superseded run leaves them, one may go before: it makes room. */
    private void cordoned(SimulatedHost host, Map<HostId, SimulatedHost> truth) {
        Slot slot = book.slots.get(host.id);
        boolean alone = truth.values().stream()
                .noneMatch(other -> !other.id.equals(host.id)
                        && slot != null
                        && slot.equals(book.slots.get(other.id))
                        && !other.version.equals(plan.target().version())
                        && other.inRotation(now.get()));
        if (alone && host.inRotation(now.get()) && side.contains(slot) && !switched && !asked(host.id)) {
            violated.accept("sides: " + host.id + " is cordoned before its side is up");
        }
    }

    private boolean asked(HostId id) {
        return book.wishes.drainAsked.contains(id);
    }

    private boolean isUp(SimulatedHost host, Slot slot, Predicate<SimulatedHost> late) {
        boolean held = plan.fleet().hold().contains(host.id) || book.wishes.held.contains(host.id);
        return slot.equals(book.slots.get(host.id))
                && (host.alive() || late.test(host))
                && !book.failed.contains(host.id)
                && (held || host.version.equals(plan.target().version()));
    }

    private void registered(SimulatedHost host, Map<HostId, SimulatedHost> truth) {
        Slot slot = book.slots.get(host.id);
        boolean besideOld = truth.values().stream()
                .anyMatch(old -> !old.id.equals(host.id)
                        && old.inRotation(now.get())
                        && slot != null
                        && slot.equals(book.slots.get(old.id))
                        && !old.version.equals(host.version)
                        && !book.cordonedAt.containsKey(old.id)
                        && !asked(old.id));
        if (besideOld && side.contains(slot) && !switched && host.version.equals(plan.target().version())) {
            violated.accept("sides: " + host.id + " is registered before its side is up");
        }
    }
}
