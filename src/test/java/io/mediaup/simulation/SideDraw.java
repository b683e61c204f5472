package io.mediaup.simulation;

import io.mediaup.plan.Amount;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanCopy;
import io.mediaup.plan.RolloutSpec;
import io.mediaup.plan.Shape;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes one run in six blue-green, and has one in eight keep its old hosts for a while, by chances of their own, so that the
 * seeds of the others keep their meaning.
 */
final class SideDraw {

    private SideDraw() {}

    static Variant drawn(Variant variant) {
        SplittableRandom random = new SplittableRandom(variant.seed() ^ 0xB1E6A3L);
        Variant sides = random.nextInt(6) > 0 ? variant : sides(variant, random.nextInt(4) > 0 ? 0 : 1);
        SplittableRandom keep = new SplittableRandom(variant.seed() ^ 0x4EE9F04L);
        return keep.nextInt(8) > 0 ? sides : kept(sides, Duration.ofMinutes(keep.nextLong(1, 40)));
    }

    private static Variant kept(Variant variant, Duration time) {
        Plan plan = variant.plan();
        return variant.with(PlanCopy.of(plan).with(plan.retire().keptFor(time)).build());
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
