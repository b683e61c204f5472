package io.mediaup.rollout;

import io.mediaup.plan.Amount;
import io.mediaup.plan.Plan;
import java.util.Optional;

/**
 * How many more hosts may drain at a time. What is granted is taken off at once, so one turn cannot spend it twice.
 *
 * <p>A host that an earlier run cordoned and that still gets traffic does not drain yet, and one that somebody put back in
 * rotation does not drain any more: they take up no room until they are taken out. Were they counted before, hosts that the floor keeps in rotation could fill the room, and nothing that would
 * bring others in beside them could ever be done.
 */
final class DrainRoom {

    private final RolloutState state;
    private final FleetView fleet;
    private final Amount amount;
    private final int most;
    private int draining;

    DrainRoom(Plan plan, RolloutState state, FleetView fleet) {
        this.state = state;
        this.fleet = fleet;
        this.amount = plan.rollout().maxDraining();
        this.most = Math.max(1, amount.roundUp(state.start().desired()));
        for (HostView host : fleet.hosts()) {
            draining += host.cordoned() && !stillServes(host) ? 1 : 0;
        }
    }

    /** Whether {@code host} is to leave and does not drain yet. */
    boolean stillServes(HostView host) {
        return (host.record().adopted() || fleet.putBack(host))
                && host.phase() == HostPhase.CORDONING
                && Floor.staysIn(state, fleet, host);
    }

    /** Why no further host may begin to drain; empty when one may. */
    Optional<String> refusal() {
        return draining + 1 > most
                ? Optional.of(draining + " hosts drain, and at most " + most + " may (max-draining " + amount + ")")
                : Optional.empty();
    }

    /** Whether {@code more} hosts may never drain at a time, whatever drains now. */
    boolean neverHolds(int more) {
        return more > most;
    }

    /** How many more may begin to drain. */
    int left() {
        return most - draining;
    }

    /** One more drains. */
    void take() {
        draining++;
    }
}
