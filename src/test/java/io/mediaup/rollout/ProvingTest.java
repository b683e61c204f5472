package io.mediaup.rollout;

import static io.mediaup.rollout.Row.row;
import static io.mediaup.rollout.Scene.ago;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.fleet.GateVerdict;
import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Slot;
import io.mediaup.plan.GateSpec.Inconclusive;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.plan.RolloutSpec.OnFailure;
import io.mediaup.plan.TestPlans;
import io.mediaup.rollout.Request.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the new hosts of a batch must prove before the next one, and what follows when they do not. */
class ProvingTest {

    private static final Plan CANARY = canary(false).build();
    private static final Plan APPROVED = canary(true).build();
    private static final Plan GATED = gated(Inconclusive.PAUSE).build();
    private static final Plan BACK =
            gated(Inconclusive.FAIL).onFailure(OnFailure.ROLLBACK).build();

    /** The canary is in rotation, its old host drains; two slots are still outdated. */
    private static final String UP = """
            o1 a/1 1 draining calls=3 cordoned=20S
            n1 a/1 2 arrived
            o2 b/1 1 in
            o3 c/1 1 in
            """;

    private static PlanBuilder canary(boolean approve) {
        return PlanBuilder.drainFirst().batches("1").surge("1").canary(1, Duration.ofMinutes(10), approve);
    }

    private static PlanBuilder gated(Inconclusive inconclusive) {
        return canary(false).gates(TestPlans.gate("ice", inconclusive));
    }

    private static UnaryOperator<Scene> baking(String since) {
        return s -> s.with(new Fact.BakeBegan(ago(since), 1));
    }

