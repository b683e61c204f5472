package io.mediaup.rollout;

import io.mediaup.fleet.CounterReadings;
import io.mediaup.plan.Plan;
import io.mediaup.plan.SessionCounter;
import io.mediaup.plan.TargetSpec.FailedHosts;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says when a process has nothing left to do in a run that goes on: while the window is closed, once only draining is left,
 * or when a reap has retired what it can. What somebody must see to its end, such as a host on its way into rotation or
 * one that was not yet told to drain, is never left.
 */
final class Leaving {

    private static final Set<HostPhase> ON_THE_WAY = Set.of(
            HostPhase.BOOTING,
            HostPhase.READY,
            HostPhase.JOINING,
            HostPhase.CORDONING,
            HostPhase.SETTLING,
            HostPhase.ENTERING_DRAIN);

    private static final Set<HostPhase> BOUNDED =
            Set.of(HostPhase.BOOTING, HostPhase.READY, HostPhase.JOINING, HostPhase.SETTLING);

    private final Plan plan;
    private final Permits permits;
    private final RolloutState state;
    private final FleetView fleet;

    Leaving(Plan plan, Permits permits, RolloutState state, FleetView fleet) {
        this.plan = plan;
        this.permits = permits;
        this.state = state;
        this.fleet = fleet;
    }

    /** Why the process need not stay, when it has started nothing in this turn; empty when it must. */
    Optional<String> reason() {
        if (awaitsApproval()) {
            return Optional.of("the canary is good so far, and waits for approval");
        }
        if (permits.mandate().stays()
                || !state.inFlight().isEmpty()
                || fleet.hosts().stream().anyMatch(this::moves)) {
            return Optional.empty();
        }
        List<HostView> draining = fleet.hosts().stream().filter(this::drains).toList();
        if (permits.mandate().reaps()) {
            return reaped(draining);
        }
        // Where hosts may be retired outside of the window there is something to wait for.
        if (!permits.begins() && (draining.isEmpty() || !permits.retires(Set.of()))) {
            return Optional.of(permits.why() + drain(draining));
        }
        boolean onlyDraining = state.slots().stream().allMatch(fleet::complete)
                && fleet.hosts().stream().noneMatch(host -> Replacements.surplus(fleet, host));
        return permits.mandate().detaches() && state.fleetMarked() && onlyDraining && !draining.isEmpty()
                ? Optional.of("only draining is left" + drain(draining))
                : Optional.empty();
    }

    /** A person may take days; what is bounded by time is seen to its end before. */
    private boolean awaitsApproval() {
        return state.inFlight().isEmpty()
                && state.pause().isEmpty()
                && fleet.hosts().stream().noneMatch(host -> BOUNDED.contains(host.phase()))
                && new Proving(plan, state, fleet).awaitsApproval();
    }

    private Optional<String> reaped(List<HostView> draining) {
        if (!draining.isEmpty() && !permits.retires(Set.of())) {
            return Optional.of(permits.why() + drain(draining));
        }
        Proving proving = new Proving(plan, state, fleet);
        return draining.stream()
                        .allMatch(host -> busy(host)
                                || proving.keeps(host)
                                || fleet.keptUntil(host).isPresent())
                ? Optional.of("nothing more can be retired now" + drain(draining))
                : Optional.empty();
    }

    private boolean moves(HostView host) {
        boolean toDiscard = host.phase() == HostPhase.FAILED
                && host.alive()
                && plan.target().failedHosts() == FailedHosts.TERMINATE;
        return toDiscard
                || fleet.returning(host)
                || (ON_THE_WAY.contains(host.phase())
                        && !waitsForItsSide(host)
                        && host.alive()
                        && !host.record().held());
    }

    /** Up, and with nothing to be seen to until something may begin again. */
    private boolean waitsForItsSide(HostView host) {
        return !permits.begins() && host.phase() == HostPhase.READY && new Sides(plan, state, fleet).keepsOut(host);
    }

    private boolean drains(HostView host) {
        return host.cordoned() && host.alive() && !host.record().held();
    }

    /** Whether it is known that the host cannot go yet: some counter was read, and is above its threshold. */
    private boolean busy(HostView host) {
        for (SessionCounter counter : plan.probes().sessions()) {
            Optional<Long> count =
                    host.observed().map(o -> o.counter(counter.name())).flatMap(CounterReadings::count);
            if (count.filter(open -> open > counter.threshold()).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static String drain(List<HostView> draining) {
        return draining.isEmpty() ? "" : "; " + Texts.count(draining.size(), "host") + " left to drain";
    }
}
