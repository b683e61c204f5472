package io.mediaup.rollout;

import static io.mediaup.rollout.Row.row;
import static io.mediaup.rollout.Scene.ago;

import io.mediaup.fleet.HostId;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Blue-green: a whole second side, and then traffic moves to it at once. */
class SwitchingTest {

    private static final Plan PLAN = PlanBuilder.activePassive().build();
    private static final String ALL = "a/1 b/1 a/2";
    private static final String OLD = """
            o1 a/1 1 in
            o2 b/1 1 in
            o3 a/2 1 in
            """;
    private static final String UP = """
            o1 a/1 1 in
            n1 a/1 2 ready launched=3M
            o2 b/1 1 in
            n2 b/1 2 ready launched=3M
            """;
    private static final String NEARLY = UP + "o3 a/2 1 in\nn3 a/2 2 booting\n";
    private static final String WHOLE = UP + "o3 a/2 1 in\nn3 a/2 2 ready\n";
    private static final String IN = """
            o1 a/1 1 in
            n1 a/1 2 arrived
            o2 b/1 1 in
            n2 b/1 2 arrived
            """;

    @ParameterizedTest(name = "{0}")
    @MethodSource({"sides", "room", "clocks", "capacity", "stopped"})
    void shouldDecide(Row row) {
        row.check();
    }

    private static UnaryOperator<Scene> up(String... hosts) {
        return scene -> {
            for (String host : hosts) {
                scene.with(new Fact.HostCameUp(ago("1M"), new HostId(host)));
            }
            return scene;
        };
    }

    private static UnaryOperator<Scene> switched(int batch) {
        return scene -> scene.with(new Fact.TrafficSwitched(ago("1M"), batch, "test"));
    }

    static Stream<Row> sides() {
        Plan canary = PlanBuilder.activePassive()
                .canary(1, Duration.ofMinutes(10), false)
                .build();
        String back = "o1 a/1 1 in\nn1 a/1 2 aside\no2 b/1 1 in\n";
        return Stream.of(
                row(
                        "what drains and runs the new version already comes back with its side",
                        PLAN,
                        "a/1 b/1",
                        back + "n2 b/1 2 booting\n",
                        "waits n1: going back in rotation until its side is: 1 of 2 new hosts are up"),
                row(
                        "for which it counts as up",
                        PLAN,
                        "a/1 b/1",
                        back + "n2 b/1 2 ready\n",
                        up("n2"),
                        "TrafficSwitched 1"),
                row(
                        "and with which it is registered",
                        PLAN,
                        "a/1 b/1",
                        back + "n2 b/1 2 ready\n",
                        scene -> switched(1).apply(up("n2").apply(scene)),
                        "register n2",
                        "register n1"),
                row(
                        "unless somebody asks for it",
                        PLAN,
                        "a/1 b/1",
                        back + "n2 b/1 2 booting\n",
                        scene -> scene.asked(Request.Kind.UNDRAIN, "n1"),
                        "register n1"),
                row("one batch of all", PLAN, "", OLD, "BatchOpened 1 [a/1, b/1, a/2]"),
                row("a canary first", canary, "", OLD, "BatchOpened 1 [a/1]"),
                row("all of them are launched at once", PLAN, ALL, OLD, "launch a/1", "launch b/1", "launch a/2"),
                row("a host that comes up is known to be", PLAN, ALL, NEARLY, "HostCameUp n1", "HostCameUp n2"),
                row(
                        "and stays out of rotation until all are up",
                        PLAN,
                        ALL,
                        NEARLY,
                        up("n1", "n2"),
                        "waits n1: up, and out of rotation until its side is: 2 of 3 new hosts are up"),
                row("traffic moves once all are", PLAN, ALL, WHOLE, up("n1", "n2", "n3"), "TrafficSwitched 1"),
                row("by registering all", PLAN, ALL, WHOLE, switched(1), "register n1", "register n2", "register n3"),
                row(
                        "no old host leaves before the last new one is in rotation",
                        PLAN,
                        ALL,
                        IN + "o3 a/2 1 in\nn3 a/2 2 joining\n",
                        switched(1),
                        "waits a/1: 2 of 3 new hosts are in rotation"),
                row(
                        "and then all leave",
                        PLAN,
                        ALL,
                        IN + "o3 a/2 1 in\nn3 a/2 2 arrived\n",
                        switched(1),
                        "cordon o1",
                        "cordon o2",
                        "cordon o3"),
                row(
                        "one by one they are retired as they drain",
                        PLAN,
                        ALL,
                        """
                        o1 a/1 1 draining calls=3
                        n1 a/1 2 arrived
                        o2 b/1 1 drained
                        n2 b/1 2 arrived
                        """,
                        switched(1),
                        "retire o2",
                        "waits o1: draining: 3 calls"),
                row(
                        "the side after a canary is another one",
                        PLAN,
                        "b/1",
                        """
                        o1 a/1 1 retired
                        n1 a/1 2 arrived
                        o2 b/1 1 in
                        n2 b/1 2 ready
                        o3 a/2 1 in
                        n3 a/2 2 booting
                        """,
                        scene -> switched(1).apply(scene).with(batch(2, "b/1", "a/2")),
                        "HostCameUp n2"));
    }

