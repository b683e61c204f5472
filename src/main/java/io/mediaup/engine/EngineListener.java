package io.mediaup.engine;

import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.rollout.Decision;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.RolloutState;

/** Is told what happens in a run, on the engine thread. Must be quick and must not throw. */
public interface EngineListener {

    /** Does nothing. */
    EngineListener NONE = new EngineListener() {};

    /** {@code fact} is durable and {@code state} contains it. */
    default void onFact(Fact fact, RolloutState state) {}

    /** A turn was decided on {@code snapshot}. */
    default void onTurn(FleetSnapshot snapshot, RolloutState state, Decision decision) {}
}
