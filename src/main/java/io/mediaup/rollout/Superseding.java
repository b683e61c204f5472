package io.mediaup.rollout;

import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.plan.Plan;
import io.mediaup.rollout.RolloutDecider.Turn;
import java.time.Instant;
import java.util.List;

/**
 * Brings a run to its end that another one takes over from. Its hosts are left as they are, with their marks: the successor
 * goes on from there. What no other run knows of is seen to first: what is in flight, and clients of hosts that this run has
 * killed, who are still to be told that they must reconnect.
 */
final class Superseding {

    private final Plan plan;
    private final Mandate mandate;
    private final RolloutState state;
    private final FleetView fleet;
    private final Permits permits;

    Superseding(Plan plan, Mandate mandate, RolloutState state, FleetView fleet, Permits permits) {
        this.plan = plan;
        this.mandate = mandate;
        this.state = state;
        this.fleet = fleet;
        this.permits = permits;
    }

    Decision decide(FleetSnapshot snapshot, Instant now) {
        // A host that was lost takes along what was in flight about it; only a listing without gaps says so.
        List<Fact> verdicts = snapshot.complete() ? Judge.verdicts(plan, state, fleet) : List.of();
        if (!verdicts.isEmpty()) {
            return new Decision(verdicts, List.of(), now, List.of());
        }
        if (state.inFlight().isEmpty()
                && Reconnects.owed(plan, state, mandate.since()).isEmpty()) {
            String reason = "superseded by run " + mandate.successor() + Reconnects.saysUntold(plan, state);
            Fact end = new Fact.RunEnded(now, Outcome.SUPERSEDED, reason);
            return new Decision(List.of(end), List.of(), now, List.of());
        }
        Turn turn = new Turn(plan, state, fleet, permits);
        turn.waitFor("run", "for what is in flight, to be superseded");
        new Reconnects(turn).decide();
        return turn.decision(Instant.MAX);
    }
}
