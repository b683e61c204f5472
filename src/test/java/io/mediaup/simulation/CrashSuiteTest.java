package io.mediaup.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.plan.SessionModel;
import io.mediaup.rollout.Outcome;
import io.mediaup.rollout.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The process is killed at every boundary of the journal: with an append lost, with a part of it on disk, and with all of
 * it on disk but nothing done. Whoever takes up the run must bring it to the same end.
 */
class CrashSuiteTest {

    private static final SessionModel SHORT_CALLS =
            new SessionModel(Duration.ofMinutes(1), Duration.ofMinutes(3), true);

    @ParameterizedTest(name = "{0}")
    @MethodSource("stories")
    void shouldComeToTheSameEndWhereverTheProcessIsKilled(Story story) {
        Trial calm = new Trial(story.variant);
        assertThat(calm.run()).isEmpty();
        assertThat(calm.invariants.book.outcome).contains(story.outcome);

        List<String> failed = points(calm.journal.appends()).parallelStream()
                .map(point -> failure(story, point, hosts(calm)))
                .flatMap(Optional::stream)
                .toList();

        assertThat(failed).as("%d points failed", failed.size()).isEmpty();
    }

    private static Optional<String> failure(Story story, Point point, long hosts) {
        Trial killed = new Trial(story.variant);
        killed.journal.killAt(point.append, point.durable);
        List<String> failures = new ArrayList<>(killed.run());
        if (!killed.journal.killed()) {
            failures.add("the process was not killed");
        }
        if (!killed.invariants.book.outcome.equals(Optional.of(story.outcome))) {
            failures.add("it ended as " + killed.invariants.book.outcome);
        }
        if (story.sameHosts && hosts(killed) != hosts) {
            failures.add("there were " + hosts(killed) + " hosts in all instead of " + hosts);
        }
        return failures.isEmpty()
                ? Optional.empty()
                : Optional.of("\nkilled at " + point + ": " + String.join("\n  ", failures));
    }

    /** Every host that ever was, so that one that was launched for nothing shows although it is gone. */
    private static long hosts(Trial trial) {
        return trial.run.fleet().truth().size();
    }

    private static List<Point> points(List<Integer> appends) {
        List<Point> points = new ArrayList<>();
        for (int append = 0; append < appends.size(); append++) {
            for (int durable = 0; durable <= appends.get(append); durable++) {
                points.add(new Point(append, durable));
            }
        }
        return points;
    }

    private record Point(int append, int durable) {}

    /**
     * A run to be killed.
     *
     * @param sameHosts whether every killed run must bring up as many hosts as the one that nobody kills
     */
    private record Story(String name, Variant variant, Outcome outcome, boolean sameHosts) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Story> stories() {
        Plan rolling = PlanBuilder.drainFirst()
                .batches("1", "2")
                .surge("1")
                .model(SHORT_CALLS)
                .build();
        Plan noSurge = PlanBuilder.drainFirst()
                .batches("2")
                .surge("0")
                .unavailable("2")
                .model(SHORT_CALLS)
                .build();
        Plan patient = PlanBuilder.drainFirst()
                .batches("2")
                .surge("2")
                .maxFailures(5)
                .model(SHORT_CALLS)
                .build();
        return Stream.of(
                story("drain-first over zones", rolling, Outcome.DONE, true),
                story("drain-first without surge", noSurge, Outcome.DONE, true),
                story("kill-reconnect", PlanBuilder.killReconnect().build(), Outcome.DONE, true),
                new Story("lost responses", variant(patient, lossy(patient), List.of(), Map.of()), Outcome.DONE, true),
                new Story(
                        "a host is lost",
                        variant(patient, calm(patient), List.of(Duration.ofSeconds(400)), Map.of()),
                        Outcome.DONE,
                        false),
                new Story(
                        "paused and resumed",
                        variant(
                                rolling,
                                calm(rolling),
                                List.of(),
                                Map.of(
                                        Duration.ofSeconds(65), Request.Kind.PAUSE,
                                        Duration.ofSeconds(900), Request.Kind.RESUME)),
                        Outcome.DONE,
                        true),
                new Story(
                        "aborted",
                        variant(noSurge, calm(noSurge), List.of(), Map.of(Duration.ofSeconds(310), Request.Kind.ABORT)),
                        Outcome.ABORTED,
                        false));
    }

    private static Story story(String name, Plan plan, Outcome outcome, boolean sameHosts) {
        return new Story(name, variant(plan, calm(plan), List.of(), Map.of()), outcome, sameHosts);
    }

    private static SimulationSettings calm(Plan plan) {
        return SimulationSettings.assumed(plan);
    }

    /** Every third mutation happens although its response is lost, and listings lag. */
    private static SimulationSettings lossy(Plan plan) {
        SimulationSettings calm = calm(plan);
        return new SimulationSettings(
                calm.boot(),
                0.2,
                calm.healthDelay(),
                Duration.ofSeconds(8),
                Duration.ZERO,
                Duration.ofSeconds(1),
                0.3,
                0,
                0,
                0);
    }

    private static Variant variant(
            Plan plan, SimulationSettings settings, List<Duration> deaths, Map<Duration, Request.Kind> requests) {
        return new Variant(
                7,
                plan,
                settings,
                Fleets.of(6, 3, "1", 5),
                deaths,
                List.of(),
                List.of(),
                new TreeMap<>(requests),
                0,
                FaultScript.CALM);
    }
}
