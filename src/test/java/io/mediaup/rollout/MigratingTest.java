package io.mediaup.rollout;

import static io.mediaup.plan.PatienceOutcome.HALT;
import static io.mediaup.plan.PatienceOutcome.KILL;
import static io.mediaup.plan.PatienceOutcome.MIGRATE;
import static io.mediaup.plan.PatienceOutcome.WAIT;
import static io.mediaup.rollout.Row.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.fleet.HostId;
import io.mediaup.plan.MigrationSpec;
import io.mediaup.plan.MigrationSpec.Means;
import io.mediaup.plan.PatienceOutcome;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.plan.TestPlans;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A cordoned host whose sessions are moved: who is asked, how many at once, what is believed, and what is left. */
class MigratingTest {

    private static final HostId OLD = new HostId("o1");
    private static final HostId NEW = new HostId("n1");

    @ParameterizedTest(name = "{0}")
    @MethodSource({"asking", "judging", "leftovers", "afterPatience"})
    void shouldDecide(Row row) {
        row.check();
    }

    static Stream<Row> asking() {
        return Stream.of(
                moving("drained as it should be, it is asked nothing", "calls=0", "HostDrained o1"),
                moving("its sessions are asked to move once it drains", "calls=3 cordoned=5m", "migrate o1"),
                moving(
                        "a count that cannot be read moves nobody",
                        "calls=? cordoned=5m",
                        "waits o1: its sessions cannot be counted"),
                row(
                        "without a current host in rotation they stay",
                        plan(Means.NOTIFY, WAIT),
                        "a/1",
                        "o1 a/1 1 draining calls=3 cordoned=5m\nn1 a/1 2 booting",
                        "waits o1: its sessions stay until a current host gets traffic"),
                row(
                        "any other current host takes them where the slot has none",
                        plan(Means.NOTIFY, WAIT),
                        "a/1",
                        "o1 - 1 draining calls=3 cordoned=5m\nn1 a/1 2 in",
                        "migrate o1"),
                moving(
                        "asked a moment ago, others wait for the pace",
                        "calls=40 cordoned=5m",
                        asked(20, 40, "0.5S"),
                        "waits o1: moving its sessions to n1: 40 left, at 20.0 a second"),
                moving("a second later the next are asked", "calls=40 cordoned=5m", asked(20, 40, "1S"), "migrate o1"),
                moving(
                        "all asked, they are waited for",
                        "calls=20 cordoned=5m",
                        asked(20, 20, "10S"),
                        "waits o1: moving its sessions to n1: 20 left, all of them asked"),
                row(
                        "no more than may be on their way",
                        plan(Means.NOTIFY, WAIT),
                        "a/1 a/2",
                        "o1 a/1 1 draining calls=200 cordoned=5m\no2 a/2 1 draining calls=5 cordoned=5m\nn1 a/1 2 in\nn2 a/2 2 in",
                        asked(200, 200, "20S"),
                        "waits o1: moving its sessions to n1: 200 left, all of them asked",
                        "waits o2: 200 sessions are on their way, and at most 200 may be"),
                moving(
                        "paused, nobody is asked",
                        "calls=3 cordoned=5m",
                        scene -> scene.asked(Request.Kind.PAUSE),
                        "waits o1: draining: 3 calls"));
    }

    static Stream<Row> judging() {
        return Stream.of(
                moving(
                        "gone here and more there: they have moved",
                        "calls=5 cordoned=5m\nn1 a/1 2 in calls=20",
                        asked(15, 20, "10S"),
                        "SessionsMoved o1"),
                moving(
                        "gone here and not yet there: there is time",
                        "calls=5 cordoned=5m\nn1 a/1 2 in calls=0",
                        asked(15, 20, "10S"),
                        "migrate o1"),
                moving(
                        "gone here and never there: that is said, and counts as a failure",
                        "calls=5 cordoned=5m\nn1 a/1 2 in calls=0",
                        asked(15, 20, "31S"),
                        "SessionsMoved o1"),
                moving(
                        "a look from before they were asked proves nothing",
                        "calls=20@12S cordoned=5m\nn1 a/1 2 in calls=9",
                        asked(20, 20, "10S"),
                        "waits o1: moving its sessions to n1: 20 left, all of them asked"));
    }