    private static UnaryOperator<Scene> judged(String bakeSince, GateVerdict verdict, String at) {
        return s -> baking(bakeSince).apply(s).with(new Fact.GateJudged(ago(at), "ice", verdict, "measured"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"sizes", "bakes", "approvals", "gates", "failures", "leavings"})
    void shouldDecide(Row row) {
        row.check();
    }

    static Stream<Row> bakes() {
        return Stream.of(
                row("the bake begins when the canary is in rotation", CANARY, "a/1", UP, "BakeBegan 1"),
                row("not before", CANARY, "a/1", UP.replace("arrived", "joining"), "waits n1: registered"),
                row(
                        "while it bakes nothing follows",
                        CANARY,
                        "a/1",
                        UP,
                        baking("9m"),
                        "waits run: the canary bakes for 1 min"),
                row("when it has baked it is proven", CANARY, "a/1", UP, baking("10m"), "BatchProven 1"),
                row(
                        "then the next batch is opened",
                        CANARY,
                        "a/1",
                        UP,
                        s -> baking("10m").apply(s).with(new Fact.BatchProven(ago("1S"), 1, "test")),
                        "BatchOpened 2 [b/1]"),
                row(
                        "the clock that was put forward does not end it",
                        CANARY,
                        "a/1",
                        UP,
                        s -> baking("9m").apply(s).with(new Fact.ClockJumped(ago("1S"), Duration.ofMinutes(5))),
                        "waits run: the canary bakes for 6 min"),
                row(
                        "a canary that was lost bakes again",
                        canary(false).maxFailures(5).build(),
                        "a/1",
                        UP + "x1 a/1 2 failed\n",
                        s -> s.with(
                                new Fact.BakeBegan(ago("10m"), 1),
                                new Fact.HostLost(ago("1m"), id("x1"), Map.of(), "")),
                        "BakeBegan 1"),
                row(
                        "so does one of which a host came later than the others",
                        CANARY,
                        "a/1",
                        UP,
                        s -> baking("10m").apply(s).with(new Fact.HostEnteredRotation(ago("1m"), id("n1"))),
                        "BakeBegan 1"),
                row(
                        "out of rotation it is not proven",
                        CANARY,
                        "a/1",
                        UP.replace("n1 a/1 2 arrived", "n1 a/1 2 out"),
                        baking("11m"),
                        "waits run: the canary has baked, but a/1 is out of rotation"),
                row(
                        "and has failed when that lasts",
                        CANARY,
                        "a/1",
                        UP.replace("n1 a/1 2 arrived", "n1 a/1 2 out"),
                        baking("20m"),
                        "LineStopped halt: the canary failed: a/1 was in rotation and is not any more"),
                row(
                        "its old host is kept although it has drained",
                        CANARY,
                        "a/1",
                        UP.replace("draining calls=3 cordoned=20S", "drained"),
                        baking("9m"),
                        "waits o1: kept for a way back until what replaces it is proven"),
                row(
                        "unless nothing else could drain before it is gone",
                        canary(false).maxDraining("1").build(),
                        "a/1",
                        UP.replace("draining calls=3 cordoned=20S", "drained"),
                        baking("9m"),
                        "retire o1"),
                row(
                        "nor is it kept when the run is aborted",
                        CANARY,
                        "a/1",
                        UP.replace("draining calls=3 cordoned=20S", "drained"),
                        s -> baking("9m").apply(s).asked(Kind.ABORT),
                        "retire o1"));
    }

    static Stream<Row> sizes() {
        Plan atOnce =
                PlanBuilder.killReconnect().canary(1, Duration.ZERO, false).build();
        Plan ramp = canary(false).batches("2", "1").build();
        String three = """
                o1 a/1 1 in
                o2 b/1 1 in
                o3 c/1 1 in
                """;
        return Stream.of(
                row("a canary is the first batch", ramp, "", three, "BatchOpened 1 [a/1]"),
                row("also where all others go at once", atOnce, "", three, "BatchOpened 1 [a/1]"),
                row(
                        "the first size is that of the batch after it",
                        ramp,
                        "a/1",
                        UP,
                        s -> baking("10m").apply(s).with(new Fact.BatchProven(ago("1S"), 1, "test")),
                        "BatchOpened 2 [b/1, c/1]"));
    }

    static Stream<Row> approvals() {
        return Stream.of(
                row(
                        "a canary waits for a person",
                        APPROVED,
                        "a/1",
                        UP,
                        baking("10m"),
                        "waits run: the canary has baked, and waits for 'mediaup approve'"),
                row(
                        "who was there",
                        APPROVED,
                        "a/1",
                        UP,
                        s -> baking("15m").apply(s).asked(Kind.APPROVE),
                        "BatchProven 1"),
                row(
                        "who saw all of the bake",
                        APPROVED,
                        "a/1",
                        UP,
                        s -> baking("10m30S").apply(s).asked(Kind.APPROVE),
                        "waits run: the canary has baked, and waits for 'mediaup approve'"));
    }

    static Stream<Row> gates() {
        return Stream.of(
                row(
                        "a pass of before the end of the bake is not enough",
                        GATED,
                        "a/1",
                        UP,
                        judged("10m", GateVerdict.PASS, "1m"),
                        "waits run: the canary is judged by ice"),
                row("one after it is", GATED, "a/1", UP, judged("12m", GateVerdict.PASS, "1m"), "BatchProven 1"),
                row(
                        "a process that joins judges anew",
                        GATED,
                        "a/1",
                        UP,
                        s -> judged("12m", GateVerdict.PASS, "1m")
                                .apply(s)
                                .with(new Fact.RunnerJoined(ago("30S"), "other")),
                        "waits run: the canary is judged by ice"),
                row(
                        "a fail stops the line at once",
                        GATED,
                        "a/1",
                        UP,
                        judged("1m", GateVerdict.FAIL, "1S"),
                        "LineStopped halt: the gate ice failed: measured"),
                row(
                        "also for a process that joins",
                        GATED,
                        "a/1",
                        UP,
                        s -> judged("1m", GateVerdict.FAIL, "2S")
                                .apply(s)
                                .with(new Fact.RunnerJoined(ago("1S"), "other")),
                        "LineStopped halt: the gate ice failed: measured"),
                row(
                        "without data the bake goes on",
                        GATED,
                        "a/1",
                        UP,
                        judged("1m", GateVerdict.INCONCLUSIVE, "1S"),
                        "waits run: the canary bakes for 9 min more (ice: inconclusive)"),
                row(
                        "until its end",
                        GATED,
                        "a/1",
                        UP,
                        judged("10m", GateVerdict.INCONCLUSIVE, "1m"),
                        "LineStopped pause: the gate ice is inconclusive: measured"),
                row(
                        "which may be as good as a pass",
                        gated(Inconclusive.PASS).build(),
                        "a/1",
                        UP,
                        judged("12m", GateVerdict.INCONCLUSIVE, "1m"),
                        "BatchProven 1"),
                row(
                        "or as bad as a fail",
                        gated(Inconclusive.FAIL).build(),
                        "a/1",
                        UP,
                        judged("12m", GateVerdict.INCONCLUSIVE, "1m"),
                        "LineStopped halt: the gate ice failed: measured"),
                row(
                        "an error is neither, so somebody should look",
                        GATED,
                        "a/1",
                        UP,
                        judged("1m", GateVerdict.ERROR, "1S"),
                        "LineStopped pause: the gate ice cannot be judged: measured"),
                row(
                        "every batch is judged, and needs no bake",
                        GATED,
                        "",
                        UP,
                        s -> s.with(new Fact.BatchOpened(ago("1h"), 2, List.of(new Slot("a", 1)), "test")),
                        "BakeBegan 2"),
                row(
                        "a run of all current hosts does not end unjudged",
                        GATED,
                        "a/1",
                        "n1 a/1 2 arrived\n",
                        baking("11m"),
                        "waits run: the canary is judged by ice"));
    }

    static Stream<Row> failures() {
        return Stream.of(
                row(
                        "a failed gate turns the run round",
                        BACK,
                        "a/1",
                        UP,
                        judged("1m", GateVerdict.FAIL, "1S"),
                        "RollbackBegan the gate ice failed: measured"),
                row(
                        "also when it has passed since, before anybody could act on that",
                        BACK,
                        "a/1",
                        UP,
                        s -> judged("1m", GateVerdict.FAIL, "9S")
                                .apply(s)
                                .with(new Fact.GateJudged(ago("1S"), "ice", GateVerdict.PASS, "measured")),
                        "RollbackBegan the gate ice failed: measured"),
                row(
                        "an error does not",
                        BACK,
                        "a/1",
                        UP,
                        judged("1m", GateVerdict.ERROR, "1S"),
                        "LineStopped pause: the gate ice cannot be judged: measured"),
                row(
                        "a person's pause is kept up",
                        BACK,
                        "a/1",
                        UP,
                        s -> judged("1m", GateVerdict.FAIL, "1S").apply(s).asked(Kind.PAUSE),
                        "waits run: paused"),
                row(
                        "max-failures turns it round",
                        BACK,
                        "a/1 b/1",
                        """
                        o1 a/1 1 in
                        n1 a/1 2 failed
                        o2 b/1 1 in
                        n2 b/1 2 failed
                        """,
                        "RollbackBegan 2 failures reached max-failures: 2"),
                row(
                        "the survivor is back first, and the bad host goes",
                        BACK,
                        "a/1",
                        UP,
                        s -> s.with(new Fact.RollbackBegan(ago("1S"), "test")),
                        "leave-drain o1"),
                row(
                        "the way back is judged by nobody",
                        BACK,
                        "a/1",
                        UP.replace("draining calls=3 cordoned=20S", "in"),
                        s -> judged("1m", GateVerdict.FAIL, "1S")
                                .apply(s)
                                .with(new Fact.RollbackBegan(ago("1S"), "test")),
                        "cordon n1"));
    }

    static Stream<Row> leavings() {
        Plan two = PlanBuilder.drainFirst().maxVersions(2).surge("1").build();
        String threeVersions = """
                o0 - 0 draining calls=3
                o1 a/1 1 in
                o2 b/1 1 in
                """;
        return Stream.of(
                row(
                        "max-versions holds the first batch up",
                        two,
                        "",
                        threeVersions,
                        "waits run: no host of 2 is launched yet: 0, 1 are alive, and at most 2 versions may be"),
                row(
                        "until one version is gone",
                        two,
                        "",
                        threeVersions.replace("o0 - 0 draining calls=3\n", ""),
                        "BatchOpened 1 [a/1]"),
                row(
                        "a target that is alive already may go on",
                        two,
                        "",
                        threeVersions.replace("o0 - 0 draining calls=3", "o0 - 2 draining calls=3"),
                        "BatchOpened 1 [a/1]"));
    }

    @Test
    void shouldAskForJudgementsFromTheBakeOnAndAgainFromItsEndOn() {
        assertThat(judgesFrom(Scene.of(GATED, "a/1", UP))).isEmpty();
        assertThat(judgesFrom(baking("1m").apply(Scene.of(GATED, "a/1", UP)))).contains(ago("1m"));
        assertThat(judgesFrom(baking("12m").apply(Scene.of(GATED, "a/1", UP)))).contains(ago("2m"));
        assertThat(judgesFrom(baking("12m").apply(Scene.of(GATED, "a/1", UP)).asked(Kind.ABORT)))
                .isEmpty();
    }

    @Test
    void shouldJudgeByTheNewHostsInRotationOnly() {
        Scene scene = baking("1m").apply(Scene.of(GATED, "a/1", UP));

        List<Host> hosts = new RolloutDecider(GATED)
                .judging(scene.snapshot(), scene.state(), Scene.NOW)
                .orElseThrow()
                .hosts();

        assertThat(hosts).extracting(Host::id).containsExactly(id("n1"));
    }

    private static Optional<Instant> judgesFrom(Scene scene) {
        return new RolloutDecider(GATED)
                .judging(scene.snapshot(), scene.state(), Scene.NOW)
                .map(Judging::from);
    }

    private static HostId id(String name) {
        return new HostId(name);
    }
}
