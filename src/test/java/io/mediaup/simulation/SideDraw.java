package io.mediaup.simulation;

import io.mediaup.fleet.ObservedHost;
import io.mediaup.plan.Amount;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanCopy;
import io.mediaup.plan.RetireSpec.How;
import io.mediaup.plan.RolloutSpec;
import io.mediaup.plan.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes one run in six blue-green, has one in eight keep its old hosts for a while, and one in eight put them on standby, by
 * chances of their own, so that the
 * seeds of the others keep their meaning.
 */
final class SideDraw {

    private SideDraw() {}

    static Variant drawn(Variant variant) {
        SplittableRandom random = new SplittableRandom(variant.seed() ^ 0xB1E6A3L);
        Variant sides = random.nextInt(6) > 0 ? variant : sides(variant, random.nextInt(4) > 0 ? 0 : 1);
        SplittableRandom keep = new SplittableRandom(variant.seed() ^ 0x4EE9F04L);
        Variant kept = keep.nextInt(8) > 0 ? sides : kept(sides, Duration.ofMinutes(keep.nextLong(1, 40)));
        SplittableRandom swap = new SplittableRandom(variant.seed() ^ 0x57A4DB7L);
        return swap.nextInt(8) > 0 ? kept : swapping(kept, swap);
    }

    /** Old hosts go on standby, and some are there already. */
    private static Variant swapping(Variant variant, SplittableRandom random) {
        Plan plan = PlanCopy.of(variant.plan())
                .with(variant.plan().retire().by(How.STANDBY))
                .build();
        List<ObservedHost> standby = new ArrayList<>();
        for (ObservedHost host : variant.fleet()) {
            if (random.nextInt(3) > 0) {
                String version = String.valueOf(random.nextInt(3));
                standby.add(
                        Fleets.standby("standby-" + standby.size(), host.host().zone(), version));
            }
        }
        return variant.with(plan).beside(standby);
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
