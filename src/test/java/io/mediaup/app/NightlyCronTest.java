package io.mediaup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.engine.Engine;
import io.mediaup.engine.EngineListener;
import io.mediaup.fleet.GateVerdict;
import io.mediaup.fleet.LaunchDefinition;
import io.mediaup.journal.InMemoryJournal;
import io.mediaup.journal.Journal;
import io.mediaup.journal.LockBook;
import io.mediaup.journal.RequestInbox;
import io.mediaup.journal.Requests;
import io.mediaup.journal.RunStore;
import io.mediaup.journal.StoredRun;
import io.mediaup.journal.Tenure;
import io.mediaup.plan.GateSpec.Inconclusive;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.plan.PlanEdits;
import io.mediaup.plan.RolloutSpec.OnFailure;
import io.mediaup.plan.TestPlans;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Outcome;
import io.mediaup.simulation.Fleets;
import io.mediaup.simulation.SimulatedRun;
import io.mediaup.simulation.SimulationSettings;
import io.mediaup.simulation.WorldWatcher;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A cron job that applies the same plan every night, in virtual time. */
class NightlyCronTest {

    private static final PlanSource SOURCE = new PlanSource(Path.of("plan.yaml"), PlanEdits.NONE);

    private final Plan plan = PlanBuilder.drainFirst()
            .batches("2")
            .surge("1")
            .canary(1, Duration.ofMinutes(10), false)
            .gates(TestPlans.gate("ice", Inconclusive.PAUSE))
            .onFailure(OnFailure.ROLLBACK)
            .build();

    private final SimulatedRun world = new SimulatedRun(
            plan, SimulationSettings.assumed(plan), 11, Fleets.START, Fleets.of(6, 3, "1", 5), WorldWatcher.NONE);
    private final Kept store = new Kept(new ArrayList<>());
    private final List<String> refusals = new ArrayList<>();

    @Test
    void shouldDeployABadVersionOnceInAWeekRollItBackOnceAndRefuseItAfterwards() {
        world.judgeGates(gate -> GateVerdict.FAIL);
        for (int night = 0; night < 7; night++) {
            night(night);
        }

        assertThat(store.outcomes()).containsExactly(Outcome.ROLLED_BACK);
        assertThat(refusals).hasSize(6).allMatch(text -> text.contains("the gate ice failed"));
        assertThat(store.launched("2")).isEqualTo(1);
        assertThat(store.launched("1")).isZero();
    }

    @Test
    void shouldHaveNothingToRefuseWhereTheVersionIsGood() {
        for (int night = 0; night < 2; night++) {
            night(night);
        }

        assertThat(store.outcomes()).containsExactly(Outcome.DONE, Outcome.DONE);
        assertThat(refusals).isEmpty();
        assertThat(store.launched("2")).isEqualTo(6);
    }

    /** The same version out of another image is another target; where nobody knows the image, the version decides. */
    @Test
    void shouldRefuseWhatWasRolledBackAndNotWhatIsNewUnderTheSameVersion() {
        LaunchDefinition bad = new LaunchDefinition(Map.of("image", "ami-1"));
        LaunchDefinition mended = new LaunchDefinition(Map.of("image", "ami-2"));
        ended(bad, Outcome.ROLLED_BACK);

        assertThat(Rejections.problem(store, plan, bad, SOURCE)).isPresent();
        assertThat(Rejections.problem(store, plan, LaunchDefinition.UNKNOWN, SOURCE))
                .isPresent();
        assertThat(Rejections.problem(store, plan, mended, SOURCE)).isEmpty();

        ended(mended, Outcome.DONE);

        assertThat(Rejections.problem(store, plan, mended, SOURCE)).isEmpty();
        assertThat(Rejections.problem(store, plan, bad, SOURCE)).isPresent();
    }

    private void ended(LaunchDefinition target, Outcome outcome) {
        Instant at = Fleets.START;
        InMemoryJournal journal = new InMemoryJournal();
        journal.append(List.of(new Fact.RunStarted(
                at, "run-" + target, plan.name(), plan.digest(), "test", "2", 0, List.of(), List.of(), target)));
        if (outcome == Outcome.ROLLED_BACK) {
            journal.append(List.of(new Fact.RollbackBegan(at, "the gate ice failed")));
        }
        journal.append(List.of(new Fact.RunEnded(at, outcome, "test")));
        store.nights().add(0, new Night("run-" + target, journal));
    }

    /** What apply does: refuse, or begin a run and see it to its end. */
    private void night(int number) {
        Duration begin = Duration.ofDays(number);
        world.runUntil(() -> false, begin);
        Optional<String> refusal = Rejections.problem(store, plan, LaunchDefinition.UNKNOWN, SOURCE);
        if (refusal.isPresent()) {
            refusals.add(refusal.get());
            return;
        }
        StoredRun run = store.create(Tenure.UNDISPUTED, "night-" + number, new byte[0]);
        Journal journal = run.openJournal(Tenure.UNDISPUTED, notice -> {});
        Engine engine = world.startProcess(run.id(), journal, RequestInbox.NONE, EngineListener.NONE);
        assertThat(world.runUntil(engine::finished, begin.plusHours(20)))
                .as("night %d ends", number)
                .isTrue();
    }

    /** Runs that are kept in memory, newest first. */
    private record Kept(List<Night> nights) implements RunStore {

        @Override
        public void rehearse() {}

        @Override
        public LockBook lock() {
            throw new UnsupportedOperationException("nobody else is there");
        }

        @Override
        public Stream<StoredRun> runs() {
            return nights.stream().map(StoredRun.class::cast);
        }

        @Override
        public StoredRun create(Tenure tenure, String id, byte[] text) {
            nights.add(0, new Night(id, new InMemoryJournal()));
            return nights.get(0);
        }

        List<Outcome> outcomes() {
            return facts().filter(Fact.RunEnded.class::isInstance)
                    .map(fact -> ((Fact.RunEnded) fact).outcome())
                    .toList();
        }

        long launched(String version) {
            return facts().filter(Fact.ActionStarted.class::isInstance)
                    .map(fact -> ((Fact.ActionStarted) fact).action())
                    .filter(action -> action instanceof Action.Launch launch
                            && launch.version().equals(version))
                    .count();
        }

        private Stream<Fact> facts() {
            return nights.stream().flatMap(night -> night.facts().stream());
        }
    }

    private record Night(String id, InMemoryJournal journal) implements StoredRun {

        @Override
        public String place() {
            return id;
        }

        @Override
        public String planPlace() {
            return id;
        }

        @Override
        public byte[] plan() {
            return new byte[0];
        }

        @Override
        public Journal openJournal(Tenure tenure, Consumer<String> notices) {
            return journal;
        }

        @Override
        public List<Fact> facts() {
            return journal.facts();
        }

        @Override
        public Requests requests() {
            throw new UnsupportedOperationException("nobody asks for anything");
        }
    }
}
