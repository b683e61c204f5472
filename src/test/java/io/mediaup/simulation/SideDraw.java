package io.mediaup.simulation;

import io.mediaup.plan.Amount;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanCopy;
import io.mediaup.plan.RolloutSpec;
import io.mediaup.plan.Shape;
import java.util.List;
import java.util.SplittableRandom;

/** Makes one run in six blue-green, by a chance of its own, so that the seeds of the others keep their meaning. */
final class SideDraw {

    private SideDraw() {}

    static Variant drawn(Variant variant) {
        SplittableRandom random = new SplittableRandom(variant.seed() ^ 0xB1E6A3L);
        return random.nextInt(6) > 0 ? variant : sides(variant, random.nextInt(4) > 0 ? 0 : 1);
    }

    private static Variant sides(Variant variant, int unavailable) {
        Plan plan = variant.plan();
        RolloutSpec is = plan.rollout();
        RolloutSpec rollout = new RolloutSpec(
                Shape.BLUE_GREEN,
                List.of(Amount.percent(100)),
                Amount.percent(100),
                Amount.count(unavailable),
                is.maxDraining(),
                is.spread(),
                is.maxFailures(),
                is.onFailure(),
                is.onHostLost(),
                is.maxVersions(),
                is.proof());
        return variant.with(PlanCopy.of(plan).with(rollout).build());
    }
}
