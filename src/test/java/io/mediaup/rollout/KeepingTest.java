package io.mediaup.rollout;

import static io.mediaup.rollout.Row.row;
import static io.mediaup.rollout.Scene.ago;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.plan.GateSpec.Inconclusive;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.plan.TestPlans;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code retire.keep-for}: an old host that could go stays for a while, for an instant way back. */
class KeepingTest {

    private static final Duration KEPT = Duration.ofMinutes(30);
    private static final Plan PLAN = PlanBuilder.activePassive().keepFor(KEPT).build();
    private static final String DRAINED = """
            o1 a/1 1 drained cordoned=20m
            n1 a/1 2 arrived
            """;

    @ParameterizedTest(name = "{0}")
    @MethodSource({"kept", "free", "proving", "leaving"})
    void shouldDecide(Row row) {
        row.check();
    }

    @Test
    void shouldWakeWhenTheTimeIsOver() {
        Decision decision = Scene.of(PLAN, "a/1", DRAINED).decide();

        assertThat(decision.wakeAt()).isEqualTo(ago("20m").plus(KEPT));
    }

    static Stream<Row> kept() {
        Plan kill = PlanBuilder.killReconnect().keepFor(KEPT).build();
        Plan rolling = PlanBuilder.drainFirst().keepFor(KEPT).build();
        return Stream.of(
                row(
                        "it has drained",
                        PLAN,
                        "a/1",
                        DRAINED,
                        "waits o1: kept for an instant way back for 10 min more; 0 calls in 3 readings"),
                row("in a rolling rollout, too", rolling, "a/1", DRAINED, "waits o1: kept for an instant way back"),
                row("its sessions are not cut before", kill, "a/1", """
                        o1 a/1 1 settled cordoned=20m calls=3
                        n1 a/1 2 arrived
                        """, "waits o1: kept for an instant way back"),
                row(
                        "also when the run is aborted",
                        PLAN,
                        "a/1",
                        DRAINED,
                        scene -> scene.asked(Request.Kind.ABORT),
                        "waits o1: kept for an instant way back"),
                row(
                        "a rollback has it back at once",
                        PLAN,
                        "a/1",
                        DRAINED,
                        scene -> scene.asked(Request.Kind.ROLLBACK),
                        "leave-drain o1"));
    }

    static Stream<Row> free() {
        return Stream.of(
                row("the time is over", PLAN, "a/1", DRAINED.replace("20m", "30m"), "retire o1"),
                row(
                        "somebody asked for it to be replaced",
                        PLAN,
                        "a/1",
                        DRAINED,
                        scene -> scene.asked(Request.Kind.DRAIN, "o1"),
                        "retire o1"),
                row("it runs the new version and is one too many", PLAN, "a/1", """
                        o1 - 2 drained cordoned=20m
                        n1 a/1 2 arrived
                        """, "retire o1"),
                row("no way back leads to what an earlier run took out", PLAN, "a/1", """
                        o1 - 0 drained cordoned=20m
                        n1 a/1 2 arrived
                        """, "retire o1"),
                row(
                        "on the way back itself nothing is kept",
                        PLAN,
                        "a/1",
                        """
                        o1 a/1 1 in
                        n1 a/1 2 drained cordoned=20m
                        """,
                        scene -> scene.asked(Request.Kind.ROLLBACK),
                        "retire n1"));
    }

    /** A whole side is kept until it is proven, however long that takes. */
    static Stream<Row> proving() {
        Plan gated = PlanBuilder.activePassive()
                .gates(TestPlans.gate("ice", Inconclusive.PAUSE))
                .build();
        Fact bake = new Fact.BakeBegan(ago("1m"), 1);
        return Stream.of(
                row(
                        "before its gates have passed",
                        gated,
                        "a/1",
                        DRAINED,
                        scene -> scene.with(bake),
                        "waits o1: kept for a way back until what replaces it is proven"),
                row(
                        "and no longer",
                        gated,
                        "a/1",
                        DRAINED,
                        scene -> scene.with(bake, new Fact.BatchProven(ago("1m"), 1, "ice: 0")),
                        "retire o1"));
    }

    static Stream<Row> leaving() {
        return Stream.of(
                row(
                        "a reap does not wait for it",
                        PLAN,
                        "a/1",
                        DRAINED,
                        scene -> scene.by(Mandate.reap(false)),
                        "waits o1: kept for an instant way back",
                        "leaves nothing more can be retired now; 1 host left to drain"),
                row(
                        "nor does a process that detaches",
                        PLAN,
                        "a/1",
                        DRAINED,
                        scene -> scene.by(Mandate.apply(true)),
                        "leaves only draining is left"));
    }
}
