package io.mediaup.rollout;

import static io.mediaup.rollout.Row.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.Slot;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.plan.RolloutSpec.OnFailure;
import io.mediaup.plan.RolloutSpec.OnHostLost;
import io.mediaup.plan.TargetSpec.FailedHosts;
import io.mediaup.rollout.Fact.LineStopped;
import io.mediaup.rollout.Request.Kind;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stops the line, what goes on then, and what people ask for. */
class StoppingTest {

    private static final Plan DRAIN = PlanBuilder.drainFirst().build();
    private static final Action LAUNCH = new Action.Launch(new Slot("a", 1), "2", Marks.NONE);
    private static final Fact STOP = new LineStopped(Scene.NOW, false, "2 failures");
    private static final String TWO = """
            o1 a/1 1 in
            o2 b/1 1 in
            """;

    @ParameterizedTest(name = "{0}")
    @MethodSource({"blindness", "failures", "losses", "pauses", "aborts"})
    void shouldDecide(Row row) {
        row.check();
    }

    static Stream<Row> blindness() {
        String twoOfThree = """
                o1 a/1 1 in calls=?30s
                o2 b/1 1 draining calls=?30s
                n2 b/1 2 arrived
                """;
        return Stream.of(
                row(
                        "more than half of three hosts",
                        DRAIN,
                        "a/1",
                        twoOfThree,
                        "LineStopped halt: the session counters of 2 of 3 hosts cannot be read for 30 s"),
                row(
                        "not before they are stale",
                        DRAIN,
                        "a/1",
                        twoOfThree.replace("?30s", "?29s"),
                        "launch a/1",
                        "waits o2: draining: calls unknown"),
                row("half is not more than half", DRAIN, "a/1", twoOfThree + "o3 c/1 1 in\n", "launch a/1"),
                row("of two hosts nothing follows", DRAIN, "a/1", """
                        o1 a/1 1 in calls=?30s
                        o2 b/1 1 in calls=?30s
                        """, "launch a/1"),
                row("nor from hosts that are not there yet", DRAIN, "a/1", """
                        o1 a/1 1 in
                        n1 a/1 2 booting calls=?30s
                        n2 b/1 2 booting calls=?30s
                        n3 c/1 2 booting calls=?30s
                        """, "waits n1: booting"));
    }

    static Stream<Row> failures() {
        String twoFailed = """
                o1 a/1 1 in
                n1 a/1 2 failed
                o2 b/1 1 in
                n2 b/1 2 failed
                """;
        Plan pause = PlanBuilder.drainFirst().onFailure(OnFailure.PAUSE).build();
        String oneFailed = """
                o1 a/1 1 in
                n1 a/1 2 failed
                """;
        return Stream.of(
                row("below max-failures another one is tried", DRAIN, "a/1", oneFailed, "discard n1", "launch a/1"),
                row(
                        "failed hosts are kept where the plan says so",
                        PlanBuilder.drainFirst().failedHosts(FailedHosts.KEEP).build(),
                        "a/1",
                        oneFailed,
                        "launch a/1"),
                row(
                        "max-failures halts",
                        DRAIN,
                        "a/1 b/1",
                        twoFailed,
                        "LineStopped halt: 2 failures reached max-failures: 2"),
                row(
                        "halted, what failed goes before the run ends",
                        DRAIN,
                        "a/1 b/1",
                        twoFailed + "n3 b/1 2 booting\n",
                        s -> s.with(STOP),
                        "discard n1",
                        "discard n2"),
                row(
                        "or what can be of it",
                        DRAIN,
                        "a/1 b/1",
                        twoFailed,
                        s -> s.with(STOP)
                                .failed(new Action.Discard(new HostId("n1")), true, "5m")
                                .failed(new Action.Discard(new HostId("n2")), false, "9m", "8m", "7m", "6m", "5m"),
                        "RunEnded halted: 2 failures"),
                row(
                        "or stays where the plan keeps it",
                        PlanBuilder.drainFirst().failedHosts(FailedHosts.KEEP).build(),
                        "a/1 b/1",
                        twoFailed,
                        s -> s.with(STOP),
                        "RunEnded halted: 2 failures"),
                row("or pauses", pause, "a/1 b/1", twoFailed, "LineStopped pause: 2 failures reached max-failures: 2"),
                row(
                        "a larger bound does neither",
                        PlanBuilder.drainFirst().maxFailures(3).build(),
                        "a/1",
                        twoFailed,
                        "discard n1",
                        "discard n2",
                        "launch a/1"),
                row(
                        "a failed launch counts",
                        DRAIN,
                        "a/1",
                        TWO,
                        s -> s.failed(LAUNCH, false, "3m", "2m"),
                        "LineStopped halt: 2 failures reached max-failures: 2"),
                row(
                        "it is not tried again at once",
                        DRAIN,
                        "a/1",
                        TWO,
                        s -> s.failed(LAUNCH, false, "0.5S"),
                        "waits a/1: launch failed: the cloud said no; trying again"),
                row("but soon", DRAIN, "a/1", TWO, s -> s.failed(LAUNCH, false, "1S"), "launch a/1"),
                row(
                        "what cannot succeed is not tried again",
                        DRAIN,
                        "a/1",
                        TWO,
                        s -> s.failed(LAUNCH, true, "5m"),
                        "LineStopped halt: a/1/launch failed: the cloud said no"),
                row(
                        "nor what failed five times",
                        DRAIN,
                        "b/1",
                        """
                        o1 a/1 1 cordoned
                        n1 a/1 2 arrived
                        o2 b/1 1 in
                        """,
                        s -> s.failed(new Action.Deregister(new HostId("o1")), false, "9m", "8m", "7m", "6m", "5m"),
                        "LineStopped halt: o1/deregister failed 5 times: the cloud said no"),
                row(
                        "a halted run ends when nothing is in flight",
                        DRAIN,
                        "a/1",
                        TWO,
                        s -> s.with(stopped(false)),
                        "RunEnded halted: test"),
                row(
                        "and not before",
                        DRAIN,
                        "a/1",
                        """
                        o1 a/1 1 cordoning
                        o2 b/1 1 in
                        """,
                        s -> s.with(stopped(false)),
                        "waits run: for what is in flight, to stop"));
    }

