package io.mediaup.simulation;

import io.mediaup.fleet.GateVerdict;
import io.mediaup.plan.CanarySpec;
import io.mediaup.plan.GateSpec;
import io.mediaup.plan.GateSpec.Inconclusive;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanCopy;
import io.mediaup.plan.ProofSpec;
import io.mediaup.plan.RolloutSpec;
import io.mediaup.plan.RolloutSpec.OnFailure;
import io.mediaup.plan.TestPlans;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * Draws a canary, gates and what follows when they fail for one run in three, with a chance of its own, so that the seeds
 * of the others keep their meaning.
 */
final class ProofDraw {

    private final SplittableRandom random;

    private ProofDraw(long seed) {
        this.random = new SplittableRandom(seed ^ 0x9A7E5L);
    }

    static Variant drawn(Variant variant) {
        ProofDraw draw = new ProofDraw(variant.seed());
        return draw.chance(0.33) ? draw.proven(variant) : variant;
    }

    private boolean chance(double share) {
        return random.nextDouble() < share;
    }

    @SafeVarargs
    private <T> T one(T... of) {
        return of[random.nextInt(of.length)];
    }

    private Variant proven(Variant variant) {
        Optional<CanarySpec> canary = chance(0.7)
                ? Optional.of(new CanarySpec(random.nextInt(1, 4), Duration.ofMinutes(one(0, 2, 10)), chance(0.3)))
                : Optional.empty();
        List<GateSpec> gates = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            gates.add(TestPlans.gate("gate-" + i, one(Inconclusive.values())));
        }
        Plan plan = variant.plan();
        RolloutSpec is = plan.rollout();
        RolloutSpec rollout = new RolloutSpec(
                is.shape(),
                is.batches(),
                is.maxSurge(),
                is.maxUnavailable(),
                is.maxDraining(),
                is.spread(),
                is.maxFailures(),
                one(OnFailure.values()),
                is.onHostLost(),
                OptionalInt.empty(),
                new ProofSpec(canary, gates));
        Variant proven = variant.with(PlanCopy.of(plan).with(rollout).build());
        return chance(0.6) ? proven.with(variant.faults().plus(badGate())) : proven;
    }

    private Fault badGate() {
        Duration from = Duration.ofSeconds(random.nextLong(3000));
        Duration lasts = one(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(10));
        GateVerdict says = one(GateVerdict.FAIL, GateVerdict.ERROR, GateVerdict.INCONCLUSIVE);
        return new Fault.BadGate(new Fault.Window(from, from.plus(lasts)), says, one(0.2, 1.0));
    }
}
