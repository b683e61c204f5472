package io.mediaup.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.engine.Engine;
import io.mediaup.engine.EngineListener;
import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.journal.InMemoryJournal;
import io.mediaup.journal.RequestInbox;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.rollout.Decision;
import io.mediaup.rollout.RolloutState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Every turn looks at the whole fleet, so a turn for every host's answer would cost the square of its size. */
class TurnsTest {

    @Test
    void shouldNotTakeATurnForEveryAnswer() {
        Plan plan = PlanBuilder.drainFirst().build();
        // Answers that come one by one, over half a second.
        SimulationSettings settings = new SimulationSettings(
                Duration.ofSeconds(60),
                0,
                Duration.ofSeconds(30),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofMillis(500),
                0,
                0,
                0,
                0);
        SimulatedRun run =
                new SimulatedRun(plan, settings, 1, Fleets.START, Fleets.of(100, 3, "1", 20), WorldWatcher.NONE);
        int[] turns = new int[1];
        Engine engine = run.startProcess("r", new InMemoryJournal(), RequestInbox.NONE, new EngineListener() {
            @Override
            public void onTurn(FleetSnapshot snapshot, RolloutState state, Decision decision) {
                turns[0]++;
            }
        });

        run.runUntil(engine::finished, Duration.ofMinutes(10));

        assertThat(engine.finished()).isFalse();
        // Two looks in six seconds bring about 100 answers; half a second holds five shared turns.
        assertThat(turns[0]).isPositive().isLessThan(600 * 5);
    }
}