    static Stream<Row> losses() {
        Plan halt = PlanBuilder.drainFirst().onHostLost(OnHostLost.HALT).build();
        String lost = """
                o1 a/1 1 gone
                o2 b/1 1 in
                """;
        return Stream.of(
                row("a host that dies is noted", DRAIN, "b/1", lost, "HostLost o1"),
                row("one that shuts down too", DRAIN, "b/1", lost.replace("gone", "stopping"), "HostLost o1"),
                row("one that is no longer listed too", DRAIN, "b/1", lost.replace("gone", "missing"), "HostLost o1"),
                row(
                        "its replacement is launched",
                        DRAIN,
                        "b/1",
                        lost,
                        s -> s.with(lost("o1")),
                        "launch a/1",
                        "launch b/1"),
                row(
                        "or the run stops",
                        halt,
                        "b/1",
                        lost,
                        "HostLost o1",
                        "LineStopped halt: o1 was lost, and the plan says on-host-lost: halt"),
                row(
                        "a new one that dies counts as a failure of the version",
                        PlanBuilder.drainFirst().maxFailures(1).build(),
                        "a/1",
                        """
                        o1 a/1 1 retired
                        n1 a/1 2 arrived
                        o2 b/1 1 in
                        """,
                        s -> s.with(lost("n1")),
                        "LineStopped halt: 1 failure reached max-failures: 1"),
                row(
                        "an old one does not",
                        PlanBuilder.drainFirst().maxFailures(1).build(),
                        "b/1",
                        lost,
                        s -> s.with(lost("o1")),
                        "launch a/1",
                        "launch b/1"),
                row(
                        "a draining one is not missed",
                        DRAIN,
                        "a/1",
                        """
                        o1 a/1 1 draining calls=4
                        n1 a/1 2 arrived
                        """,
                        s -> s.with(lost("o1")),
                        "RunEnded done: 1 slot on 2"));
    }