    static Stream<Row> room() {
        String others = """
                x1 - 0 draining calls=2
                x2 - 0 draining calls=1
                """;
        Plan few = PlanBuilder.activePassive().maxDraining("2").build();
        return Stream.of(
                row(
                        "a side waits until all old hosts may drain at once",
                        PLAN,
                        ALL,
                        WHOLE + others,
                        up("n1", "n2", "n3"),
                        "waits n1: up, and out of rotation until its 3 old hosts may leave together: 2 others drain",
                        "waits x1: draining"),
                row(
                        "but not for what somebody holds",
                        PLAN,
                        ALL,
                        WHOLE + "x1 - 0 draining calls=2\n",
                        scene -> up("n1", "n2", "n3").apply(scene).asked(Request.Kind.HOLD, "x1"),
                        "TrafficSwitched 1"),
                row(
                        "nor where that never comes",
                        few,
                        ALL,
                        WHOLE + "x1 - 0 draining calls=2\n",
                        up("n1", "n2", "n3"),
                        "TrafficSwitched 1"));
    }

    static Stream<Row> clocks() {
        String late = UP + "o3 a/2 1 in\nn3 a/2 2 booting launched=1M\n";
        String down = """
                o1 a/1 1 in
                n1 a/1 2 booting launched=1H calls=?31S
                o2 b/1 1 in
                n2 b/1 2 booting launched=1M
                """;
        return Stream.of(
                row(
                        "what is up may wait longer than it may boot",
                        PLAN,
                        "a/1 b/1 a/2",
                        late.replace("launched=3M", "launched=1H"),
                        up("n1", "n2"),
                        "waits n1: up, and out of rotation"),
                row(
                        "also when nobody has written down yet that it is up",
                        PLAN,
                        "a/1 b/1 a/2",
                        late.replace("launched=3M", "launched=1H"),
                        "HostCameUp n1",
                        "HostCameUp n2"),
                row("what does not answer any more boots again", PLAN, "a/1 b/1", down, up("n1"), "HostWentDown n1"),
                row(
                        "but not for an answer that was lost",
                        PLAN,
                        "a/1 b/1",
                        down.replace("calls=?31S", "calls=?20S"),
                        up("n1"),
                        "waits n1: up, and out of rotation until its side is: 1 of 2 new hosts are up"),
                row(
                        "which holds up no side",
                        PLAN,
                        "a/1 b/1",
                        down.replace("calls=?31S", "calls=?20S"),
                        up("n1", "n2"),
                        "TrafficSwitched 1"),
                row(
                        "and has the time for that",
                        PLAN,
                        "a/1 b/1",
                        down,
                        scene -> up("n1").apply(scene).with(new Fact.HostWentDown(ago("9M"), new HostId("n1"))),
                        "waits n1: booting for 9 min"),
                row(
                        "but no more",
                        PLAN,
                        "a/1 b/1",
                        down,
                        scene -> up("n1").apply(scene).with(new Fact.HostWentDown(ago("10M"), new HostId("n1"))),
                        "HostFailed n1"));
    }

