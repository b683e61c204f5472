package io.mediaup.rollout;

import io.mediaup.fleet.Slot;
import io.mediaup.plan.Plan;
import io.mediaup.plan.Shape;
import io.mediaup.rollout.Fact.BatchOpened;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What blue-green adds to a batch: its new hosts are one side, and traffic moves to it as a whole. A new host that is up
 * stays out of rotation until all are up, and until all old ones may drain; then all are registered, and only when all of
 * them are in rotation are the old ones cordoned, in one turn. A canary is a side of its own.
 *
 * <p>Capacity does not wait for that: where the old host of a slot is gone, or somebody asked for it to be replaced, the new
 * one is registered as soon as it is up. On the way back nothing waits either.
 */
final class Sides {

    private final Plan plan;
    private final RolloutState state;
    private final FleetView fleet;
    private final Optional<BatchOpened> side;
    private final Set<Slot> slots;

    /** How many slots are up; counted when it is first asked, since it is asked for every host. */
    private OptionalInt up = OptionalInt.empty();

    private OptionalInt joined = OptionalInt.empty();

    Sides(Plan plan, RolloutState state, FleetView fleet) {
        this.plan = plan;
        this.state = state;
        this.fleet = fleet;
        boolean sides =
                plan.rollout().shape() == Shape.BLUE_GREEN && state.rollback().isEmpty();
        this.side = sides ? state.batch() : Optional.empty();
        this.slots = side.map(batch -> Set.copyOf(batch.slots())).orElse(Set.of());
    }

    /**
     * That traffic moves to the new side, because it is up as a whole; the caller knows whether something may begin. Where
     * every new host has taken the place of one that was gone, there is nothing left to be moved.
     */
    Optional<Fact> verdict() {
        return unswitched()
                .filter(batch -> up() == slots.size() && !slots.stream().allMatch(fleet::complete) && room().isEmpty())
                .map(batch -> new Fact.TrafficSwitched(fleet.now(), batch.number(), evidence()));
    }

    /** Whether {@code host}, which is new, stays out of rotation for now. */
    boolean keepsOut(HostView host) {
        Optional<Slot> slot = host.record().slot();
        return slot.isPresent()
                && fleet.current(host)
                && waits(slot.get())
                && unswitched().isPresent()
                && fleet.in(slot.get()).stream().anyMatch(HostView::inRotation);
    }

    /** Whether the old host of {@code slot}, of which the new one is in rotation, must not leave it yet. */
    boolean keepsIn(Slot slot) {
        return waits(slot) && joined() < slots.size();
    }

    /** Why the old hosts stay. */
    String joining() {
        return joined() + " of " + slots.size() + " new hosts are in rotation, and the old ones leave together";
    }

    /** Why the new hosts that are up are not registered yet. */
    String progress() {
        return up() < slots.size()
                ? "until its side is: " + up() + " of " + slots.size() + " new hosts are up"
                : room().orElse("until traffic may move");
    }

    private Optional<BatchOpened> unswitched() {
        return side.filter(batch -> state.switchedBatch() < batch.number());
    }

    /**
     * Why the old hosts could not leave together, although they could later: others drain. What somebody holds does not get
     * done, and so is not waited for.
     */
    private Optional<String> room() {
        DrainRoom room = new DrainRoom(plan, state, fleet);
        int leaving = (int) slots.stream()
                .filter(slot -> waits(slot) && fleet.outdated(slot).isPresent())
                .count();
        long draining = fleet.hosts().stream()
                .filter(host -> host.cordoned() && host.alive() && !fleet.held(host) && !fleet.returning(host))
                .count();
        return draining == 0 || room.neverHolds(leaving) || leaving <= room.left()
                ? Optional.empty()
                : Optional.of("until its " + Texts.count(leaving, "old host") + " may leave together: " + draining
                        + " others drain (max-draining " + plan.rollout().maxDraining() + ")");
    }

    private int up() {
        if (up.isEmpty()) {
            up = OptionalInt.of((int) slots.stream().filter(this::up).count());
        }
        return up.getAsInt();
    }

    private int joined() {
        if (joined.isEmpty()) {
            joined = OptionalInt.of((int) slots.stream()
                    .filter(slot -> fleet.replaced(slot) || fleet.complete(slot))
                    .count());
        }
        return joined.getAsInt();
    }

    private boolean waits(Slot slot) {
        return slots.contains(slot)
                && fleet.in(slot).stream().noneMatch(host -> host.record().drainAsked());
    }

    private boolean up(Slot slot) {
        List<HostView> in = fleet.in(slot);
        return fleet.complete(slot)
                || fleet.returning(slot).filter(fleet::current).isPresent()
                || in.stream().anyMatch(host -> fleet.current(host) && host.phase() != HostPhase.BOOTING);
    }

    private String evidence() {
        long fresh = slots.stream().filter(fleet::hasReplacement).count();
        return Texts.count(fresh, "new host") + " up";
    }
}
