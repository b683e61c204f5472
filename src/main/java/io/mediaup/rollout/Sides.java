package io.mediaup.rollout;

import io.mediaup.fleet.Slot;
import io.mediaup.plan.Plan;
import io.mediaup.plan.Shape;
import io.mediaup.rollout.Fact.BatchOpened;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What blue-green adds to a batch: its new hosts are one side, and traffic moves to it as a whole. A new host that is up
 * stays out of rotation until all are up; then all are registered, and only when all of them are in rotation are the old
 * ones cordoned. A canary is a side of its own.
 *
 * <p>Capacity does not wait for that: where the old host of a slot is gone, or somebody asked for it to be replaced, the new
 * one is registered as soon as it is up. On the way back nothing waits either.
 */
final class Sides {

    private final Plan plan;
    private final RolloutState state;
    private final FleetView fleet;

    /** How many slots of the batch are up; counted when it is first asked, since it is asked for every host. */
    private OptionalLong up = OptionalLong.empty();

    private OptionalLong joined = OptionalLong.empty();

    Sides(Plan plan, RolloutState state, FleetView fleet) {
        this.plan = plan;
        this.state = state;
        this.fleet = fleet;
    }

    /** That the new side is up as a whole, so that traffic moves to it; the caller knows whether something may begin. */
    Optional<Fact> verdict() {
        return side().filter(batch -> state.switchedBatch() < batch.number())
                .filter(batch -> batch.slots().stream().allMatch(this::up))
                .map(batch -> new Fact.TrafficSwitched(fleet.now(), batch.number(), evidence(batch)));
    }

    /** Whether {@code host}, which is new, stays out of rotation for now. */
    boolean keepsOut(HostView host) {
        Optional<Slot> slot = host.record().slot();
        return slot.isPresent()
                && fleet.current(host)
                && waits(slot.get())
                && state.switchedBatch() < side().orElseThrow().number()
                && fleet.in(slot.get()).stream().anyMatch(HostView::inRotation);
    }

    /** Whether the old host of {@code slot}, of which the new one is in rotation, must not leave it yet. */
    boolean keepsIn(Slot slot) {
        return waits(slot) && joined() < slots().size();
    }

    /** Why the old hosts stay. */
    String joining() {
        return joined() + " of " + slots().size() + " new hosts are in rotation, and the old ones leave together";
    }

    /** How far the new side is. */
    String progress() {
        if (up.isEmpty()) {
            up = OptionalLong.of(slots().stream().filter(this::up).count());
        }
        return up.getAsLong() + " of " + slots().size() + " new hosts are up";
    }

    private long joined() {
        if (joined.isEmpty()) {
            joined = OptionalLong.of(slots().stream()
                    .filter(slot -> fleet.replaced(slot) || fleet.complete(slot))
                    .count());
        }
        return joined.getAsLong();
    }

    private List<Slot> slots() {
        return side().map(BatchOpened::slots).orElse(List.of());
    }

    private boolean waits(Slot slot) {
        return side().filter(batch -> batch.slots().contains(slot)).isPresent()
                && fleet.in(slot).stream().noneMatch(host -> host.record().drainAsked());
    }

    private Optional<BatchOpened> side() {
        return plan.rollout().shape() == Shape.BLUE_GREEN && state.rollback().isEmpty()
                ? state.batch()
                : Optional.empty();
    }

    private boolean up(Slot slot) {
        return fleet.complete(slot)
                || fleet.in(slot).stream()
                        .anyMatch(host -> fleet.current(host) && host.phase() != HostPhase.BOOTING);
    }

    private String evidence(BatchOpened batch) {
        long fresh = batch.slots().stream().filter(fleet::hasReplacement).count();
        return Texts.count(fresh, "new host") + " up";
    }
}
