package io.mediaup.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.fleet.GateVerdict;
import io.mediaup.fleet.ObservedHost;
import io.mediaup.plan.GateSpec;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.plan.ReconnectSpec.When;
import io.mediaup.plan.RetireSpec.How;
import io.mediaup.plan.RolloutSpec.OnFailure;
import io.mediaup.plan.SessionModel;
import io.mediaup.plan.SessionPolicy;
import io.mediaup.plan.Shape;
import io.mediaup.plan.TestPlans;
import io.mediaup.rollout.Outcome;
import io.mediaup.rollout.Request;
import io.mediaup.simulation.CrashDriver.Story;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every technique in every shape, and runs in which something happens, through {@link CrashDriver}. */
class CrashSuiteTest {

    /** What the engine can do so far. A policy or shape that it learns gets its rows here and in {@link #plan}. */
    private static final List<SessionPolicy> POLICIES =
            List.of(SessionPolicy.KILL, SessionPolicy.MIGRATE, SessionPolicy.DRAIN);

    private static final List<Shape> SHAPES = List.of(Shape.ROLLING, Shape.ALL_AT_ONCE, Shape.BLUE_GREEN);

    private static final Fault BAD_GATE =
            new Fault.BadGate(new Fault.Window(Duration.ofMinutes(3), Duration.ofDays(1)), GateVerdict.FAIL, 1);

    private static final SessionModel SHORT_CALLS =
            new SessionModel(Duration.ofMinutes(1), Duration.ofMinutes(3), true);

    @ParameterizedTest(name = "{0}")
    @MethodSource({"techniques", "events"})
    void shouldComeToTheSameEndWhereverTheProcessIsKilled(Story story) {
        List<String> failures = CrashDriver.failures(story);

        assertThat(failures).as("%d of the killed runs failed", failures.size()).isEmpty();
    }

    @Test
    void shouldHaveARowForEveryTechniqueAndShape() {
        assertThat(techniques()
                        .map(story -> story.variant().plan().sessions() + " "
                                + story.variant().plan().rollout().shape()))
                .doesNotHaveDuplicates()
                .hasSize(POLICIES.size() * SHAPES.size());
    }

    static Stream<Story> techniques() {
        List<Story> rows = new ArrayList<>();
        for (SessionPolicy policy : POLICIES) {
            for (Shape shape : SHAPES) {
                rows.add(story(policy + " " + shape, plan(policy, shape)));
            }
        }
        return rows.stream();
    }

    private static Plan plan(SessionPolicy policy, Shape shape) {
        PlanBuilder builder = switch (policy) {
            case KILL -> PlanBuilder.killReconnect();
            case MIGRATE -> PlanBuilder.migrateFirst();
            case DRAIN -> PlanBuilder.drainFirst();
        };
        builder.shape(shape).model(SHORT_CALLS);
        if (shape == Shape.BLUE_GREEN) {
            builder.blueGreen().unavailable("0");
        } else if (shape == Shape.ROLLING) {
            builder.batches("1", "2").surge("1").unavailable(policy == SessionPolicy.KILL ? "1" : "0");
        } else if (policy != SessionPolicy.KILL) {
            builder.batches("100%").surge("100%").unavailable("0");
        }
        return builder.build();
    }

    static Stream<Story> events() {
        Plan rolling = plan(SessionPolicy.DRAIN, Shape.ROLLING);
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
                story("without surge", noSurge),
                story("killed, and clients told after", telling(When.AFTER)),
                story("a side, and the old one is kept", kept()),
                new Story("sides that swap", fleet(swapping()).beside(standby()), Outcome.DONE, true),
                new Story("lost responses", fleet(patient, 3).with(lossy(patient)), Outcome.DONE, true),
                new Story(
                        "a host is lost",
                        fleet(patient).with(FaultScript.of(new Fault.Death(Duration.ofSeconds(400)))),
                        Outcome.DONE,
                        false),
                new Story(
                        "the clock jumps",
                        fleet(patient)
                                .with(FaultScript.of(
                                        new Fault.ClockJump(Duration.ofSeconds(200), Duration.ofHours(3)),
                                        new Fault.ClockJump(Duration.ofSeconds(500), Duration.ofHours(-5)))),
                        Outcome.DONE,
                        true),
                new Story(
                        "a host is put back",
                        fleet(patient).with(FaultScript.of(new Fault.Reregistration(Duration.ofSeconds(200)))),
                        Outcome.DONE,
                        true),
                new Story(
                        "paused and resumed",
                        fleet(rolling)
                                .asked(new TreeMap<>(Map.of(
                                        Duration.ofSeconds(65), Request.Kind.PAUSE,
                                        Duration.ofSeconds(900), Request.Kind.RESUME))),
                        Outcome.DONE,
                        true),
                new Story(
                        "a canary that fails its gate, and goes back by itself",
                        fleet(proven(OnFailure.ROLLBACK)).with(FaultScript.of(BAD_GATE)),
                        Outcome.ROLLED_BACK,
                        false),
                new Story(
                        "aborted",
                        fleet(noSurge).asked(Map.of(Duration.ofSeconds(310), Request.Kind.ABORT)),
                        Outcome.ABORTED,
                        false));
    }

    private static Plan kept() {
        return PlanBuilder.activePassive()
                .canary(1, Duration.ofMinutes(3), false)
                .keepFor(Duration.ofMinutes(10))
                .model(SHORT_CALLS)
                .build();
    }

    private static Plan swapping() {
        return PlanBuilder.activePassive()
                .retire(How.STANDBY)
                .model(SHORT_CALLS)
                .build();
    }

    private static List<ObservedHost> standby() {
        return List.of(Fleets.standby("standby-a", "a", "0"), Fleets.standby("standby-b", "b", "2"));
    }

    private static Plan telling(When when) {
        return PlanBuilder.killReconnect()
                .shape(Shape.ROLLING)
                .batches("2")
                .surge("1")
                .unavailable("1")
                .reconnect(when)
                .model(SHORT_CALLS)
                .build();
    }

    private static Plan proven(OnFailure onFailure) {
        return PlanBuilder.drainFirst()
                .batches("3")
                .surge("1")
                .canary(1, Duration.ofMinutes(3), false)
                .gates(TestPlans.gate("ice", GateSpec.Inconclusive.PAUSE))
                .onFailure(onFailure)
                .model(SHORT_CALLS)
                .build();
    }

    private static Story story(String name, Plan plan) {
        return new Story(name, fleet(plan), Outcome.DONE, true);
    }

    /** A side of three is a side, and a side of six is killed at four times as many points in as much longer runs. */
    private static Variant fleet(Plan plan) {
        return fleet(plan, plan.rollout().shape() == Shape.BLUE_GREEN ? 3 : 6);
    }

    private static Variant fleet(Plan plan, int hosts) {
        return Variant.calm(7, plan, Fleets.of(hosts, 3, "1", 5));
    }

    /** Every third mutation happens although its response is lost, and listings lag. */
    private static SimulationSettings lossy(Plan plan) {
        SimulationSettings calm = SimulationSettings.assumed(plan);
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
}
