package io.mediaup.rollout;

import io.mediaup.fleet.Slot;
import io.mediaup.plan.Amount;
import io.mediaup.plan.Plan;
import io.mediaup.plan.RolloutSpec.Spread;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How much more may change in this turn: floor, ceiling and the bound on draining hosts. Departures in flight count as
 * gone and arrivals as absent; every grant is taken off at once, so one turn cannot spend it twice.
 */
final class Budget {

    private final Plan plan;
    private final int desired;
    private final Map<String, Integer> desiredByZone = new HashMap<>();
    private final Map<String, Integer> inRotationByZone = new HashMap<>();
    private int inRotation;
    private int uncordoned;
    private int draining;

    Budget(Plan plan, RolloutState state, FleetView fleet) {
        this.plan = plan;
        this.desired = state.start().desired();
        for (Slot slot : state.slots()) {
            desiredByZone.merge(slot.zone(), 1, Integer::sum);
            uncordoned += fleet.launching(slot) ? 1 : 0;
        }
        for (HostView host : fleet.hosts()) {
            count(host);
        }
    }

    private void count(HostView host) {
        if (host.inRotation()) {
            inRotation++;
            inRotationByZone.merge(host.zone(), 1, Integer::sum);
        }
        uncordoned += host.uncordoned() ? 1 : 0;
        draining += host.cordoned() ? 1 : 0;
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
        int most = Math.max(1, plan.rollout().maxDraining().roundUp(desired));
        if (draining + 1 > most) {
            return Optional.of(draining + " hosts drain, and at most " + most + " may (max-draining "
                    + plan.rollout().maxDraining() + ")");
        }
        Optional<String> refusal = host.inRotation() ? floor(host.zone()) : Optional.empty();
        if (refusal.isPresent()) {
            return refusal;
        }
        if (host.inRotation()) {
            inRotation--;
            inRotationByZone.merge(host.zone(), -1, Integer::sum);
        }
        uncordoned--;
        draining++;
        return Optional.empty();
    }

    private Optional<String> floor(String zone) {
        Amount unavailable = plan.rollout().maxUnavailable();
        int floor = desired - unavailable.roundDown(desired);
        if (inRotation - 1 < floor) {
            return Optional.of(inRotation + " hosts are in rotation, and at least " + floor
                    + " must stay (max-unavailable " + unavailable + ")");
        }
        if (plan.rollout().spread() == Spread.NONE) {
            return Optional.empty();
        }
        int inZone = inRotationByZone.getOrDefault(zone, 0);
        int zoneFloor = zoneFloor(zone);
        return inZone - 1 < zoneFloor
                ? Optional.of(inZone + " hosts of zone " + zone + " are in rotation, and at least " + zoneFloor
                        + " must stay (max-unavailable " + unavailable + ", spread: zone)")
                : Optional.empty();
    }

    /**
     * A share of a zone rounds up, but never beyond what the whole fleet may miss: rounded down, 10 % of each of three
     * zones of four would be nothing, although 10 % of the fleet is one host.
     */
    private int zoneFloor(String zone) {
        int zoneDesired = desiredByZone.getOrDefault(zone, 0);
        Amount unavailable = plan.rollout().maxUnavailable();
        return zoneDesired - Math.min(unavailable.roundDown(desired), unavailable.roundUp(zoneDesired));
    }
}
