package io.mediaup.rollout;

import static io.mediaup.rollout.Row.row;
import static io.mediaup.rollout.Scene.ago;

import io.mediaup.fleet.HostId;
import io.mediaup.fleet.LaunchDefinition;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.Slot;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.plan.RetireSpec.How;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hosts on standby are started in the place of new ones. */
class StandbyTest {

    private static final Plan PLAN =
            PlanBuilder.activePassive().retire(How.STANDBY).build();
    private static final String OLD = """
            o1 a/1 1 in
            o2 b/1 1 in
            o3 a/2 1 in
            """;

    @ParameterizedTest(name = "{0}")
    @MethodSource({"taken", "left", "unneeded"})
    void shouldDecide(Row row) {
        row.check();
    }

    static Stream<Row> taken() {
        return Stream.of(
                row(
                        "in their own zone, as far as they go",
                        PLAN,
                        "a/1 b/1 a/2",
                        OLD + "s1 a/1 0 standby\n",
                        "launch a/1 from s1",
                        "launch b/1",
                        "launch a/2"),
                row(
                        "a whole side of them",
                        PLAN,
                        "a/1 b/1 a/2",
                        OLD + "s1 b/1 0 standby\ns2 a/1 0 standby\ns3 a/1 0 standby\n",
                        "launch a/1 from s2",
                        "launch b/1 from s1",
                        "launch a/2 from s3"),
                row(
                        "in a rolling rollout, too",
                        PlanBuilder.drainFirst().surge("1").batches("1").build(),
                        "a/1",
                        OLD + "s1 a/1 0 standby\n",
                        "launch a/1 from s1"),
                row(
                        "rather one that ran the wanted version",
                        PLAN,
                        "a/1",
                        "o1 a/1 1 in\ns1 a/1 0 standby\ns2 a/1 2 standby\n",
                        "launch a/1 from s2"),
                row(
                        "on the way back that is the one that was retired",
                        PLAN,
                        "a/1",
                        """
                        o1 a/1 1 parked
                        n1 a/1 2 arrived
                        s1 a/1 0 standby
                        """,
                        scene -> scene.asked(Request.Kind.ROLLBACK),
                        "launch a/1 from o1"));
    }

    static Stream<Row> left() {
        Action begun = start("a/2", "s1");
        return Stream.of(
                row(
                        "what the plan says to hold",
                        PlanBuilder.activePassive().hold("s1").build(),
                        "a/1",
                        "o1 a/1 1 in\ns1 a/1 0 standby\n",
                        "launch a/1"),
                row(
                        "what is being started for another slot",
                        PLAN,
                        "a/1 a/2",
                        "o1 a/1 1 in\no3 a/2 1 in\ns1 a/1 0 standby\n",
                        scene -> scene.with(
                                new Fact.ActionStarted(ago("1S"), ActionKey.of("r1", begun, 1), begun, "test")),
                        "launch a/1"),
                row(
                        "what could not be started before",
                        PLAN,
                        "a/1",
                        "o1 a/1 1 in\ns1 a/1 0 standby\n",
                        scene -> scene.failed(start("a/1", "s1"), false, "1H"),
                        "launch a/1"),
                row(
                        "what is on its way to standby until that is known",
                        PLAN,
                        "a/1 a/2",
                        """
                        o1 a/1 1 in
                        o3 a/2 1 parked
                        n3 a/2 2 arrived
                        """,
                        scene -> scene.with(new Fact.ActionStarted(
                                ago("1S"),
                                ActionKey.of("r1", new Action.Retire(new HostId("o3"), java.util.Set.of()), 2),
                                new Action.Retire(new HostId("o3"), java.util.Set.of()),
                                "test")),
                        "launch a/1"));
    }

    /** What was started and not used goes back where it came from; what failed does not. */
    static Stream<Row> unneeded() {
        String side = """
                o1 a/1 1 in
                s1 a/1 2 ready
                o2 b/1 1 in
                n2 b/1 2 booting
                """;
        return Stream.of(
                row(
                        "when the run is aborted before traffic moves",
                        PLAN,
                        "a/1 b/1",
                        side,
                        scene -> scene.with(new Fact.HostCameUp(ago("1M"), new HostId("s1")))
                                .asked(Request.Kind.ABORT),
                        "shelve s1",
                        "shelve n2"),
                row(
                        "or rolled back",
                        PLAN,
                        "a/1 b/1",
                        side,
                        scene -> scene.asked(Request.Kind.ROLLBACK),
                        "shelve s1",
                        "shelve n2"),
                row(
                        "but for what failed",
                        PLAN,
                        "a/1",
                        "o1 a/1 1 in\ns1 a/1 2 failed\n",
                        scene -> scene.asked(Request.Kind.ABORT),
                        "discard s1"));
    }

    private static Action start(String slot, String host) {
        return new Action.Launch(Slot.parse(slot), "2", Marks.NONE, LaunchDefinition.ofStandby(new HostId(host)));
    }
}
