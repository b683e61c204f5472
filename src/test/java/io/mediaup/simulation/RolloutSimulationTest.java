package io.mediaup.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.engine.Engine;
import io.mediaup.engine.EngineListener;
import io.mediaup.journal.InMemoryJournal;
import io.mediaup.journal.RequestInbox;
import io.mediaup.plan.Plan;
import io.mediaup.plan.TestPlans;
import io.mediaup.rollout.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RolloutSimulationTest {

    @Test
    void shouldUpgradeTheFleetWithoutCuttingASession() {
        Plan plan = TestPlans.drainFirst();
        Invariants[] invariants = new Invariants[1];
        SimulatedRun[] run = new SimulatedRun[1];
        invariants[0] = new Invariants(plan, 12, () -> run[0].timeline().now());
        run[0] = new SimulatedRun(
                plan, SimulationSettings.assumed(plan), 1, Fleets.START, Fleets.of(12, 3, "1", 20), invariants[0]);
        invariants[0].adopted(run[0].fleet());
        InMemoryJournal journal = new InMemoryJournal();
        invariants[0].facts = journal::facts;

        Engine engine = run[0].startProcess("r1", journal, RequestInbox.NONE, EngineListener.NONE);
        run[0].runUntil(engine::finished, Duration.ofDays(30));

        journal.facts().forEach(System.out::println);
        assertThat(engine.state().end()).isPresent();
        assertThat(engine.state().end().get().outcome()).isEqualTo(Outcome.DONE);
        invariants[0].done(run[0].fleet());
        assertThat(invariants[0].violations).isEmpty();
        assertThat(invariants[0].cut).isZero();
    }
}
