package io.mediaup.rollout;

import static io.mediaup.rollout.Row.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.fleet.HostId;
import io.mediaup.fleet.LaunchDefinition;
import io.mediaup.fleet.Slot;
import io.mediaup.plan.AwsSpec;
import io.mediaup.plan.FleetSpec;
import io.mediaup.plan.LaunchSpec;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.plan.PlanCopy;
import io.mediaup.plan.ProviderKind;
import io.mediaup.rollout.Fact.StartingHost;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What hosts are launched from: the pinned target, and on the way back what was there before. */
class RelaunchingTest {

    private static final Instant AT = Instant.parse("2026-11-23T02:00:00Z");
    private static final LaunchDefinition TARGET = new LaunchDefinition(Map.of("template-version", "42"));
    private static final LaunchDefinition OLD_A = new LaunchDefinition(Map.of("template-version", "40"));
    private static final LaunchDefinition OLD_B = new LaunchDefinition(Map.of("template-version", "41"));

    private static Plan onAws() {
        AwsSpec spec = new AwsSpec(
                Optional.empty(),
                Map.of("Role", "sfu"),
                "Version",
                false,
                new LaunchSpec.Template("sfu", false, "42"),
                new AwsSpec.Placement(false, List.of()),
                new AwsSpec.Balancing(List.of(), true));
        return PlanCopy.of(PlanBuilder.drainFirst().batches("4").surge("4").build())
                .with(new FleetSpec(
                        ProviderKind.AWS, Optional.empty(), Optional.of(spec), OptionalInt.empty(), Set.of()))
                .build();
    }

    private static RolloutState state(Fact... more) {
        RolloutState state = RolloutState.of(List.of(new Fact.RunStarted(
                AT,
                "r1",
                "test",
                "digest",
                "drain-first",
                "2",
                4,
                List.of(
                        new StartingHost(new HostId("o1"), "1", "a/1", "", false, OLD_A),
                        new StartingHost(new HostId("o2"), "1", "b/1", "", false, OLD_B),
                        new StartingHost(new HostId("o3"), "1", "c/1", "", false)),
                List.of(new Slot("b", 2)),
                TARGET)));
        Stream.of(more).forEach(state::apply);
        return state;
    }

    private static Fact rollback() {
        return new Fact.RequestReceived(AT, Request.ofRun(Request.Kind.ROLLBACK, "me@here", AT, ""));
    }

    @Test
    void shouldLaunchTheTargetAsItWasPinned() {
        assertThat(state().definition(new Slot("a", 1))).isEqualTo(TARGET);
        assertThat(state().definition(new Slot("b", 2))).isEqualTo(TARGET);
    }

    @Test
    void shouldLaunchOnTheWayBackWhatTheSlotWasLaunchedFrom() {
        RolloutState back = state(rollback());

        assertThat(back.definition(new Slot("a", 1))).isEqualTo(OLD_A);
        assertThat(back.definition(new Slot("b", 1))).isEqualTo(OLD_B);
        assertThat(back.definition(new Slot("b", 2))).as("vacant: as beside it").isEqualTo(OLD_B);
        assertThat(back.definition(new Slot("c", 1)).known()).isFalse();
        assertThat(back.definition(new Slot("d", 1)).known()).isFalse();
    }

    @Test
    void shouldCarryTheDefinitionInTheLaunch() {
        Plan plan = PlanBuilder.drainFirst().batches("1").surge("1").build();
        Scene scene = Scene.untouched(plan, "o1 a/1 1 in");
        Fact.RunStarted started =
                RunStart.of(plan, scene.snapshot(), "r1", scene.state().start().at(), TARGET);

        assertThat(started.target()).isEqualTo(TARGET);
        RolloutState state = RolloutState.of(List.of(started));
        assertThat(state.definition(Slot.parse("a/1"))).isEqualTo(TARGET);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unknown")
    void shouldDecide(Row row) {
        row.check();
    }

    static Stream<Row> unknown() {
        return Stream.of(
                row(
                        "survivors go back although others cannot be launched",
                        onAws(),
                        "a/1 b/1",
                        """
                        o1 a/1 1 draining calls=3
                        n1 a/1 2 arrived
                        o2 b/1 1 retired
                        n2 b/1 2 arrived
                        """,
                        scene -> scene.asked(Request.Kind.ROLLBACK),
                        "leave-drain o1",
                        "waits b/1: left as it is: nobody knows what its host was launched from"),
                row(
                        "the run halts and names the slots when nothing else is left",
                        onAws(),
                        "a/1 b/1",
                        """
                        o1 a/1 1 retired
                        n1 a/1 2 arrived
                        o2 b/1 1 retired
                        n2 b/1 2 arrived
                        o3 c/1 1 in
                        """,
                        scene -> scene.asked(Request.Kind.ROLLBACK),
                        "LineStopped halt: nobody knows what the hosts of a/1, b/1 were launched from, so the rollback"
                                + " cannot launch them again"),
                row(
                        "where there is only one way to launch nothing needs to be known",
                        PlanBuilder.drainFirst().batches("4").surge("4").build(),
                        "a/1",
                        """
                        o1 a/1 1 retired
                        n1 a/1 2 arrived
                        """,
                        scene -> scene.asked(Request.Kind.ROLLBACK),
                        "launch a/1"));
    }
}
