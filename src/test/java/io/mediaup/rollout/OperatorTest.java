package io.mediaup.rollout;

import static io.mediaup.rollout.Row.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.fleet.HostId;
import io.mediaup.plan.PatienceOutcome;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.plan.TestPlans;
import io.mediaup.rollout.Request.Kind;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people ask of single hosts, and the way back. */
class OperatorTest {

    private static final Plan DRAIN = PlanBuilder.drainFirst().build();
    private static final String HALF = """
            o1 a/1 1 draining calls=3
            n1 a/1 2 arrived
            o2 b/1 1 in
            """;

    @ParameterizedTest(name = "{0}")
    @MethodSource({"rollbacks", "superseded", "drains", "returns", "holds", "extensions"})
    void shouldDecide(Row row) {
        row.check();
    }

    static Stream<Row> rollbacks() {
        return Stream.of(
                row(
                        "a survivor comes back before its replacement leaves",
                        DRAIN,
                        "a/1",
                        HALF,
                        s -> s.asked(Kind.ROLLBACK),
                        "leave-drain o1"),
                row("it is registered at once", DRAIN, "a/1", """
                        o1 a/1 1 settling calls=3
                        n1 a/1 2 arrived
                        o2 b/1 1 in
                        """, s -> s.asked(Kind.ROLLBACK), "register o1"),
                row(
                        "told to drain, it is told to take sessions again, whatever an older reading says",
                        DRAIN,
                        "a/1",
                        "o1 a/1 1 told flag=off calls=3\nn1 a/1 2 arrived\no2 b/1 1 in\n",
                        s -> s.asked(Kind.ROLLBACK),
                        "leave-drain o1"),
                row(
                        "a listing of before it was taken out does not show it in again",
                        DRAIN,
                        "a/1",
                        "o1 a/1 1 leaving deregistered=10S calls=3\nn1 a/1 2 arrived\no2 b/1 1 in\n",
                        s -> s.asked(Kind.ROLLBACK).done(new Action.Register(new HostId("o1")), Scene.ago("5S")),
                        "waits o1: going back in rotation: healthy"),
                row(
                        "one that no listing lags behind does",
                        DRAIN,
                        "a/1",
                        "o1 a/1 1 leaving deregistered=3M calls=3\nn1 a/1 2 arrived\no2 b/1 1 in\n",
                        s -> s.asked(Kind.ROLLBACK).done(new Action.Register(new HostId("o1")), Scene.ago("121S")),
                        "uncordon o1"),
                row(
                        "one that is no target long after it was registered is registered again",
                        DRAIN,
                        "a/1",
                        "o1 a/1 1 settling calls=3\nn1 a/1 2 arrived\no2 b/1 1 in\n",
                        s -> s.asked(Kind.ROLLBACK).done(new Action.Register(new HostId("o1")), Scene.ago("121S")),
                        "register o1"),
                row(
                        "while the listing may lag it is not",
                        DRAIN,
                        "a/1",
                        "o1 a/1 1 settling calls=3\nn1 a/1 2 arrived\no2 b/1 1 in\n",
                        s -> s.asked(Kind.ROLLBACK).done(new Action.Register(new HostId("o1")), Scene.ago("119S")),
                        "waits o1: going back in rotation: not_registered"),
                row(
                        "and its mark is taken off when it gets traffic",
                        DRAIN,
                        "a/1",
                        """
                        o1 a/1 1 cordoned calls=3
                        n1 a/1 2 arrived
                        o2 b/1 1 in
                        """,
                        s -> s.asked(Kind.ROLLBACK),
                        "uncordon o1"),
                row(
                        "the new host leaves when the old one is back",
                        DRAIN,
                        "a/1",
                        """
                        o1 a/1 1 in
                        n1 a/1 2 arrived
                        o2 b/1 1 in
                        """,
                        s -> s.asked(Kind.ROLLBACK),
                        "cordon n1"),
                row(
                        "where none survived, one of the old version is launched, whatever the batch",
                        DRAIN,
                        "a/1",
                        """
                        o1 a/1 1 retired
                        n1 a/1 2 arrived
                        o2 b/1 1 in
                        """,
                        s -> s.asked(Kind.ROLLBACK),
                        "launch a/1"),
                row(
                        "no batch is opened",
                        DRAIN,
                        "",
                        "o1 a/1 1 in\no2 b/1 1 in\n",
                        s -> s.asked(Kind.ROLLBACK),
                        "RunEnded rolled-back: rolled back by me@here"),
                row(
                        "a new host that never got traffic is discarded",
                        DRAIN,
                        "a/1",
                        "o1 a/1 1 in\nn1 a/1 2 booting\n",
                        s -> s.asked(Kind.ROLLBACK),
                        "discard n1"),
                row(
                        "one that is about to get traffic leaves as any other",
                        DRAIN,
                        "a/1",
                        "o1 a/1 1 in\nn1 a/1 2 joining\n",
                        s -> s.asked(Kind.ROLLBACK),
                        "cordon n1",
                        "waits n1: registered"),
                row(
                        "a new host that drains is retired when it is empty",
                        DRAIN,
                        "a/1",
                        "o1 a/1 1 in\nn1 a/1 2 joined\n",
                        s -> s.asked(Kind.ROLLBACK).with(new Fact.HostEnteredRotation(Scene.NOW, new HostId("n1"))),
                        "cordon n1"),
                row(
                        "failures of the rejected version do not stop the way back",
                        DRAIN,
                        "a/1 b/1",
                        """
                        o1 a/1 1 in
                        n1 a/1 2 failed
                        o2 b/1 1 in
                        n2 b/1 2 failed
                        """,
                        s -> s.asked(Kind.ROLLBACK),
                        "discard n1",
                        "discard n2"),
                row(
                        "a slot that nobody knows the past of is left, and named",
                        DRAIN,
                        "",
                        """
                        o1 a/1 1 in
                        o2 b/1 0 in
                        n3 c/1 2 in
                        """,
                        s -> s.asked(Kind.ROLLBACK),
                        "RunEnded halted: rolled back by me@here, except c/1: nobody knows what ran there before"),
                row("unless all others ran the same", DRAIN, "", """
                        o1 a/1 1 in
                        o2 b/1 1 in
                        n3 c/1 2 in
                        """, s -> s.asked(Kind.ROLLBACK), "launch c/1"),
                row(
                        "a pause holds on the way back, too",
                        DRAIN,
                        "a/1",
                        "o1 a/1 1 in\nn1 a/1 2 arrived\n",
                        s -> s.asked(Kind.ROLLBACK).asked(Kind.PAUSE),
                        "waits run: paused"));
    }

