package io.mediaup.rollout;

import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Slot;
import io.mediaup.plan.Amount;
import io.mediaup.plan.Plan;
import io.mediaup.plan.RolloutSpec.Spread;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How many hosts must stay in rotation, in total and per zone, and whether one more may leave. Every host that may is
 * taken off at once, so one turn cannot spend it twice.
 *
 * <p>It is asked twice on a host's way out: when a cordon is begun, where every host that is to leave counts as gone; and
 * when the host really leaves, where those that still get traffic count. The second question has another answer only for
 * cordons that this run did not begin, and when hosts died in between.
 */
final class Floor {

    private final Plan plan;
    private final RolloutState state;
    private final FleetView fleet;
    private final Predicate<HostView> counts;
    private final int desired;
    private final Map<String, Integer> desiredByZone = new HashMap<>();
    private final Map<String, Integer> inRotationByZone = new HashMap<>();
    private final Set<HostId> inRotation = new HashSet<>();
    private final Set<HostId> doubtful = new HashSet<>();
    private boolean counted;

    private Floor(Plan plan, RolloutState state, FleetView fleet, Predicate<HostView> counts) {
        this.plan = plan;
        this.state = state;
        this.fleet = fleet;
        this.counts = counts;
        this.desired = state.start().desired();
    }

    /** Only once it is asked: in most turns nobody wants to leave. */
    private void count() {
        if (counted) {
            return;
        }
        counted = true;
        for (Slot slot : state.slots()) {
            desiredByZone.merge(slot.zone(), 1, Integer::sum);
        }
        for (HostView host : fleet.hosts()) {
            if (!counts.test(host)) {
                continue;
            }
            if (host.cordoned() && doubted(host)) {
                doubtful.add(host.id());
            } else {
                inRotation.add(host.id());
                inRotationByZone.merge(host.zone(), 1, Integer::sum);
            }
        }
    }

    /** The floor under hosts in rotation that nothing was begun with. */
    static Floor ofUncordoned(Plan plan, RolloutState state, FleetView fleet) {
        return new Floor(plan, state, fleet, HostView::inRotation);
    }

    /** The floor under all hosts that get traffic, also cordoned ones that were not taken out yet. */
    static Floor ofTraffic(Plan plan, RolloutState state, FleetView fleet) {
        return new Floor(
                plan,
                state,
                fleet,
                host -> host.inRotation() || (host.phase() == HostPhase.CORDONING && staysIn(state, fleet, host)));
    }

    /**
     * Whether a cordoned host gets traffic, and nothing was begun to change that. One that somebody put back may be needed
     * as much as any other; one that was told to drain, and does not deny it, turns away what it gets, and is better out
     * than in.
     */
    static boolean staysIn(RolloutState state, FleetView fleet, HostView host) {
        boolean refuses = host.record().drainEnteredAt().isPresent() && !doubted(host);
        boolean leaves = refuses
                || (host.record().deregistered() && !fleet.putBack(host))
                || state.inFlight(host.id().value())
                        .filter(Action.Deregister.class::isInstance)
                        .isPresent();
        return !leaves && host.observedIn();
    }

    /**
     * Whether the host's drain flag says something else than what this run has told it: a server may have forgotten the flag,
     * or have it from an earlier run, but a probe that answers nonsense looks the same. So whether it takes sessions is
     * not known: no other host may leave because of it, and it may not leave as one that takes none.
     */
    private static boolean doubted(HostView host) {
        boolean told = host.record().drainEnteredAt().isPresent();
        return host.observed()
                .flatMap(o -> o.draining().value())
                .filter(flag -> flag != told)
                .isPresent();
    }

    /** Why {@code host} may not leave the rotation now; empty and taken off when it may, or is out of it anyway. */
    Optional<String> leave(HostView host) {
        count();
        if (doubtful.contains(host.id())) {
            return refusal(host.zone(), 0);
        }
        if (!inRotation.contains(host.id())) {
            return Optional.empty();
        }
        Optional<String> refusal = refusal(host.zone(), 1);
        if (refusal.isEmpty()) {
            inRotation.remove(host.id());
            inRotationByZone.merge(host.zone(), -1, Integer::sum);
        }
        return refusal;
    }

    /** Held hosts out of rotation: nothing that the run may do brings them back, so whoever reads why it waits hears of them. */
    private String missing() {
        String held = fleet.hosts().stream()
                .filter(host -> fleet.held(host) && host.uncordoned() && !host.inRotation())
                .map(host -> host.id().value())
                .sorted()
                .collect(Collectors.joining(", "));
        return held.isEmpty() ? "" : "; held and out of rotation: " + held;
    }

    /** Why a host of {@code zone} may not leave, of which {@code counted}, 1 or 0, is among those that were counted. */
    private Optional<String> refusal(String zone, int counted) {
        Amount unavailable = plan.rollout().maxUnavailable();
        int floor = desired - unavailable.roundDown(desired);
        if (inRotation.size() - counted < floor) {
            return Optional.of(inRotation.size() + " hosts are in rotation, and at least " + floor
                    + " must stay (max-unavailable " + unavailable + ")" + missing());
        }
        if (plan.rollout().spread() == Spread.NONE) {
            return Optional.empty();
        }
        int inZone = inRotationByZone.getOrDefault(zone, 0);
        int zoneFloor = zoneFloor(zone);
        return inZone - counted < zoneFloor
                ? Optional.of(inZone + " hosts of zone " + zone + " are in rotation, and at least " + zoneFloor
                        + " must stay (max-unavailable " + unavailable + ", spread: zone)" + missing())
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
