package io.mediaup.rollout;

import static io.mediaup.rollout.Row.row;

import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.Slot;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.rollout.Request.Kind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the soak found: runs that stood still for ever, or went too far, on the way out of a rare state. */
class StandstillBreakingTest {

    private static final Plan NO_SURGE =
            PlanBuilder.drainFirst().surge("0").unavailable("1").maxFailures(5).build();
    private static final Plan HALF_MAY_DRAIN = PlanBuilder.drainFirst()
            .surge("1")
            .unavailable("0")
            .maxDraining("50%")
            .build();

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void shouldDecide(Row row) {
        row.check();
    }

    static Stream<Row> shouldDecide() {
        return Stream.of(
                row(
                        "a cordon that failed a moment ago makes no room for a launch",
                        NO_SURGE,
                        "a/1 b/1",
                        "o1 a/1 1 in\no2 b/1 1 in\n",
                        s -> s.failed(new Action.Cordon(new HostId("o1"), Marks.NONE), false, "0S"),
                        "cordon o2",
                        "waits o1: cordon failed"),
                row(
                        "an old host of an earlier batch that is in rotation again leaves, for it takes up room",
                        NO_SURGE,
                        "a/1",
                        "o1 a/1 1 in\nn1 a/1 2 arrived\no2 b/1 1 retired\n",
                        s -> s.with(new Fact.BatchOpened(Scene.ago("1M"), 2, List.of(new Slot("b", 1)), "test")),
                        "cordon o1",
                        "launch b/1"),
                row(
                        "a host that an earlier run marked, and that serves, takes up no room to drain",
                        HALF_MAY_DRAIN,
                        "a/1 b/1",
                        "o1 a/1 1 out\nn1 a/1 2 arrived\no2 b/1 1 out\nm1 - 1 adopted\n",
                        "cordon o1",
                        "launch b/1",
                        "waits m1: cordoned, and not taken out yet: 2 hosts are in rotation"),
                row(
                        "it does once it leaves",
                        HALF_MAY_DRAIN,
                        "a/1",
                        "o1 a/1 1 in\nn1 a/1 2 arrived\nn2 b/1 2 in\nm1 - 1 adopted\n",
                        "deregister m1",
                        "waits o1: not cordoned yet: 1 hosts drain"),
                row(
                        "one that somebody put back is not taken out of a fleet that needs it",
                        HALF_MAY_DRAIN,
                        "a/1 b/1",
                        "o1 a/1 1 leaving deregistered=3M\nn1 a/1 2 arrived\no2 b/1 1 out\n",
                        "launch b/1",
                        "waits o1: cordoned, and not taken out yet: 2 hosts are in rotation"),
                row(
                        "unless it was told to drain, and so turns away what it gets",
                        HALF_MAY_DRAIN,
                        "a/1 b/1",
                        "o1 a/1 1 draining target=healthy\nn1 a/1 2 arrived\no2 b/1 1 out\n",
                        "deregister o1",
                        "launch b/1"),
                row(
                        "a probe that says so of one that was not told proves nothing",
                        HALF_MAY_DRAIN,
                        "a/1 b/1",
                        "o1 a/1 1 leaving deregistered=3M flag=on\nn1 a/1 2 arrived\no2 b/1 1 out\n",
                        "launch b/1",
                        "waits o1: cordoned, and not taken out yet: 1 hosts are in rotation"),
                row(
                        "nor does one that denies it of one that was told",
                        HALF_MAY_DRAIN,
                        "a/1 b/1",
                        "o1 a/1 1 draining target=healthy flag=off\nn1 a/1 2 arrived\no2 b/1 1 out\n",
                        "launch b/1",
                        "waits o1: cordoned, and not taken out yet: 1 hosts are in rotation"),
                row(
                        "one that may refuse is out for the others, too",
                        HALF_MAY_DRAIN,
                        "a/1 b/1",
                        "m2 - 1 adopted\nm1 - 1 adopted flag=on\nn1 a/1 2 arrived\no2 b/1 1 out\n",
                        "deregister m1",
                        "launch b/1",
                        "waits m2: cordoned, and not taken out yet: 2 hosts are in rotation"),
                row(
                        "and leaves when those that surely serve are enough",
                        HALF_MAY_DRAIN,
                        "a/1 b/1",
                        "m1 - 1 adopted flag=on\nn1 a/1 2 arrived\nn2 b/1 2 arrived\n",
                        "deregister m1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("floors")
    void shouldNotWaitForTheFloorForEver(Row row) {
        row.check();
    }

    static Stream<Row> floors() {
        String kept = "o1 a/1 1 in\nn1 a/1 2 arrived\no2 b/1 1 out\no3 c/1 1 in\n";
        Plan kill = PlanBuilder.killReconnect().maxDraining("20%").build();
        return Stream.of(
                row(
                        "a host that serves nobody is replaced when the open batch cannot end before that",
                        HALF_MAY_DRAIN,
                        "a/1",
                        kept,
                        "BatchOpened 2 [b/1]"),
                row(
                        "a slot that was left with two old hosts takes up the room for a replacement, so it has its turn first",
                        HALF_MAY_DRAIN,
                        "",
                        "o1 a/1 1 in\no2 b/1 1 in\nx2 b/1 0 in\n",
                        "BatchOpened 1 [b/1]"),
                row(
                        "which begins with taking it out",
                        HALF_MAY_DRAIN,
                        "a/1 b/1",
                        kept,
                        "cordon o2",
                        "waits o1: not cordoned yet: 3 hosts are in rotation"),
                row(
                        "a slot whose new host is out of rotation says so, and keeps its old one",
                        HALF_MAY_DRAIN,
                        "a/1",
                        "o1 a/1 1 in\nn1 a/1 2 out\n",
                        "waits n1: it runs 2 and is out of rotation: a/1 keeps its old host until it is back"),
                row(
                        "one that serves has its turn when the batch has ended",
                        HALF_MAY_DRAIN,
                        "a/1",
                        "o1 a/1 1 in\nn1 a/1 2 joining\no2 b/1 1 out\no3 c/1 1 in\n",
                        "waits n1: registered"),
                row(
                        "a host that nobody uses is killed without a replacement, for it takes up the room to drain",
                        kill,
                        "a/1",
                        "o0 - 1 settled\no1 a/1 1 out\n",
                        "retire o0",
                        "waits o1: not cordoned yet: 1 hosts drain"),
                row(
                        "one that somebody uses is not",
                        kill,
                        "a/1",
                        "o0 - 1 settled calls=1\no1 a/1 1 out\n",
                        "waits o0: cordoned: its sessions go on until its replacement gets traffic"));
    }

    /** A run that is aborted brings nothing up that could take its place. */
    @Test
    void shouldPutBackOnAbortWhatCannotBeSpared() {
        String table = "o1 a/1 1 cordoned\nn1 a/1 2 arrived\no2 b/1 1 out\n";

        Row.check(
                Scene.of(HALF_MAY_DRAIN, "a/1 b/1", table).decide(),
                List.of("launch b/1", "waits o1: cordoned, and not taken out yet"));
        Row.check(Scene.of(HALF_MAY_DRAIN, "a/1 b/1", table).asked(Kind.ABORT).decide(), List.of("uncordon o1"));
    }
}
