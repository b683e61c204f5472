package io.mediaup.simulation;

import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Slot;
import io.mediaup.plan.Plan;
import io.mediaup.plan.Shape;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What blue-green promises, by the facts and the truth: no new host is registered beside an old one that serves before its
 * whole side was up, and none of the old ones is cordoned before all of them are in rotation. And what keep-for does: the way
 * back is there for so long.
 */
final class SideBook {

    private final Plan plan;
    private final RunBook book;
    private final Consumer<String> violated;
    private final Supplier<Instant> now;
    /** A clock may be set by as much without a word. */
    private static final Duration SLACK = Duration.ofSeconds(6);

    private final Set<Slot> side = new HashSet<>();
    private final Set<HostId> entered = new HashSet<>();
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
        if (fact instanceof Fact.ActionStarted started && started.action() instanceof Action.Retire retire) {
            kept(truth.get(retire.host()));
        }
        if (fact instanceof Fact.HostEnteredRotation in && truth.get(in.host()).inRotation(now.get())) {
            entered.add(in.host());
        } else if (fact instanceof Fact.RunStarted start) {
            start.hosts().forEach(host -> entered.add(host.host()));
        }
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
            cordoned(truth.get(cordon.host()), truth, late);
        }
    }

    private void kept(SimulatedHost host) {
        Duration keep = plan.retire().keepFor();
        boolean wayBack = book.slotted.contains(host.id)
                && !book.adopted.contains(host.id)
                && !book.wishes.rolledBack()
                && !asked(host.id)
                && !host.version.equals(plan.target().version());
        if (wayBack
                && now.get().plus(SLACK).isBefore(book.cordonedAt.get(host.id).plus(keep))) {
            violated.accept(
                    "keep-for: " + host.id + " is retired, and was cordoned only at " + book.cordonedAt.get(host.id));
        }
    }

    /** Where two old hosts share a slot, as a superseded run leaves them, one may go before: it makes room. */
    private void cordoned(SimulatedHost host, Map<HostId, SimulatedHost> truth, Predicate<SimulatedHost> late) {
        Slot slot = book.slots.get(host.id);
        boolean alone = truth.values().stream()
                .noneMatch(other -> !other.id.equals(host.id)
                        && slot != null
                        && slot.equals(book.slots.get(other.id))
                        && !other.version.equals(plan.target().version())
                        && other.inRotation(now.get()));
        if (!alone || !host.inRotation(now.get()) || !side.contains(slot) || askedIn(slot)) {
            return;
        }
        if (!switched) {
            violated.accept("sides: " + host.id + " is cordoned before its side is up");
        }
        side.stream()
                .filter(one ->
                        truth.values().stream().noneMatch(other -> isUp(other, one, late) && joined(other, late)))
                .forEach(one -> violated.accept(
                        "sides: " + host.id + " is cordoned before the new host of " + one + " is in rotation"));
    }

    private boolean joined(SimulatedHost host, Predicate<SimulatedHost> late) {
        return host.inRotation(now.get())
                || late.test(host)
                || held(host)
                || (entered.contains(host.id) && host.registration.registered());
    }

    private boolean held(SimulatedHost host) {
        return plan.fleet().hold().contains(host.id) || book.wishes.held.contains(host.id);
    }

    /** What somebody asks to be replaced waits for nobody, and whatever shares its slot neither. */
    private boolean askedIn(Slot slot) {
        return book.wishes.drainAsked.stream().anyMatch(id -> slot.equals(book.slots.get(id)));
    }

    private boolean asked(HostId id) {
        return book.wishes.drainAsked.contains(id);
    }

    private boolean isUp(SimulatedHost host, Slot slot, Predicate<SimulatedHost> late) {
        boolean held = held(host);
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
                        && !askedIn(slot));
        if (besideOld
                && side.contains(slot)
                && !switched
                && host.version.equals(plan.target().version())) {
            violated.accept("sides: " + host.id + " is registered before its side is up");
        }
    }
}