    static Stream<Row> superseded() {
        return Stream.of(row(
                "what an earlier run launched and did not register makes room",
                DRAIN,
                "a/1",
                """
                o1 a/1 1 in
                m1 b/1 0 in
                x1 b/1 1 out
                """,
                "cordon x1",
                "launch a/1"));
    }

    static Stream<Row> drains() {
        return Stream.of(
                row(
                        "a host is replaced ahead of its batch",
                        DRAIN,
                        "a/1",
                        "o1 a/1 1 in\no2 b/1 1 in\n",
                        s -> s.asked(Kind.DRAIN, "o2"),
                        "launch b/1",
                        "waits o1: not cordoned yet"),
                row(
                        "also one that is current",
                        DRAIN,
                        "",
                        "n1 a/1 2 in\n",
                        s -> s.asked(Kind.DRAIN, "n1"),
                        "launch a/1"),
                row(
                        "and leaves when its replacement gets traffic",
                        DRAIN,
                        "",
                        "n1 a/1 2 in\nn2 a/1 2 arrived\n",
                        s -> s.asked(Kind.DRAIN, "n1"),
                        "cordon n1"),
                row(
                        "under the floor it waits",
                        PlanBuilder.drainFirst().surge("0").unavailable("1").build(),
                        "a/1",
                        "o1 a/1 1 draining calls=3\no2 b/1 1 in\n",
                        s -> s.asked(Kind.DRAIN, "o2"),
                        "launch a/1",
                        "waits o2: not cordoned yet"),
                row(
                        "an unknown host changes nothing",
                        DRAIN,
                        "",
                        "n1 a/1 2 in\n",
                        s -> s.asked(Kind.DRAIN, "nobody"),
                        "RunEnded done: 1 slot on 2"));
    }

    static Stream<Row> returns() {
        return Stream.of(
                row(
                        "a draining host comes back beside its replacement",
                        DRAIN,
                        "a/1",
                        "o1 a/1 1 draining calls=3\nn1 a/1 2 arrived\n",
                        s -> s.asked(Kind.UNDRAIN, "o1"),
                        "leave-drain o1"),
                row(
                        "and is not taken out again",
                        DRAIN,
                        "a/1",
                        "o1 a/1 1 in\nn1 a/1 2 arrived\n",
                        s -> s.asked(Kind.UNDRAIN, "o1"),
                        "RunEnded done: 1 slot on 2"),
                row(
                        "until it is released",
                        DRAIN,
                        "a/1",
                        "o1 a/1 1 in\nn1 a/1 2 arrived\n",
                        s -> s.asked(Kind.UNDRAIN, "o1").asked(Kind.RELEASE, "o1"),
                        "cordon o1"),
                row(
                        "also when it runs the same as what has replaced it",
                        DRAIN,
                        "a/1",
                        "n1 a/1 2 arrived\nn2 a/1 2 arrived\n",
                        s -> s.asked(Kind.DRAIN, "n1").asked(Kind.UNDRAIN, "n1").asked(Kind.RELEASE, "n1"),
                        "cordon n1"),
                row(
                        "but not while what has replaced it gets no traffic",
                        DRAIN,
                        "a/1",
                        "n1 a/1 2 arrived\nn2 a/1 2 joining\n",
                        s -> s.asked(Kind.DRAIN, "n1").asked(Kind.UNDRAIN, "n1").asked(Kind.RELEASE, "n1"),
                        "waits n2: registered"));
    }

