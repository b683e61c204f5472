package io.mediaup.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.engine.Engine;
import io.mediaup.engine.EngineListener;
import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.fleet.Host;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.ObservedHost;
import io.mediaup.fleet.Slot;
import io.mediaup.fleet.TargetState;
import io.mediaup.journal.InMemoryJournal;
import io.mediaup.journal.RequestInbox;
import io.mediaup.plan.PatienceOutcome;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.plan.TestPlans;
import io.mediaup.rollout.Fact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The preview takes few looks; the run that takes all of them must be the same but for moments. */
class LeapsTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void shouldForetellTheRunThatTakesEveryLook(String what, Plan plan, int hosts, long load) {
        List<ObservedHost> fleet = Fleets.of(hosts, 3, "1", load);

        Preview preview = Preview.of(plan, FleetSnapshot.of(Fleets.START, fleet, List.of()), 7);

        List<Fact> every = everyLook(plan, fleet);
        assertThat(preview.outcome()).isPresent();
        assertThat(kinds(preview.facts())).isEqualTo(kinds(every));
        Duration took =
                Duration.between(Fleets.START, every.get(every.size() - 1).at());
        long batches = kinds(every).getOrDefault("BatchOpened", 0L);
        // Two looks at each end of a batch, and a row of readings at the end.
        assertThat(preview.duration()).isCloseTo(took, Duration.ofSeconds(20 + 4 * batches));
    }

    static Stream<Arguments> shouldForetellTheRunThatTakesEveryLook() {
        return Stream.of(
                Arguments.of("twelve busy hosts", PlanBuilder.drainFirst().build(), 12, 20),
                Arguments.of(
                        "probes between which things happen",
                        PlanBuilder.drainFirst().every(Duration.ofMillis(300)).build(),
                        4,
                        2),
                Arguments.of(
                        "probes of an odd period",
                        PlanBuilder.drainFirst().every(Duration.ofMillis(4700)).build(),
                        4,
                        2),
                Arguments.of("idle hosts", PlanBuilder.drainFirst().build(), 12, 0),
                Arguments.of(
                        "without a drain command",
                        PlanBuilder.drainFirst().withoutDrainCommand().build(),
                        6,
                        5),
                Arguments.of(
                        "without a settle time",
                        PlanBuilder.drainFirst().settle(Duration.ZERO).build(),
                        6,
                        5),
                Arguments.of(
                        "room for one draining host",
                        PlanBuilder.drainFirst().maxDraining("1").build(),
                        6,
                        5),
                Arguments.of(
                        "no surge",
                        PlanBuilder.drainFirst().surge("0").unavailable("2").build(),
                        6,
                        5),
                Arguments.of(
                        "patience that kills",
                        PlanBuilder.drainFirst()
                                .counters(TestPlans.counter("calls", 0, Duration.ofMinutes(10), PatienceOutcome.KILL))
                                .build(),
                        6,
                        20),
                Arguments.of("all at once", PlanBuilder.killReconnect().build(), 12, 20),
                Arguments.of(
                        "probes in quick succession",
                        PlanBuilder.drainFirst()
                                .every(Duration.ofSeconds(1))
                                .settle(Duration.ofSeconds(1))
                                .build(),
                        6,
                        5));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void shouldForetellWhatBecomesOfAnEarlierRun(String what, ObservedHost left) {
        Plan plan = PlanBuilder.drainFirst().build();
        List<ObservedHost> fleet = new ArrayList<>(Fleets.of(3, 3, "2", 5));
        // Nothing else is to be done, so nothing else makes the preview look.
        fleet.add(left);

        Preview preview = Preview.of(plan, FleetSnapshot.of(Fleets.START, fleet, List.of()), 7);

        List<Fact> every = everyLook(plan, fleet);
        assertThat(preview.outcome()).isPresent();
        assertThat(kinds(preview.facts())).isEqualTo(kinds(every));
        Duration took =
                Duration.between(Fleets.START, every.get(every.size() - 1).at());
        assertThat(preview.duration()).isCloseTo(took, Duration.ofSeconds(40));
    }

    static Stream<Arguments> shouldForetellWhatBecomesOfAnEarlierRun() {
        Marks earlier = Marks.of("r0", new Slot("a", 9), 3, "digest");
        Marks draining = earlier.draining(Fleets.START.minusSeconds(600));
        TargetState out = TargetState.NOT_REGISTERED;
        return Stream.of(
                Arguments.of("a busy host that drains", Fleets.host("x", "a", "1", 9, draining, out)),
                Arguments.of("an idle host that drains", Fleets.host("x", "a", "1", 0, draining, out)),
                Arguments.of(
                        "a host that is marked and still in rotation",
                        Fleets.host("x", "a", "1", 9, draining, TargetState.HEALTHY)),
                Arguments.of(
                        "a new host that was never registered", arrived(Fleets.host("x", "a", "2", 0, earlier, out))),
                Arguments.of("an old host that gets no traffic", Fleets.host("x", "a", "1", 0, Marks.NONE, out)));
    }

    /** As launched by an earlier run. */
    private static ObservedHost arrived(ObservedHost host) {
        Host of = host.host();
        Host launched = new Host(
                of.id(),
                of.zone(),
                of.version(),
                of.state(),
                of.launchedAt(),
                of.address(),
                "r0/a/9/launch/1",
                of.marks());
        return new ObservedHost(
                launched, host.rotation(), host.healthy(), host.version(), host.draining(), host.counters());
    }

    private static List<Fact> everyLook(Plan plan, List<ObservedHost> fleet) {
        SimulatedRun run =
                new SimulatedRun(plan, SimulationSettings.assumed(plan), 7, Fleets.START, fleet, WorldWatcher.NONE);
        InMemoryJournal journal = new InMemoryJournal();
        Engine engine = run.startProcess("preview", journal, RequestInbox.NONE, EngineListener.NONE);
        assertThat(run.runUntil(engine::finished, Preview.LIMIT)).isTrue();
        return journal.facts();
    }

    private static Map<String, Long> kinds(List<Fact> facts) {
        return facts.stream()
                .collect(Collectors.groupingBy(
                        fact -> fact instanceof Fact.ActionStarted started
                                ? "ActionStarted " + started.action().verb()
                                : fact.getClass().getSimpleName(),
                        TreeMap::new,
                        Collectors.counting()));
    }
}
