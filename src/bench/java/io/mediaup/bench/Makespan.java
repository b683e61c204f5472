package io.mediaup.bench;

import io.mediaup.engine.Engine;
import io.mediaup.engine.EngineListener;
import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.journal.FactCodec;
import io.mediaup.journal.InMemoryJournal;
import io.mediaup.journal.RequestInbox;
import io.mediaup.plan.DrainSpec;
import io.mediaup.plan.Plan;
import io.mediaup.plan.ProbesSpec;
import io.mediaup.plan.TestPlans;
import io.mediaup.rollout.Decision;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Outcome;
import io.mediaup.rollout.RolloutState;
import io.mediaup.simulation.Fleets;
import io.mediaup.simulation.SimulatedRun;
import io.mediaup.simulation.SimulationSettings;
import io.mediaup.simulation.WorldWatcher;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long one run takes in the simulated world: as it is, and at best. */
final class Makespan {

    private static final Duration LIMIT = Duration.ofDays(14);

    private final Plan plan;
    private final int hosts;
    private final long load;
    private final long seed;

    /** A fleet of {@code hosts} in three zones, each with {@code load} calls. */
    Makespan(Plan plan, int hosts, long load, long seed) {
        this.plan = plan;
        this.hosts = hosts;
        this.load = load;
        this.seed = seed;
    }

    /** With calls that take time and listings that lag. */
    Duration measured(SimulationSettings settings) {
        SimulatedRun run = world(plan, settings, WorldWatcher.NONE);
        InMemoryJournal journal = new InMemoryJournal();
        Engine engine = run.startProcess("bench", journal, RequestInbox.NONE, EngineListener.NONE);
        return untilDone(run, engine, journal);
    }

    /** How many bytes the journal of such a run takes, for each host of the fleet. */
    long journalBytesPerHost(SimulationSettings settings) {
        SimulatedRun run = world(plan, settings, WorldWatcher.NONE);
        InMemoryJournal journal = new InMemoryJournal();
        untilDone(run, run.startProcess("bench", journal, RequestInbox.NONE, EngineListener.NONE), journal);
        long bytes = 0;
        for (Fact fact : journal.facts()) {
            bytes += FactCodec.encode(1, fact).getBytes(StandardCharsets.UTF_8).length + 1;
        }
        return bytes / hosts;
    }

    /**
     * The lower bound of the design: the same plan, rules and seed with zero poll intervals, zero call latency, and events
     * known at the instant they happen. Without poll intervals any number of readings in a row is taken at one instant,
     * so one stands for all of them.
     */
    Duration bound(SimulationSettings settings) {
        ProbesSpec probes = plan.probes();
        Plan atOnce = TestPlans.with(
                TestPlans.with(
                        plan,
                        new ProbesSpec(
                                probes.every(),
                                probes.staleAfter(),
                                probes.health(),
                                1,
                                probes.version(),
                                probes.sessions())),
                new DrainSpec(plan.drain().command(), 1));
        AllSeeing eye = new AllSeeing();
        SimulatedRun run = world(atOnce, settings.withoutLatency(), eye);
        eye.run = run;
        InMemoryJournal journal = new InMemoryJournal();
        Engine engine = run.startProcess("bench", journal, RequestInbox.NONE, eye);
        eye.engine = engine;
        return untilDone(run, engine, journal);
    }

    private SimulatedRun world(Plan of, SimulationSettings settings, WorldWatcher watcher) {
        return new SimulatedRun(of, settings, seed, Fleets.START, Fleets.of(hosts, 3, "1", load), watcher);
    }

    private static Duration untilDone(SimulatedRun run, Engine engine, InMemoryJournal journal) {
        run.runUntil(engine::finished, LIMIT);
        Fact.RunEnded end = engine.state()
                .end()
                .orElseThrow(() -> new IllegalStateException("Expected the run to end, but it did not in " + LIMIT));
        if (end.outcome() != Outcome.DONE) {
            throw new IllegalStateException("Expected the run to be done, but found " + end);
        }
        return Duration.between(journal.facts().get(0).at(), end.at());
    }

    /** Lets the engine look whenever the world changes and after everything that it does, at the same instant. */
    private static final class AllSeeing implements WorldWatcher, EngineListener {
        @Nullable
        SimulatedRun run;

        @Nullable
        Engine engine;

        private Instant lookedAt = Instant.MIN;
        private boolean unseen = true;

        @Override
        public void changesAt(Instant time) {
            if (run != null && time.isBefore(Instant.MAX)) {
                run.timeline().inWorld(time, () -> {
                    unseen = true;
                    look();
                });
            }
        }

        @Override
        public void onFact(Fact fact, RolloutState state) {
            unseen = true;
        }

        @Override
        public void onTurn(FleetSnapshot snapshot, RolloutState state, Decision decision) {
            look();
        }

        private void look() {
            if (run != null && engine != null && !engine.finished()) {
                Instant now = run.timeline().now();
                if ((unseen || now.isAfter(lookedAt)) && engine.look()) {
                    unseen = false;
                    lookedAt = now;
                }
            }
        }
    }
}
