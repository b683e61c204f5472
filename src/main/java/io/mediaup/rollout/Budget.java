package io.mediaup.rollout;

import io.mediaup.fleet.Slot;
import io.mediaup.plan.Plan;
import java.util.Optional;

/**
 * How much more may change in this turn: floor, ceiling and the bound on draining hosts. Departures in flight count as
 * gone and arrivals as absent; every grant is taken off at once, so one turn cannot spend it twice.
 */
final class Budget {

    private final Plan plan;
    private final int desired;
    private final Floor floor;
    private final DrainRoom drainRoom;
    private int uncordoned;

    Budget(Plan plan, RolloutState state, FleetView fleet, DrainRoom drainRoom) {
        this.plan = plan;
        this.drainRoom = drainRoom;
        this.desired = state.start().desired();
        this.floor = Floor.ofUncordoned(plan, state, fleet);
        for (Slot slot : state.slots()) {
            uncordoned += fleet.launching(slot) ? 1 : 0;
        }
        for (HostView host : fleet.hosts()) {
            uncordoned += host.uncordoned() ? 1 : 0;
        }
    }

    /** Why no host may be launched now; empty and taken off when one may. */
    Optional<String> launch() {
        int ceiling = desired + plan.rollout().maxSurge().roundUp(desired);
        if (uncordoned + 1 > ceiling) {
            return Optional.of(uncordoned + " hosts are up and not cordoned, and at most " + ceiling
                    + " may be (max-surge " + plan.rollout().maxSurge() + ")");
        }
        uncordoned++;
        return Optional.empty();
    }

    boolean surgeLeft() {
        return uncordoned < desired + plan.rollout().maxSurge().roundUp(desired);
    }

    /** Keeps the room that a cordon has just made for the replacement that it was made for. */
    void reserve() {
        uncordoned++;
    }

    /** Why {@code host} may not be cordoned now; empty and taken off when it may. */
    Optional<String> cordon(HostView host) {
        Optional<String> refusal = drainRoom.refusal().or(() -> floor.leave(host));
        if (refusal.isPresent()) {
            return refusal;
        }
        uncordoned--;
        drainRoom.take();
        return Optional.empty();
    }
}
