package io.mediaup.rollout;

import static io.mediaup.rollout.Row.row;

import io.mediaup.fleet.HostId;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.plan.RolloutSpec.Spread;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is replaced next, and how much at once: batches, floor, ceiling and the bound on draining hosts. */
class ReplacingTest {

    private static final String FOUR = """
            o1 a/1 1 in
            o2 b/1 1 in
            o3 a/2 1 in
            o4 b/2 1 in
            """;
    private static final String TEN = Stream.of(
                    "o01 a/1", "o02 b/1", "o03 a/2", "o04 b/2", "o05 a/3", "o06 b/3", "o07 a/4", "o08 b/4", "o09 a/5",
                    "o10 b/5")
            .reduce("", (all, host) -> all + host + " 1 in\n");

    @ParameterizedTest(name = "{0}")
    @MethodSource({"batches", "launching", "cordoning"})
    void shouldDecide(Row row) {
        row.check();
    }

    static Stream<Row> batches() {
        String oneDone = """
                o1 a/1 1 retired
                n1 a/1 2 arrived
                o2 b/1 1 in
                o3 a/2 1 in
                o4 b/2 1 in
                """;
        Plan ramp = drain().batches("1", "50%").build();
        return Stream.of(
                row("a batch of a count", drain().batches("3").build(), "", FOUR, "BatchOpened 1 [a/1, b/1, a/2]"),
                row("a batch of a share", drain().batches("50%").build(), "", FOUR, "BatchOpened 1 [a/1, b/1]"),
                row("a share rounds up", drain().batches("30%").build(), "", FOUR, "BatchOpened 1 [a/1, b/1]"),
                row("a batch has one slot at least", drain().batches("0%").build(), "", FOUR, "BatchOpened 1 [a/1]"),
                row(
                        "a batch beyond the fleet",
                        drain().batches("9").build(),
                        "",
                        FOUR,
                        "BatchOpened 1 [a/1, b/1, a/2, b/2]"),
                row("a ramp begins with its first step", ramp, "", FOUR, "BatchOpened 1 [a/1]"),
                row("and goes on with its second", ramp, "a/1", oneDone, "BatchOpened 2 [b/1, a/2]"),
                row(
                        "zone by zone without spread",
                        drain().batches("3").spread(Spread.NONE).build(),
                        "",
                        FOUR,
                        "BatchOpened 1 [a/1, a/2, b/1]"),
                row(
                        "slots whose host serves nobody first",
                        drain().batches("1").build(),
                        "",
                        """
                        o1 a/1 1 in
                        o2 b/1 1 in
                        o3 a/2 1 out
                        """,
                        "BatchOpened 1 [a/2]"),
                row(
                        "no next batch before the new host is in rotation",
                        drain().build(),
                        "a/1",
                        """
                        o1 a/1 1 in
                        n1 a/1 2 joining
                        o2 b/1 1 in
                        """,
                        "waits n1: registered"),
                row("a long drain holds no batch up", drain().batches("1").build(), "a/1", """
                        o1 a/1 1 draining calls=9
                        n1 a/1 2 arrived
                        o2 b/1 1 in
                        """, "BatchOpened 2 [b/1]"));
    }

    static Stream<Row> launching() {
        return Stream.of(
                row(
                        "what a superseded run launched is registered",
                        drain().build(),
                        "a/1",
                        "o1 a/1 1 in\nn1 a/1 2 found\n",
                        scene -> scene.with(new Fact.HostCameUp(Scene.ago("1M"), new HostId("n1"))),
                        "register n1"),
                row(
                        "but gets no traffic where it is one too many",
                        drain().build(),
                        "",
                        "n1 a/1 2 in\nn2 - 2 found\n",
                        scene -> scene.with(new Fact.HostCameUp(Scene.ago("1M"), new HostId("n2"))),
                        "cordon n2",
                        "waits n2: up, and out of rotation: the fleet has one host too many"),
                row("beside the old host first", drain().surge("1").build(), "a/1", FOUR, "launch a/1"),
                row(
                        "as many as the ceiling allows",
                        drain().surge("2").build(),
                        "a/1 b/1 a/2",
                        FOUR,
                        "launch a/1",
                        "launch b/1",
                        "waits o3: not cordoned yet"),
                row(
                        "a surge in per cent rounds up",
                        drain().surge("30%").build(),
                        "a/1 b/1 a/2 b/2",
                        FOUR,
                        "launch a/1",
                        "launch b/1",
                        "waits o3: not cordoned yet"),
                row(
                        "hosts on their way count under the ceiling",
                        drain().surge("1").build(),
                        "a/1 b/1",
                        """
                        o1 a/1 1 in
                        n1 a/1 2 booting
                        o2 b/1 1 in
                        """,
                        "waits o2: not cordoned yet: 2 hosts are in rotation"),
                row(
                        "cordoned hosts do not count under the ceiling",
                        drain().surge("1").build(),
                        "a/1 b/1",
                        """
                        o1 a/1 1 draining calls=4
                        n1 a/1 2 arrived
                        o2 b/1 1 in
                        """,
                        "launch b/1",
                        "waits o1: draining: 4 calls"),
                row(
                        "a vacant slot at once, ahead of its batch",
                        drain().surge("0").unavailable("1").build(),
                        "a/1",
                        """
                        o1 a/1 1 retired
                        n1 a/1 2 booting
                        o2 b/1 1 in
                        o3 a/2 1 retired
                        """,
                        "launch a/2",
                        "waits n1: booting for 1 min (health: connection refused)"),
                row("a new host that is ready is registered", drain().build(), "a/1", """
                        o1 a/1 1 in
                        n1 a/1 2 ready
                        """, "register n1"),
                row("one in rotation is noted", drain().build(), "a/1", """
                        o1 a/1 1 in
                        n1 a/1 2 joined
                        """, "HostEnteredRotation n1"),
                row("one of another version has failed", drain().build(), "a/1", """
                        o1 a/1 1 in
                        n1 a/1 2 ready says=1.9
                        """, "HostFailed n1"),
                row("one that does not answer in time has failed", drain().build(), "a/1", """
                        o1 a/1 1 in
                        n1 a/1 2 booting launched=10m
                        """, "HostFailed n1"),
                row("one that is not healthy in time has failed", drain().build(), "a/1", """
                        o1 a/1 1 in
                        n1 a/1 2 joining launched=20m registered=10m
                        """, "HostFailed n1"),
                row(
                        "one that boots long but in time has not",
                        drain().build(),
                        "a/1",
                        """
                        o1 a/1 1 in
                        n1 a/1 2 joining launched=20m registered=9m
                        """,
                        "waits n1: registered, and initial for 20 min"),
                row("a failed one goes and another comes", drain().build(), "a/1", """
                        o1 a/1 1 in
                        n1 a/1 2 failed
                        """, "discard n1", "launch a/1"));
    }