    static Stream<Row> leftovers() {
        return Stream.of(
                late(WAIT, "wait: what is left goes on, and is said", "HostOverdue o1"),
                late(KILL, "kill: what is left goes with the host", "retire o1 cutting calls"),
                late(
                        HALT,
                        "halt: the run stops",
                        "LineStopped halt: o1 has 3 calls at the end of its patience, and the plan says then: halt"),
                row(
                        "three rounds that moved nobody are enough",
                        plan(Means.NOTIFY, KILL),
                        "a/1",
                        "o1 a/1 1 draining calls=3 cordoned=5m\nn1 a/1 2 in",
                        scene -> scene.with(moved(0, 0, true), moved(0, 0, true), moved(0, 0, true)),
                        "retire o1 cutting calls"),
                row(
                        "that nobody else can be asked is none: who was asked a moment ago is on the way",
                        plan(Means.NOTIFY, KILL),
                        "a/1",
                        "o1 a/1 1 draining calls=21 cordoned=5m\nn1 a/1 2 in",
                        scene -> asked(20, 21, "10S")
                                .andThen(asked(0, 21, "9S"))
                                .andThen(asked(0, 21, "8S"))
                                .andThen(asked(0, 21, "7S"))
                                .apply(scene),
                        "waits o1: moving its sessions to n1: 21 left, all of them asked"),
                row(
                        "nor is that a server names nobody before they are counted again",
                        plan(Means.NOTIFY, KILL),
                        "a/1",
                        "o1 a/1 1 draining calls=3@2S cordoned=5m\nn1 a/1 2 in",
                        asked(0, 3, "1S"),
                        "waits o1: its server named none of 3 open sessions: they are counted again first"),
                row(
                        "three times is, with a count after each",
                        plan(Means.NOTIFY, KILL),
                        "a/1",
                        "o1 a/1 1 draining calls=3 cordoned=5m\nn1 a/1 2 in",
                        scene -> asked(0, 3, "12S")
                                .andThen(asked(0, 3, "7S"))
                                .andThen(asked(0, 3, "1S"))
                                .apply(scene),
                        "retire o1 cutting calls"),
                row(
                        "two failed migrations stop the line",
                        plan(Means.NOTIFY, WAIT),
                        "a/1",
                        "o1 a/1 1 draining calls=3 cordoned=5m\nn1 a/1 2 in",
                        scene -> scene.with(moved(9, 0, false), moved(9, 0, false)),
                        "LineStopped halt: 2 failures reached max-failures: 2"));
    }

    static Stream<Row> afterPatience() {
        Plan plan = PlanBuilder.drainFirst()
                .counters(TestPlans.counter("calls", 0, Duration.ofHours(1), MIGRATE))
                .migration(TestPlans.migration(Means.NOTIFY, KILL))
                .build();
        return Stream.of(
                row(
                        "while its patience lasts it is only waited for",
                        plan,
                        "a/1",
                        "o1 a/1 1 draining calls=3 cordoned=59m\nn1 a/1 2 in",
                        "waits o1: draining: 3 calls"),
                row(
                        "then what is left is moved",
                        plan,
                        "a/1",
                        "o1 a/1 1 draining calls=3 cordoned=1h\nn1 a/1 2 in",
                        "migrate o1"),
                row(
                        "and when that takes too long, cut",
                        plan,
                        "a/1",
                        "o1 a/1 1 draining calls=3 cordoned=70m\nn1 a/1 2 in",
                        "retire o1 cutting calls"));
    }

    @Test
    void shouldAskInPortionsOfASecondAndNeverBeyondWhatMayBeOnItsWay() {
        assertThat(portion("o1 a/1 1 draining calls=90 cordoned=5m\nn1 a/1 2 in", UnaryOperator.identity()))
                .isEqualTo(20);
        assertThat(portion("o1 a/1 1 draining calls=7 cordoned=5m\nn1 a/1 2 in", UnaryOperator.identity()))
                .isEqualTo(7);
        assertThat(portion("o1 a/1 1 draining calls=300 cordoned=5m\nn1 a/1 2 in", asked(195, 300, "10S")))
                .isEqualTo(5);
    }

