package io.mediaup.rollout;

import io.mediaup.fleet.Slot;
import io.mediaup.plan.Plan;
import io.mediaup.plan.RolloutSpec.Spread;
import io.mediaup.plan.Shape;
import io.mediaup.rollout.Fact.BatchOpened;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which slots are replaced next. A batch ends when its new hosts are in rotation and its old ones cordoned; how long
 * those drain does not hold the next batch up.
 */
final class Batches {

    private final Plan plan;
    private final RolloutState state;
    private final FleetView fleet;

    Batches(Plan plan, RolloutState state, FleetView fleet) {
        this.plan = plan;
        this.state = state;
        this.fleet = fleet;
    }

    /**
     * The slots of the open batch, or none when the last one has ended; besides, those of hosts that somebody asked to
     * drain. A slot of an earlier batch is open again when it is no longer complete, as after a cordon that failed for good:
     * its old host takes up room that later batches may need. On the way back there are no batches: all slots are open.
     */
    List<Slot> open() {
        Stream<Slot> batch = Stream.concat(
                state.batch().stream().flatMap(opened -> opened.slots().stream()),
                state.slots().stream().filter(state::opened));
        Stream<Slot> asked = fleet.hosts().stream()
                .filter(host -> host.uncordoned() && host.record().drainAsked())
                .flatMap(host -> host.record().slot().stream());
        return (state.rollback().isPresent() ? state.slots().stream() : Stream.concat(asked, batch))
                .distinct()
                .filter(slot -> !fleet.complete(slot))
                .toList();
    }

    /**
     * The next batch, if the last one has ended and some slot is still outdated. One whose last hosts the floor keeps in
     * rotation has ended too, where another slot's host serves nobody: only what replaces that can free them.
     */
    Optional<BatchOpened> next() {
        List<Slot> open = open();
        boolean kept = !open.isEmpty() && keptByFloor(open);
        if (!open.isEmpty() && !kept) {
            return Optional.empty();
        }
        List<Slot> outdated = state.slots().stream()
                // A slot that is complete all the same, because somebody holds a host in it, would be opened again and
                // again.
                .filter(slot -> fleet.outdated(slot).isPresent() && !fleet.complete(slot))
                .filter(slot -> !kept || (!open.contains(slot) && idle(slot)))
                .sorted(order())
                .toList();
        if (outdated.isEmpty()) {
            return Optional.empty();
        }
        int number = state.batch().map(BatchOpened::number).orElse(0) + 1;
        boolean canary = number == 1 && plan.rollout().proof().canary().isPresent();
        int size = plan.rollout().shape() != Shape.ROLLING && !canary
                ? outdated.size()
                : Math.min(
                        outdated.size(),
                        plan.rollout().batchSize(number, state.start().desired()));
        List<Slot> slots = new ArrayList<>(outdated.subList(0, size));
        String left = kept
                ? "which serve nobody, and without which the hosts that were replaced cannot be spared"
                : outdated.size() == size ? "the last ones" : outdated.size() - size + " more after it";
        return Optional.of(new BatchOpened(fleet.now(), number, slots, Texts.count(size, "slot") + ", " + left));
    }

    /** Whether all that is left of the open slots is that old hosts leave which must not, beside new ones that serve. */
    private boolean keptByFloor(List<Slot> open) {
        Floor floor = Floor.ofUncordoned(plan, state, fleet);
        return open.stream()
                .allMatch(slot -> fleet.replaced(slot)
                        && fleet.outdated(slot)
                                .filter(host -> floor.leave(host).isPresent())
                                .isPresent());
    }

    private boolean idle(Slot slot) {
        return fleet.in(slot).stream().noneMatch(HostView::inRotation);
    }

    /**
     * Hosts that serve nobody first: replacing them takes nothing away. Then slots that a superseded run left with two hosts:
     * they take up the room of others, which might wait for it for ever. Then over the zones in turn, unless told not to.
     */
    private Comparator<Slot> order() {
        Comparator<Slot> idleFirst = Comparator.<Slot, Boolean>comparing(
                        slot -> fleet.outdated(slot).map(HostView::inRotation).orElse(false))
                .thenComparing(slot -> fleet.in(slot).size() < 2);
        return plan.rollout().spread() == Spread.ZONE
                ? idleFirst.thenComparing(Comparator.naturalOrder())
                : idleFirst.thenComparing(Slot::zone).thenComparing(Slot::ordinal);
    }
}