    static Stream<Row> cordoning() {
        String replaced = """
                o1 a/1 1 in
                n1 a/1 2 arrived
                o2 b/1 1 in
                n2 b/1 2 arrived
                o3 a/2 1 in
                """;
        return Stream.of(
                row("what is replaced", drain().build(), "a/1", replaced, "cordon o1"),
                row("not before its replacement gets traffic", drain().build(), "a/1", """
                        o1 a/1 1 in
                        n1 a/1 2 ready
                        """, "register n1"),
                row(
                        "no more than may drain, and it says so",
                        drain().maxDraining("1").build(),
                        "a/1 b/1",
                        replaced,
                        "cordon o1",
                        "waits o2: not cordoned yet: 1 hosts drain, and at most 1 may (max-draining 1)"),
                row(
                        "nothing while one drains that fills the bound",
                        drain().maxDraining("1").build(),
                        "a/1 b/1",
                        """
                        o1 a/1 1 draining calls=2
                        n1 a/1 2 arrived
                        o2 b/1 1 in
                        n2 b/1 2 arrived
                        """,
                        "waits o1: draining: 2 calls",
                        "waits o2: not cordoned yet: 1 hosts drain"),
                row(
                        "first where there is no surge",
                        drain().surge("0").unavailable("1").build(),
                        "a/1 b/1",
                        FOUR,
                        "cordon o1",
                        "waits o2: not cordoned yet: 3 hosts are in rotation, and at least 3 must stay (max-unavailable 1)"),
                row(
                        "unavailable in per cent rounds down",
                        drain().surge("0").unavailable("49%").build(),
                        "a/1 b/1",
                        FOUR,
                        "cordon o1",
                        "waits o2: not cordoned yet: 3 hosts are in rotation, and at least 3 must stay"),
                row(
                        "the floor holds per zone",
                        drain().surge("0").unavailable("40%").batches("100%").build(),
                        "a/1 a/2 a/3 b/1",
                        TEN,
                        "cordon o01",
                        "cordon o03",
                        "cordon o02",
                        "waits o05: not cordoned yet: 3 hosts of zone a are in rotation, and at least 3 must stay"),
                row(
                        "without spread it holds in total",
                        drain().surge("0")
                                .unavailable("40%")
                                .spread(Spread.NONE)
                                .build(),
                        "a/1 a/2 a/3 a/4 a/5",
                        TEN,
                        "cordon o01",
                        "cordon o03",
                        "cordon o05",
                        "cordon o07",
                        "waits o09: not cordoned yet: 6 hosts are in rotation, and at least 6 must stay"),
                row(
                        "a departure in flight counts as gone",
                        drain().surge("0").unavailable("1").build(),
                        "a/1 b/1",
                        """
                        o1 a/1 1 cordoning
                        o2 b/1 1 in
                        o3 a/2 1 in
                        """,
                        "launch a/1",
                        "waits o2: not cordoned yet: 2 hosts are in rotation, and at least 2 must stay"),
                row(
                        "an arrival counts as absent",
                        drain().surge("1").unavailable("0").batches("3").build(),
                        "a/1 b/1 a/2",
                        """
                        o1 a/1 1 retired
                        n1 a/1 2 joining
                        o2 b/1 1 in
                        n2 b/1 2 arrived
                        o3 a/2 1 in
                        """,
                        "waits o2: not cordoned yet: 3 hosts are in rotation, and at least 3 must stay"),
                row(
                        "a fleet below its floor gains hosts, and loses none that serve",
                        drain().surge("1").build(),
                        "a/1 b/1",
                        """
                        o1 a/1 1 out
                        o2 b/1 1 in
                        o3 a/2 1 out
                        """,
                        "launch a/1",
                        "waits o2: not cordoned yet: 1 hosts are in rotation, and at least 3 must stay"));
    }

    private static PlanBuilder drain() {
        return PlanBuilder.drainFirst();
    }
}