    static Stream<Row> holds() {
        return Stream.of(
                row(
                        "a held host is not replaced",
                        DRAIN,
                        "",
                        "o1 a/1 1 in\no2 b/1 1 in\n",
                        s -> s.asked(Kind.HOLD, "o1"),
                        "BatchOpened 1 [b/1]"),
                row(
                        "nor retired, although it has drained",
                        DRAIN,
                        "a/1",
                        "o1 a/1 1 drained\nn1 a/1 2 arrived\no2 b/1 1 in\n",
                        s -> s.asked(Kind.HOLD, "o1"),
                        "BatchOpened 2 [b/1]"),
                row(
                        "nor discarded, although it failed",
                        PlanBuilder.drainFirst().maxFailures(5).build(),
                        "a/1",
                        "o1 a/1 1 in\nn1 a/1 2 failed\n",
                        s -> s.asked(Kind.HOLD, "n1"),
                        "launch a/1",
                        "waits n1: failed, and held"),
                row(
                        "a new host that is held keeps no old one in service",
                        DRAIN,
                        "a/1",
                        "o1 a/1 1 in\nn1 a/1 2 arrived\n",
                        s -> s.asked(Kind.HOLD, "n1"),
                        "cordon o1"),
                row(
                        "nor begins that a batch anew",
                        DRAIN,
                        "a/1",
                        "o1 a/1 1 draining calls=3\nn1 a/1 2 arrived\n",
                        s -> s.asked(Kind.HOLD, "n1"),
                        "waits o1: draining"),
                row(
                        "beside a host that is held another one leaves without a replacement",
                        DRAIN,
                        "a/1",
                        "o1 a/1 0 in\nx1 a/1 1 in\no2 b/1 1 in\n",
                        s -> s.asked(Kind.HOLD, "o1"),
                        "cordon x1"),
                row(
                        "beside one that is held out of rotation it stays, for it may be all that the slot has",
                        DRAIN,
                        "a/1",
                        "o1 a/1 1 in\nn1 a/1 2 out\no2 b/1 1 in\n",
                        s -> s.asked(Kind.HOLD, "n1"),
                        "BatchOpened 2 [b/1]"),
                row(
                        "and what is held does not keep the run from its end",
                        DRAIN,
                        "a/1",
                        "o1 a/1 1 in\nn1 a/1 2 out\n",
                        s -> s.asked(Kind.HOLD, "n1"),
                        "RunEnded done: 1 slot on 2"),
                row(
                        "it does not hold up the end",
                        DRAIN,
                        "a/1",
                        "o1 a/1 1 draining calls=3\nn1 a/1 2 arrived\n",
                        s -> s.asked(Kind.HOLD, "o1"),
                        "RunEnded done: 1 slot on 2"),
                row(
                        "its patience halts nothing",
                        PlanBuilder.drainFirst()
                                .counters(TestPlans.counter("calls", 0, Duration.ofMinutes(30), PatienceOutcome.HALT))
                                .build(),
                        "a/1 b/1",
                        "o1 a/1 1 draining calls=3 cordoned=2h\nn1 a/1 2 arrived\no2 b/1 1 in\n",
                        s -> s.asked(Kind.HOLD, "o1"),
                        "launch b/1",
                        "waits o1: cordoned, and held until somebody releases it"));
    }

    static Stream<Row> extensions() {
        Plan kill = PlanBuilder.drainFirst()
                .counters(TestPlans.counter("calls", 0, Duration.ofMinutes(30), PatienceOutcome.KILL))
                .build();
        String over = "o1 a/1 1 draining calls=3 cordoned=1h\nn1 a/1 2 arrived\n";
        return Stream.of(
                row("without it the sessions are cut", kill, "a/1", over, "retire o1 cutting calls"),
                row(
                        "with it they go on",
                        kill,
                        "a/1",
                        over,
                        s -> s.asked(Kind.EXTEND, "o1"),
                        "waits o1: draining: 3 calls; patience ends in 1 h 30 min"));
    }

    @Test
    void shouldSayAgainThatAHostIsOverdueAfterAnExtension() {
        RolloutState state = Scene.of(DRAIN, "a/1", HALF)
                .with(new Fact.HostOverdue(Scene.NOW, new HostId("o1"), "test"))
                .asked(Kind.EXTEND, "o1")
                .state();

        assertThat(state.host(new HostId("o1")).orElseThrow().overdue()).isFalse();
    }
}
