package io.mediaup.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediaup.engine.Engine;
import io.mediaup.engine.EngineListener;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Marks;
import io.mediaup.journal.FencedException;
import io.mediaup.journal.InMemoryJournal;
import io.mediaup.journal.Journal;
import io.mediaup.journal.RequestInbox;
import io.mediaup.journal.Tenure;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.provider.FleetProvider;
import io.mediaup.provider.LaunchRequest;
import io.mediaup.provider.ProviderException;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.RolloutState;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A runner does nothing without the right to. */
class TenureTest {

    private static final Duration LIMIT = Duration.ofHours(12);

    private final Plan plan = PlanBuilder.drainFirst().build();
    private final Journal journal = new InMemoryJournal();
    private final Right right = new Right();
    private int changes;
    private SimulatedRun run;

    /** As it is set; looked at right before every effect. */
    private static final class Right implements Tenure {
        private boolean mayBegin = true;
        private boolean fenced;

        @Override
        public String mark() {
            return "test";
        }

        @Override
        public boolean mayBegin() {
            return mayBegin;
        }

        @Override
        public void confirm() {
            if (fenced) {
                throw new FencedException("Somebody else has taken over.");
            }
        }
    }

    @BeforeEach
    void world() {
        run = new SimulatedRun(
                plan, SimulationSettings.assumed(plan), 1, Fleets.START, Fleets.of(3, 1, "1", 2), WorldWatcher.NONE);
        run.grant(right);
        run.wrapProvider(Counting::new);
    }

    /** Counts what the beginning of a run does to the fleet. */
    private final class Counting extends ProviderMutant {
        Counting(FleetProvider provider) {
            super(provider);
        }

        @Override
        public HostId launch(LaunchRequest request) throws ProviderException {
            changes++;
            return super.launch(request);
        }

        @Override
        public void mark(Map<HostId, Marks> marks) throws ProviderException {
            changes++;
            super.mark(marks);
        }
    }

    private Engine start(EngineListener listener) {
        return run.startProcess("r", journal, RequestInbox.NONE, listener);
    }

    private long begun() {
        return journal.facts().stream()
                .filter(Fact.ActionStarted.class::isInstance)
                .count();
    }

    @Test
    void shouldBeginNothingWhileTheRightCannotBeRenewedAndGoOnAfterwards() {
        right.mayBegin = false;
        Engine engine = start(EngineListener.NONE);
        run.runUntil(engine::finished, Duration.ofMinutes(30));
        assertThat(begun()).isZero();
        assertThat(changes).isZero();

        right.mayBegin = true;

        assertThat(run.runUntil(engine::finished, LIMIT)).isTrue();
        assertThat(engine.state().end()).isPresent();
    }

    @Test
    void shouldPutOffWhatWasIntendedRightBefore() {
        Engine engine = start(new EngineListener() {
            @Override
            public void onFact(Fact fact, RolloutState state) {
                // As if the process slept between the first intent and its effect.
                right.mayBegin = right.mayBegin && !(fact instanceof Fact.ActionStarted);
            }
        });
        run.runUntil(engine::finished, Duration.ofMinutes(30));
        assertThat(begun()).isPositive();
        assertThat(changes).isZero();
        assertThat(engine.state().inFlight()).hasSize((int) begun());

        right.mayBegin = true;
        run.runUntil(() -> changes > 0, LIMIT);

        assertThat(changes).isPositive();
    }

    @Test
    void shouldPerformNothingOnceSomebodyElseHasTakenOver() {
        Engine engine = start(EngineListener.NONE);
        right.fenced = true;

        assertThatThrownBy(() -> run.runUntil(engine::finished, LIMIT)).isInstanceOf(FencedException.class);

        assertThat(changes).isZero();
        assertThat(begun()).isPositive();
        assertThat(journal.facts()).noneMatch(fact -> fact instanceof Fact.RunnerLeft);
    }
}
