package io.mediaup.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.plan.PlanCopy;
import io.mediaup.plan.Schedule;
import io.mediaup.plan.SessionModel;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowSimulationTest {

    private static final Plan NIGHTS = PlanBuilder.drainFirst()
            .model(new SessionModel(Duration.ofMinutes(4), Duration.ofMinutes(15), true))
            .batches("2")
            .surge("2")
            .window("5 2 * * *", Duration.ofMinutes(20))
            .build();

    @Test
    void shouldGoOnNightAfterNightUntilItIsDone() {
        Trial trial = RolloutSimulationTest.quiet(NIGHTS, 12);

        assertThat(trial.run()).isEmpty();

        List<Fact> facts = trial.journal.open().facts();
        assertThat(trial.invariants.book.outcome).contains(Outcome.DONE);
        assertThat(trial.invariants.cut).isZero();
        assertThat(facts).filteredOn(Fact.WindowOpened.class::isInstance).hasSizeGreaterThan(1);
        assertThat(facts)
                .filteredOn(Fact.BatchOpened.class::isInstance)
                .hasSize(6)
                .allMatch(batch -> NIGHTS.schedule().at(batch.at()).open());
    }

    /** The same run without windows, which breaks their promise. */
    @Test
    void shouldNoticeAChangeOutsideOfTheWindow() {
        Plan always = PlanCopy.of(NIGHTS).with(Schedule.ALWAYS).build();
        Trial trial = new Trial(Variant.calm(1, always, Fleets.of(12, 3, "1", 20)), NIGHTS);

        assertThat(trial.run()).anyMatch(failure -> failure.contains("windows: "));
    }

    /** What plan shows is what is done, window by window. */
    @Test
    void shouldShowTheWindowsInThePreview() {
        Trial trial = RolloutSimulationTest.quiet(NIGHTS, 12);

        Preview preview = Preview.of(NIGHTS, FleetSnapshot.of(Fleets.START, trial.variant.fleet(), List.of()), 1);

        assertThat(preview.outcome()).contains(Outcome.DONE);
        assertThat(preview.duration()).isGreaterThan(Duration.ofHours(24));
        assertThat(preview.facts())
                .filteredOn(Fact.BatchOpened.class::isInstance)
                .isNotEmpty()
                .allMatch(batch -> NIGHTS.schedule().at(batch.at()).open());
    }
}
