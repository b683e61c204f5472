package io.mediaup.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.rollout.Outcome;
import org.junit.jupiter.api.Test;

class RolloutSimulationTest {

    @Test
    void shouldUpgradeTheFleetWithoutCuttingASession() {
        Trial trial = quiet(PlanBuilder.drainFirst().build(), 12);

        assertThat(trial.run()).isEmpty();

        assertThat(trial.invariants.book.outcome).contains(Outcome.DONE);
        assertThat(trial.invariants.book.launches).isEqualTo(12);
        assertThat(trial.invariants.peak).isGreaterThan(12);
        assertThat(trial.invariants.cut).isZero();
    }

    @Test
    void shouldCutEverySessionAndSayHowManyWhenThatIsTheTechnique() {
        Trial trial = quiet(PlanBuilder.killReconnect().build(), 12);

        assertThat(trial.run()).isEmpty();

        assertThat(trial.invariants.book.outcome).contains(Outcome.DONE);
        assertThat(trial.invariants.cut).isPositive().isEqualTo(trial.invariants.book.reportedCut);
    }

    static Trial quiet(Plan plan, int hosts) {
        return new Trial(Variant.calm(1, plan, Fleets.of(hosts, 3, "1", 20)));
    }
}