    static Stream<Row> capacity() {
        return Stream.of(
                row("where the old host is gone the new one is needed at once", PLAN, "a/1 b/1", """
                        o1 a/1 1 retired
                        n1 a/1 2 ready
                        o2 b/1 1 in
                        n2 b/1 2 booting
                        """, "register n1"),
                row("and where all are in that way, nothing is left to be moved", PLAN, "a/1", """
                        o1 a/1 1 drained
                        n1 a/1 2 arrived
                        """, "retire o1"),
                row("also where it is out of rotation", PLAN, "a/1 b/1", """
                        o1 a/1 1 out
                        n1 a/1 2 ready
                        o2 b/1 1 in
                        n2 b/1 2 booting
                        """, "register n1"),
                row(
                        "what somebody asks to be replaced does not wait for the side",
                        PLAN,
                        "a/1 b/1",
                        """
                        o1 a/1 1 in
                        n1 a/1 2 ready
                        o2 b/1 1 in
                        n2 b/1 2 booting
                        """,
                        scene -> scene.asked(Request.Kind.DRAIN, "o1"),
                        "register n1"),
                row(
                        "and leaves when it is",
                        PLAN,
                        "a/1 b/1",
                        """
                        o1 a/1 1 in
                        n1 a/1 2 arrived
                        o2 b/1 1 in
                        n2 b/1 2 booting
                        """,
                        scene -> scene.asked(Request.Kind.DRAIN, "o1"),
                        "cordon o1"),
                row(
                        "a slot that somebody holds is no part of the side",
                        PLAN,
                        "a/1 b/1",
                        """
                        o1 a/1 1 in
                        n1 a/1 2 ready
                        o2 b/1 1 in
                        """,
                        scene -> up("n1").apply(scene).asked(Request.Kind.HOLD, "o2"),
                        "TrafficSwitched 1"));
    }

    static Stream<Row> stopped() {
        Plan nightly = PlanBuilder.activePassive()
                .window("0 2 * * *", Duration.ofHours(1))
                .build();
        return Stream.of(
                row(
                        "traffic does not move in a pause",
                        PLAN,
                        ALL,
                        WHOLE,
                        scene -> up("n1", "n2", "n3").apply(scene).asked(Request.Kind.PAUSE),
                        "waits n1: up, and out of rotation",
                        "waits run: paused"),
                row(
                        "an abort discards a side that got no traffic",
                        PLAN,
                        ALL,
                        NEARLY,
                        scene -> up("n1", "n2").apply(scene).asked(Request.Kind.ABORT),
                        "discard n1",
                        "discard n2",
                        "discard n3"),
                row(
                        "but for what somebody holds",
                        PLAN,
                        ALL,
                        NEARLY,
                        scene -> up("n1", "n2")
                                .apply(scene)
                                .asked(Request.Kind.HOLD, "n1")
                                .asked(Request.Kind.ABORT),
                        "discard n2",
                        "discard n3"),
                row(
                        "an abort lets a move that was begun come to its end",
                        PLAN,
                        "a/1 b/1",
                        """
                        o1 a/1 1 in
                        n1 a/1 2 ready
                        o2 b/1 1 in
                        n2 b/1 2 joining
                        """,
                        scene -> switched(1).apply(scene).asked(Request.Kind.ABORT),
                        "register n1"),
                row(
                        "on the way back nothing waits for a side",
                        PLAN,
                        "a/1 b/1",
                        """
                        o1 a/1 1 draining calls=1
                        n1 a/1 2 arrived
                        o2 b/1 1 in
                        n2 b/1 2 ready
                        """,
                        scene -> switched(1).apply(scene).asked(Request.Kind.ROLLBACK),
                        "discard n2",
                        "leave-drain o1"),
                row(
                        "while the window is closed a side that is up waits, and nobody need stay",
                        nightly,
                        ALL,
                        WHOLE,
                        scene -> up("n1", "n2", "n3")
                                .apply(scene)
                                .by(Mandate.apply(false))
                                .with(closed()),
                        "waits n1: up, and out of rotation",
                        "leaves the window is closed until"),
                row(
                        "one that boots is waited for",
                        nightly,
                        ALL,
                        NEARLY,
                        scene -> up("n1", "n2")
                                .apply(scene)
                                .by(Mandate.apply(false))
                                .with(closed()),
                        "waits n3: booting"),
                row(
                        "a move that was begun comes to its end in a closed window",
                        nightly,
                        ALL,
                        IN + "o3 a/2 1 in\nn3 a/2 2 arrived\n",
                        scene -> switched(1).apply(scene).with(closed()),
                        "cordon o1",
                        "cordon o2",
                        "cordon o3"));
    }

    private static Fact closed() {
        return new Fact.WindowClosed(ago("1M"), Scene.NOW.plus(Duration.ofHours(14)));
    }

    private static Fact batch(int number, String... slots) {
        return new Fact.BatchOpened(
                ago("1M"),
                number,
                Stream.of(slots).map(io.mediaup.fleet.Slot::parse).toList(),
                "test");
    }
}
