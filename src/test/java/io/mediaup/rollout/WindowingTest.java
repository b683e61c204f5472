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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What may be begun while a window is closed, and when a process leaves a run that goes on. It is noon, UTC. */
class WindowingTest {

    private static final Instant TONIGHT = Instant.parse("2026-11-24T02:00:00Z");
    private static final Plan NIGHTS = nights().build();
    private static final Plan OUTSIDE = nights().retireOutside().build();
    private static final Plan NOON =
            PlanBuilder.drainFirst().window("0 11 * * *", Duration.ofHours(2)).build();
    private static final Plan KILLS = nights().counters(
                    TestPlans.counter("calls", 0, Duration.ofMinutes(30), PatienceOutcome.KILL))
            .build();
    private static final Plan IN_PLACE_OF = nights().surge("0").unavailable("1").build();
    private static final Plan ALWAYS = PlanBuilder.drainFirst().build();

    private static final String UNTOUCHED = "o1 a/1 1 in\no2 b/1 1 in\n";
    private static final String DRAINED = "o1 a/1 1 drained\nn1 a/1 2 arrived\no2 b/1 1 in\n";
    private static final String BUSY = "o1 a/1 1 draining calls=3\nn1 a/1 2 arrived\no2 b/1 1 in\n";
    private static final String ONLY_BUSY = "o1 a/1 1 draining calls=3\nn1 a/1 2 arrived\nn2 b/1 2 arrived\n";
    private static final String UNTIL = "the window is closed until Tue 24 Nov 02:00 UTC, for 14 h more";

    private static PlanBuilder nights() {
        return PlanBuilder.drainFirst().window("0 2 * * *", Duration.ofHours(4));
    }

    private static Scene closed(Scene scene) {
        return scene.with(new Fact.WindowClosed(Scene.ago("1h"), TONIGHT));
    }

    private static UnaryOperator<Scene> closed(UnaryOperator<Scene> more) {
        return scene -> more.apply(closed(scene));
    }