    static Stream<Row> pauses() {
        UnaryOperator<Scene> pause = s -> s.asked(Kind.PAUSE);
        String drained = """
                o1 a/1 1 drained
                n1 a/1 2 arrived
                o2 b/1 1 in
                """;
        return Stream.of(
                row("nothing new is opened", DRAIN, "", TWO, pause, "waits run: paused"),
                row("nothing is launched", DRAIN, "a/1", TWO, pause, "waits run: paused"),
                row("nothing is cordoned", DRAIN, "a/1", """
                        o1 a/1 1 in
                        n1 a/1 2 arrived
                        """, pause, "waits run: paused"),
                row(
                        "nothing is retired, and it says so",
                        DRAIN,
                        "a/1",
                        drained,
                        pause,
                        "waits o1: paused: it could be retired (0 calls in 3 readings)"),
                row("what was begun comes to its end", DRAIN, "a/1 b/1", """
                        o1 a/1 1 cordoned
                        n1 a/1 2 arrived
                        o2 b/1 1 in
                        n2 b/1 2 ready
                        """, pause, "register n2", "deregister o1"),
                row(
                        "the same when a failure paused it",
                        DRAIN,
                        "a/1",
                        drained,
                        s -> s.with(stopped(true)),
                        "waits o1: paused"),
                row(
                        "resumed, it goes on",
                        DRAIN,
                        "a/1",
                        TWO,
                        s -> s.asked(Kind.PAUSE).asked(Kind.RESUME),
                        "launch a/1"),
                row(
                        "also after a failure",
                        DRAIN,
                        "a/1",
                        TWO,
                        s -> s.failed(LAUNCH, true, "5m").with(stopped(true)).asked(Kind.RESUME),
                        "launch a/1"),
                row("a paused run does not end", DRAIN, "a/1", """
                        o1 a/1 1 retired
                        n1 a/1 2 arrived
                        """, pause, "waits run: paused"));
    }

    static Stream<Row> aborts() {
        UnaryOperator<Scene> abort = s -> s.asked(Kind.ABORT);
        return Stream.of(
                row(
                        "ends at once where nothing was begun",
                        DRAIN,
                        "a/1",
                        TWO,
                        abort,
                        "RunEnded aborted: aborted by me@here"),
                row(
                        "a host that is replaced goes on leaving",
                        DRAIN,
                        "a/1",
                        """
                        o1 a/1 1 drained
                        n1 a/1 2 arrived
                        o2 b/1 1 in
                        """,
                        abort,
                        "retire o1",
                        "waits run: aborting: nothing new is started"),
                row("one that nothing replaces goes back: first its flag", DRAIN, "a/1", """
                        o1 a/1 1 draining calls=3
                        o2 b/1 1 in
                        """, abort, "leave-drain o1"),
                row("then into rotation", DRAIN, "a/1", """
                        o1 a/1 1 settling calls=3
                        o2 b/1 1 in
                        """, abort, "register o1"),
                row("and back in it the mark comes off", DRAIN, "a/1", """
                        o1 a/1 1 cordoned calls=3
                        o2 b/1 1 in
                        """, abort, "uncordon o1"),
                row("a new host that is on its way arrives first", DRAIN, "a/1", """
                        o1 a/1 1 in
                        n1 a/1 2 ready
                        """, abort, "register n1"),
                row(
                        "an abort ends a pause",
                        DRAIN,
                        "a/1",
                        TWO,
                        s -> s.asked(Kind.PAUSE).asked(Kind.ABORT),
                        "RunEnded aborted: aborted by me@here"));
    }

    @Test
    void shouldChangeNothingWhenItCannotSeeEverything() {
        Scene scene = Scene.of(DRAIN, "a/1", TWO);
        FleetSnapshot gap = new FleetSnapshot(Scene.NOW, scene.snapshot().hosts(), List.of("rate exceeded"));

        Decision decision = new RolloutDecider(DRAIN).decide(gap, scene.state(), Scene.NOW);

        Row.check(decision, List.of("waits run: cannot see: rate exceeded"));
        assertThat(decision.verdicts()).isEmpty();
    }

    @Test
    void shouldDoNothingOnceTheRunHasEnded() {
        Scene scene = Scene.of(DRAIN, "a/1", TWO).with(new Fact.RunEnded(Scene.NOW, Outcome.HALTED, "test"));

        Row.check(scene.decide(), List.of());
    }

    @Test
    void shouldWakeForTheNextTry() {
        Decision decision =
                Scene.of(DRAIN, "a/1", TWO).failed(LAUNCH, false, "0.5S").decide();

        assertThat(decision.wakeAt()).isEqualTo(Scene.NOW.plusMillis(500));
    }

    private static LineStopped stopped(boolean pause) {
        return new LineStopped(Instant.EPOCH, pause, "test");
    }

    private static Fact lost(String host) {
        return new Fact.HostLost(Scene.NOW, new HostId(host), java.util.Map.of(), "test");
    }
}
