package io.mediaup.bench;

import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.rollout.Outcome;
import io.mediaup.simulation.Fleets;
import io.mediaup.simulation.Preview;
import java.util.List;

/** Prints the seconds that the first preview of this process takes. */
public final class ColdPreview {

    private ColdPreview() {}

    public static void main(String[] args) {
        FleetSnapshot fleet = FleetSnapshot.of(Fleets.START, Fleets.of(400, 3, "1", 20), List.of());
        long began = System.nanoTime();
        Preview preview = Preview.of(PlanBuilder.drainFirst().build(), fleet, 1);
        long took = System.nanoTime() - began;
        if (preview.outcome().filter(Outcome.DONE::equals).isEmpty()) {
            throw new IllegalStateException("Expected the preview to end, but found " + preview.outcome());
        }
        System.out.println(took / 1e9);
    }
}