    private static UnaryOperator<Scene> by(Mandate mandate) {
        return scene -> scene.by(mandate);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"nothingNew", "finishing", "retiring", "undoing", "overriding", "leaving", "reaping"})
    void shouldDecide(Row row) {
        row.check();
    }

    static Stream<Row> nothingNew() {
        String grows = "o1 a/1 2 in\nx b/1 2 retired\n";
        return Stream.of(
                row("that it is closed is recorded once", NIGHTS, "", UNTOUCHED, "WindowClosed until " + TONIGHT),
                row("that it is open, too", NOON, "", UNTOUCHED, "WindowOpened until 2026-11-23T13:00:00Z"),
                row(
                        "and again when it is another one",
                        NIGHTS,
                        "",
                        UNTOUCHED,
                        s -> s.with(new Fact.WindowClosed(Scene.ago("30h"), TONIGHT.minusSeconds(86_400))),
                        "WindowClosed until " + TONIGHT),
                row("no batch is opened", NIGHTS, "", UNTOUCHED, WindowingTest::closed, "waits run: " + UNTIL),
                row(
                        "in an open batch nothing more is launched",
                        NIGHTS,
                        "a/1 b/1",
                        UNTOUCHED,
                        WindowingTest::closed,
                        "waits run: " + UNTIL),
                row(
                        "nor for a replacement that failed",
                        NIGHTS,
                        "a/1",
                        "o1 a/1 1 in\nn1 a/1 2 failed\n",
                        WindowingTest::closed,
                        "discard n1"),
                row(
                        "nothing is taken out to make room",
                        IN_PLACE_OF,
                        "a/1 b/1",
                        UNTOUCHED,
                        WindowingTest::closed,
                        "waits run: " + UNTIL),
                row(
                        "a host that is too many stays",
                        NIGHTS,
                        "",
                        "o1 a/1 2 in\no2 - 2 in\n",
                        WindowingTest::closed,
                        "waits run: " + UNTIL),
                row(
                        "a slot that is new stays empty",
                        NIGHTS,
                        "",
                        grows.replace("x b/1 2 retired\n", "n1 b/1 2 joining\n"),
                        WindowingTest::closed,
                        "waits n1: registered"),
                row(
                        "in the window all of it goes on",
                        NOON,
                        "a/1",
                        UNTOUCHED,
                        s -> s.with(new Fact.WindowOpened(Scene.ago("1h"), Scene.NOW.plusSeconds(3600))),
                        "launch a/1"));
    }

    static Stream<Row> finishing() {
        return Stream.of(
                row(
                        "a new host that is up is registered",
                        NIGHTS,
                        "a/1",
                        "o1 a/1 1 in\nn1 a/1 2 ready\no2 b/1 1 in\n",
                        WindowingTest::closed,
                        "register n1"),
                row(
                        "a host that has been replaced leaves",
                        NIGHTS,
                        "a/1",
                        "o1 a/1 1 in\nn1 a/1 2 arrived\no2 b/1 1 in\n",
                        WindowingTest::closed,
                        "cordon o1"),
                row(
                        "a host that was cordoned is taken out and told to drain",
                        NIGHTS,
                        "a/1 b/1",
                        "o1 a/1 1 cordoned\nn1 a/1 2 arrived\no2 b/1 1 settled calls=2\nn2 b/1 2 arrived\n",
                        WindowingTest::closed,
                        "deregister o1",
                        "enter-drain o2"),
                row(
                        "what made room for a replacement gets it",
                        IN_PLACE_OF,
                        "a/1",
                        "o1 a/1 1 draining calls=3\no2 b/1 1 in\n",
                        WindowingTest::closed,
                        "launch a/1"),
                row(
                        "a host that died is replaced",
                        NIGHTS,
                        "",
                        "o1 a/1 1 missing\no2 b/1 1 in\n",
                        s -> closed(s).with(new Fact.HostLost(Scene.ago("1m"), new HostId("o1"), Map.of(), "test")),
                        "launch a/1"),
                row(
                        "what somebody asks for by hand is done",
                        NIGHTS,
                        "",
                        UNTOUCHED,
                        closed(s -> s.asked(Kind.DRAIN, "o1")),
                        "launch a/1"));
    }

    static Stream<Row> retiring() {
        return Stream.of(
                row(
                        "what has drained waits",
                        NIGHTS,
                        "a/1",
                        DRAINED,
                        WindowingTest::closed,
                        "waits o1: it could be retired (0 calls"),
                row("unless it may be retired outside", OUTSIDE, "a/1", DRAINED, WindowingTest::closed, "retire o1"),
                row(
                        "what patience would cut waits",
                        KILLS,
                        "a/1",
                        BUSY,
                        WindowingTest::closed,
                        "waits o1: it could be retired (its patience has ended with 3 calls, and the plan says then: kill), but "
                                + UNTIL),
                row(
                        "unless it may be retired outside",
                        PlanBuilder.drainFirst()
                                .counters(TestPlans.counter("calls", 0, Duration.ofMinutes(30), PatienceOutcome.KILL))
                                .window("0 2 * * *", Duration.ofHours(4))
                                .retireOutside()
                                .build(),
                        "a/1",
                        BUSY,
                        WindowingTest::closed,
                        "retire o1 cutting calls"),
                row(
                        "patience that halts halts",
                        nights().counters(TestPlans.counter("calls", 0, Duration.ofMinutes(30), PatienceOutcome.HALT))
                                .build(),
                        "a/1",
                        BUSY,
                        WindowingTest::closed,
                        "LineStopped halt: o1 has 3 calls at the end of its patience, and the plan says then: halt"),
                row(
                        "the technique cuts nobody",
                        PlanBuilder.killReconnect()
                                .window("0 2 * * *", Duration.ofHours(4))
                                .build(),
                        "a/1",
                        "o1 a/1 1 settled calls=3\nn1 a/1 2 arrived\n",
                        WindowingTest::closed,
                        "waits o1: it could be retired"));
    }

    static Stream<Row> undoing() {
        return Stream.of(
                row(
                        "a rollback does not wait",
                        NIGHTS,
                        "a/1",
                        BUSY,
                        closed(s -> s.asked(Kind.ROLLBACK)),
                        "leave-drain o1"),
                row(
                        "nor does what it launches",
                        NIGHTS,
                        "a/1",
                        "o1 a/1 1 retired\nn1 a/1 2 arrived\no2 b/1 1 in\n",
                        closed(s -> s.asked(Kind.ROLLBACK)),
                        "launch a/1"),
                row(
                        "nor what it retires",
                        NIGHTS,
                        "a/1",
                        "o1 a/1 1 in\nn1 a/1 2 drained\no2 b/1 1 in\n",
                        closed(s -> s.asked(Kind.ROLLBACK)),
                        "retire n1"),
                row(
                        "an abort retires what has drained",
                        NIGHTS,
                        "a/1",
                        DRAINED,
                        closed(s -> s.asked(Kind.ABORT)),
                        "retire o1"),
                row(
                        "but cuts nobody",
                        KILLS,
                        "a/1",
                        BUSY,
                        closed(s -> s.asked(Kind.ABORT)),
                        "waits o1: it could be retired (its"),
                row(
                        "a host that somebody wants back comes back",
                        NIGHTS,
                        "a/1",
                        BUSY,
                        closed(s -> s.asked(Kind.UNDRAIN, "o1")),
                        "leave-drain o1"));
    }

    static Stream<Row> overriding() {
        UnaryOperator<Scene> ignored = closed(s -> s.with(new Fact.WindowsIgnored(Scene.ago("1m"), "me@here")));
        return Stream.of(
                row("whoever says now need not wait", NIGHTS, "a/1", UNTOUCHED, ignored, "launch a/1"),
                row(
                        "not to retire either",
                        KILLS,
                        "a/1 b/1",
                        "o1 a/1 1 draining calls=3\nn1 a/1 2 arrived\nn2 b/1 2 arrived\n",
                        ignored,
                        "retire o1 cutting calls"));
    }

    static Stream<Row> leaving() {
        Mandate apply = Mandate.apply(false);
        Mandate detach = Mandate.apply(true);
        UnaryOperator<Scene> applies = closed(by(apply));
        return Stream.of(
                row("nothing is in flight: until tonight", NIGHTS, "", UNTOUCHED, applies, "leaves " + UNTIL),
                row(
                        "only hosts that drain are left until then",
                        NIGHTS,
                        "a/1",
                        BUSY,
                        applies,
                        "leaves " + UNTIL + "; 1 host left to drain"),
                row("also such as have drained", NIGHTS, "a/1", DRAINED, applies, "leaves 1 host left to drain"),
                row("one that may be retired outside is waited for", OUTSIDE, "a/1", BUSY, applies),
                row("but not where none drains", OUTSIDE, "", UNTOUCHED, applies, "leaves " + UNTIL),
                row("a new host is seen in", NIGHTS, "a/1", "o1 a/1 1 in\nn1 a/1 2 joining\no2 b/1 1 in\n", applies),
                row(
                        "an old one is seen out",
                        NIGHTS,
                        "a/1",
                        "o1 a/1 1 settling\nn1 a/1 2 arrived\no2 b/1 1 in\n",
                        applies),
                row(
                        "and told to drain",
                        NIGHTS,
                        "a/1",
                        "o1 a/1 1 told calls=1\nn1 a/1 2 arrived\no2 b/1 1 in\n",
                        applies),
                row("in the simulation everything is waited for", NIGHTS, "a/1", BUSY, WindowingTest::closed),
                row("without windows a drain is waited for", ALWAYS, "a/1 b/1", ONLY_BUSY, by(apply)),
                row(
                        "unless it shall detach",
                        ALWAYS,
                        "a/1 b/1",
                        ONLY_BUSY,
                        by(detach),
                        "leaves only draining is left; 1 host"),
                row(
                        "which it does not while something is to be begun",
                        ALWAYS,
                        "a/1",
                        "o1 a/1 1 draining calls=3\nn1 a/1 2 arrived\no2 b/1 1 in\n",
                        by(detach),
                        "BatchOpened 2 [b/1]"),
                row(
                        "nor while a host settles",
                        ALWAYS,
                        "a/1",
                        "o1 a/1 1 settling calls=3\nn1 a/1 2 arrived\n",
                        by(detach)),
                row(
                        "what has drained is retired first",
                        ALWAYS,
                        "a/1",
                        "o1 a/1 1 drained\nn1 a/1 2 arrived\n",
                        by(detach),
                        "retire o1"));
    }

    static Stream<Row> reaping() {
        Mandate reap = Mandate.reap(false);
        return Stream.of(
                row("retires what has drained", ALWAYS, "a/1", DRAINED, by(reap), "retire o1"),
                row(
                        "opens no batch and leaves",
                        ALWAYS,
                        "a/1",
                        BUSY,
                        by(reap),
                        "leaves nothing more can be retired now; 1 host left to drain"),
                row(
                        "launches nothing",
                        ALWAYS,
                        "a/1 b/1",
                        "o1 a/1 1 in\no2 b/1 1 in\n",
                        by(reap),
                        "leaves nothing more can be retired now"),
                row(
                        "cordons nothing",
                        ALWAYS,
                        "a/1",
                        "o1 a/1 1 in\nn1 a/1 2 arrived\n",
                        by(reap),
                        "leaves nothing more"),
                row("waits for readings", ALWAYS, "a/1", "o1 a/1 1 draining calls=0*1\nn1 a/1 2 arrived\n", by(reap)),
                row(
                        "and for one that cannot be read",
                        ALWAYS,
                        "a/1",
                        "o1 a/1 1 draining calls=?\nn1 a/1 2 arrived\n",
                        by(reap)),
                row(
                        "tells to drain what was cordoned",
                        ALWAYS,
                        "a/1",
                        "o1 a/1 1 settled calls=1\nn1 a/1 2 arrived\n",
                        by(reap),
                        "enter-drain o1"),
                row(
                        "heeds the window",
                        NIGHTS,
                        "a/1",
                        DRAINED,
                        closed(by(reap)),
                        "leaves " + UNTIL + "; 1 host left to drain"),
                row("unless it is told not to", NIGHTS, "a/1", DRAINED, closed(by(Mandate.reap(true))), "retire o1"),
                row(
                        "ends a run of which nothing is left",
                        ALWAYS,
                        "a/1",
                        "o1 a/1 1 retired\nn1 a/1 2 arrived\n",
                        by(reap),
                        "RunEnded done: 1 slot on 2"));
    }

    @Test
    void shouldMarkNoHostWhileItIsClosed() {
        Scene scene = Scene.untouched(NIGHTS, UNTOUCHED).with(new Fact.WindowClosed(Scene.NOW, TONIGHT));

        Row.check(scene.decide(), List.of("waits run: " + UNTIL));
        Row.check(scene.by(Mandate.apply(false)).decide(), List.of("leaves " + UNTIL));
    }

    @Test
    void shouldWakeWhenTheWindowOpensAndWhenItCloses() {
        assertThat(closed(Scene.of(NIGHTS, "", UNTOUCHED)).decide().wakeAt()).isEqualTo(TONIGHT);

        Instant one = Instant.parse("2026-11-23T13:00:00Z");
        Scene open = Scene.of(NOON, "a/1", UNTOUCHED).with(new Fact.WindowOpened(Scene.ago("1h"), one));
        assertThat(open.decide().wakeAt()).isEqualTo(one);
    }
}
