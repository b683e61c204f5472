package io.mediaup.app;

import io.mediaup.engine.EngineListener;
import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.rollout.Decision;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.RolloutState;

/**
 * Two that listen to one run.
 *
 * @param first is told first
 * @param second is told then
 */
record Listeners(EngineListener first, EngineListener second) implements EngineListener {

    @Override
    public void onFact(Fact fact, RolloutState state) {
        first.onFact(fact, state);
        second.onFact(fact, state);
    }

    @Override
    public void onTurn(FleetSnapshot snapshot, RolloutState state, Decision decision) {
        first.onTurn(snapshot, state, decision);
        second.onTurn(snapshot, state, decision);
    }
}
