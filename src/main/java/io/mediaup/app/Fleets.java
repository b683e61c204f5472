package io.mediaup.app;

import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.plan.Plan;
import io.mediaup.rollout.RolloutDecider;
import io.mediaup.rollout.RolloutState;
import io.mediaup.rollout.RunStart;
import java.util.List;

/** Questions about an observed fleet before a run begins. */
final class Fleets {

    private Fleets() {}

    /** Whether a run over {@code fleet} would find nothing to do. */
    static boolean nothingToDo(Plan plan, FleetSnapshot fleet) {
        RolloutState state = RolloutState.of(List.of(RunStart.of(plan, fleet, "none", fleet.at())));
        return new RolloutDecider(plan).nothingToDo(fleet, state, fleet.at());
    }
}
