package io.mediaup.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.engine.Engine;
import io.mediaup.engine.EngineListener;
import io.mediaup.engine.EnginePorts;
import io.mediaup.engine.Observer;
import io.mediaup.fleet.HostId;
import io.mediaup.journal.RequestInbox;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.plan.ReconnectSpec.When;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Mandate;
import io.mediaup.rollout.Outcome;
import io.mediaup.simulation.CheckedJournal.ProcessKilled;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A run that is killed anywhere, and then superseded by a process that is killed, too: whoever it cut off is told, once by
 * its key, and nothing new is begun.
 */
class SupersededRunTest {

    private static final Duration LIMIT = Duration.ofDays(1);

    private final Plan plan = PlanBuilder.killReconnect().reconnect(When.AFTER).build();

    @Test
    void shouldTellWhomItCutOffWhereverItIsTakenOver() {
        int cutOff = 0;
        for (int append = 1; ; append++) {
            World world = new World(append);
            world.begin();
            if (world.end().isPresent()) {
                break;
            }
            cutOff += world.supersede();
        }
        assertThat(cutOff)
                .as("hosts that were gone, and their clients not told yet, over all runs")
                .isGreaterThan(10);
    }

    /** One in which the run is killed in append number {@code append}, and who supersedes it in the second one after it. */
    private final class World {
        private final int append;
        private final CheckedJournal journal = new CheckedJournal(fact -> {});
        private final AtomicReference<SimulatedServers> servers = new AtomicReference<>();
        private final SimulatedRun run = new SimulatedRun(
                plan, SimulationSettings.assumed(plan), 3, Fleets.START, Fleets.of(4, 2, "1", 5), WorldWatcher.NONE);

        World(int append) {
            this.append = append;
            journal.killAt(append, append % 2 == 0 ? 0 : Integer.MAX_VALUE);
            journal.killAt(append + 2, append % 3 == 0 ? 0 : Integer.MAX_VALUE);
            run.wrapServers(port -> {
                servers.set((SimulatedServers) port);
                return port;
            });
        }

        void begin() {
            toItsEnd(() -> run.startProcess("r1", journal.open(), RequestInbox.NONE, EngineListener.NONE));
        }

        /** How many hosts were gone before whose clients nobody had told. */
        int supersede() {
            List<Fact> before = List.copyOf(journal.facts());
            while (end().isEmpty()) {
                assertThat(journal.kills()).as(this::toString).isLessThan(3);
                toItsEnd(this::superseding);
            }
            List<Fact> after =
                    journal.facts().subList(before.size(), journal.facts().size());
            assertThat(end().orElseThrow().outcome()).as(this::toString).isEqualTo(Outcome.SUPERSEDED);
            assertThat(end().orElseThrow().reason()).as(this::toString).isEqualTo("superseded by run r2");
            assertThat(after)
                    .as(this::toString)
                    .filteredOn(Fact.ActionStarted.class::isInstance)
                    .allMatch(fact -> ((Fact.ActionStarted) fact).action() instanceof Action.NotifyReconnect);
            Map<HostId, Set<String>> told = servers.get().told();
            assertThat(told.keySet()).as(this::toString).isEqualTo(done("retire", journal.facts()));
            assertThat(told.values()).as(this::toString).allMatch(keys -> keys.size() == 1);
            Set<HostId> late = done("retire", before);
            late.removeAll(done("notify-reconnect", before));
            return late.size();
        }

        private Engine superseding() {
            VirtualTimeline timeline = run.timeline();
            Observer observer = new Observer(plan, run.fleet(), servers.get(), timeline);
            observer.look(host -> false, () -> {});
            assertThat(run.runUntil(observer::lookedOnce, LIMIT)).isTrue();
            EnginePorts ports = new EnginePorts(
                    run.fleet(),
                    servers.get(),
                    new SimulatedGates(SimulatedGates.PASS, timeline::now),
                    journal.open(),
                    RequestInbox.NONE,
                    timeline);
            Mandate mandate = Mandate.supersede("r2", timeline.now());
            Engine engine = new Engine(plan, "simulation", ports, observer, EngineListener.NONE, mandate);
            engine.start();
            return engine;
        }

        private void toItsEnd(Supplier<Engine> process) {
            try {
                Engine engine = process.get();
                assertThat(run.runUntil(engine::finished, LIMIT))
                        .as(this::toString)
                        .isTrue();
            } catch (ProcessKilled e) {
                run.timeline().crash();
            }
        }

        Optional<Fact.RunEnded> end() {
            return journal.facts().stream()
                    .filter(Fact.RunEnded.class::isInstance)
                    .map(Fact.RunEnded.class::cast)
                    .findFirst();
        }

        /** The hosts that this was done with. */
        private Set<HostId> done(String verb, List<Fact> facts) {
            return facts.stream()
                    .filter(Fact.ActionSucceeded.class::isInstance)
                    .map(Fact.ActionSucceeded.class::cast)
                    .filter(fact -> fact.key().verb().equals(verb))
                    .map(fact -> new HostId(fact.key().subject()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        @Override
        public String toString() {
            return "killed in append " + append;
        }
    }
}