    @Test
    void shouldSayWhetherWhoLeftOneSideReachedTheOther() {
        assertThat(verdict("calls=5 cordoned=5m\nn1 a/1 2 in calls=21", "10S"))
                .isEqualTo(new Fact.SessionsMoved(Scene.NOW, OLD, NEW, 15, 15, 16, true));
        assertThat(verdict("calls=5 cordoned=5m\nn1 a/1 2 in calls=3", "30S"))
                .isEqualTo(new Fact.SessionsMoved(Scene.NOW, OLD, NEW, 15, 15, 0, false));
        assertThat(verdict("calls=19 cordoned=5m\nn1 a/1 2 in calls=5", "30S"))
                .isEqualTo(new Fact.SessionsMoved(Scene.NOW, OLD, NEW, 15, 1, 0, true));
    }

    private static long portion(String table, UnaryOperator<Scene> before) {
        Scene scene = before.apply(Scene.of(plan(Means.NOTIFY, WAIT), "a/1", table));
        return scene.decide().actions().stream()
                .map(proposal -> ((Action.Migrate) proposal.action()).count())
                .findFirst()
                .orElseThrow();
    }

    private static Fact verdict(String table, String ago) {
        Scene scene = Scene.of(plan(Means.NOTIFY, WAIT), "a/1", "o1 a/1 1 draining " + table);
        return asked(15, 20, ago).apply(scene).decide().verdicts().get(0);
    }

    private static Plan plan(Means means, PatienceOutcome then) {
        return PlanBuilder.migrateFirst()
                .migration(TestPlans.migration(means, then))
                .build();
    }

    private static Row moving(String name, String old, String... then) {
        return moving(name, old, UnaryOperator.identity(), then);
    }

    private static Row moving(String name, String old, UnaryOperator<Scene> when, String... then) {
        String replacement = old.contains("n1") ? "" : "\nn1 a/1 2 in calls=5";
        return row(name, plan(Means.NOTIFY, WAIT), "a/1", "o1 a/1 1 draining " + old + replacement, when, then);
    }

    /** Settled for three minutes, its sessions had ten to move. */
    private static Row late(PatienceOutcome outcome, String name, String... then) {
        return row(
                name, plan(Means.NOTIFY, outcome), "a/1", "o1 a/1 1 draining calls=3 cordoned=13m\nn1 a/1 2 in", then);
    }

    private static UnaryOperator<Scene> asked(long count, long open, String ago) {
        Action.Migrate action = new Action.Migrate(OLD, NEW, count, open, 5);
        ActionKey key = ActionKey.of("r1", action, 1);
        return scene -> scene.with(
                new Fact.ActionStarted(Scene.ago(ago), key, action, "test"),
                new Fact.ActionSucceeded(Scene.ago(ago), key, "o1", Map.of(Fact.ASKED, count)));
    }

    private static Fact moved(long left, long arrived, boolean seen) {
        return new Fact.SessionsMoved(Scene.ago("1m"), OLD, NEW, 9, left, arrived, seen);
    }

    /** The plan's words for what is sent decide whether a host can be emptied in portions. */
    @Test
    void shouldSendOneNoticeForAWholeHostThatCannotBeAskedInPortions() {
        MigrationSpec portions = TestPlans.migration(Means.NOTIFY, WAIT);
        MigrationSpec whole = new MigrationSpec(
                Means.NOTIFY,
                portions.request(),
                Optional.empty(),
                portions.pace(),
                portions.within(),
                portions.patience(),
                WAIT);
        Plan plan = PlanBuilder.migrateFirst().migration(whole).build();
        List<Decision.Proposal> actions = Scene.of(plan, "a/1", "o1 a/1 1 draining calls=90 cordoned=5m\nn1 a/1 2 in")
                .decide()
                .actions();
        assertThat(actions)
                .extracting(Decision.Proposal::action)
                .containsExactly(new Action.Migrate(OLD, NEW, 90, 90, 0));
    }
}
