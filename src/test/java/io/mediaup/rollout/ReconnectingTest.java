package io.mediaup.rollout;

import static io.mediaup.plan.ReconnectSpec.When.AFTER;
import static io.mediaup.plan.ReconnectSpec.When.BEFORE;
import static io.mediaup.rollout.Row.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.fleet.HostAddress;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Marks;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.plan.ReconnectSpec.When;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients of a host that is killed, who are told that they must reconnect: when, how often, and what if nobody answers. */
class ReconnectingTest {

    private static final HostId OLD = new HostId("o1");
    private static final HostAddress ADDRESS = new HostAddress("10.0.1.7", 8443);
    private static final Action NOTICE = new Action.NotifyReconnect(OLD, HostAddress.NONE, "a", "1", 1);

    /** Another host that is not done yet, so that the run goes on. */
    private static final String REST = "\nn1 a/1 2 arrived\nn2 b/1 2 joining";

    @ParameterizedTest(name = "{0}")
    @MethodSource({"before", "after", "failures", "superseded"})
    void shouldDecide(Row row) {
        row.check();
    }

    static Stream<Row> before() {
        return Stream.of(
                killing(BEFORE, "first they are told", UnaryOperator.identity(), "notify-reconnect o1"),
                killing(BEFORE, "and then they are cut", told(), "retire o1 cutting calls"),
                row(
                        "nobody is told while there is nothing to reconnect to",
                        plan(BEFORE),
                        "a/1",
                        "o1 a/1 1 settling calls=9\nn1 a/1 2 joining",
                        "waits o1: cordoned: its sessions go on until its replacement gets traffic"),
                killing(
                        BEFORE,
                        "paused, nobody is told of what does not happen",
                        scene -> scene.asked(Request.Kind.PAUSE),
                        "waits o1: paused: it could be retired"),
                killing(
                        BEFORE,
                        "told once does not hold for a host that was put back since",
                        scene -> told().apply(scene).with(uncordonedAndOutAgain()),
                        "notify-reconnect o1"));
    }

    static Stream<Row> after() {
        return Stream.of(
                killing(
                        AFTER,
                        "a host that is there is cut first",
                        UnaryOperator.identity(),
                        "retire o1 cutting calls"),
                gone(AFTER, "once it is gone they are told", UnaryOperator.identity(), "notify-reconnect o1"),
                gone(AFTER, "once", told()),
                gone(BEFORE, "told before, not again", told()),
                gone(
                        AFTER,
                        "paused, too: they are cut already",
                        scene -> scene.asked(Request.Kind.PAUSE),
                        "notify-reconnect o1"),
                ending("the run does not end before they are told", UnaryOperator.identity(), "notify-reconnect o1"),
                ending("and does after it", told(), "RunEnded done: 1 slot on 2"));
    }

    static Stream<Row> failures() {
        return Stream.of(
                killing(
                        BEFORE,
                        "a notice that failed is tried again a moment later, and the host stays",
                        scene -> scene.failed(NOTICE, false, "0.5S"),
                        "waits o1: notify-reconnect failed: the cloud said no; trying again"),
                killing(
                        BEFORE,
                        "then it is sent again",
                        scene -> scene.failed(NOTICE, false, "1S"),
                        "notify-reconnect o1"),
                killing(
                        BEFORE,
                        "five failures stop the line, and nobody was cut",
                        scene -> scene.failed(NOTICE, false, "9S", "8S", "7S", "6S", "5S"),
                        "LineStopped halt: o1/notify-reconnect failed 5 times: the cloud said no"),
                gone(
                        AFTER,
                        "the line is stopped before more are cut whose clients nobody tells",
                        scene -> scene.failed(NOTICE, true, "1S"),
                        "LineStopped halt: o1/notify-reconnect failed: the cloud said no"),
                gone(
                        AFTER,
                        "a run that halts says whose clients were not told",
                        scene -> scene.failed(NOTICE, true, "1S")
                                .with(new Fact.LineStopped(Scene.NOW, false, "o1/notify-reconnect failed")),
                        "RunEnded halted: o1/notify-reconnect failed; gone, and their clients not told to reconnect: o1"),
                gone(
                        AFTER,
                        "a run that halts for another reason tells them first",
                        scene -> scene.with(new Fact.LineStopped(Scene.NOW, false, "3 failures")),
                        "notify-reconnect o1"),
                gone(
                        AFTER,
                        "resumed, it is sent again",
                        scene -> scene.failed(NOTICE, true, "1S").asked(Request.Kind.RESUME),
                        "notify-reconnect o1"));
    }

    /** No other run knows whom this one cut off, so it does not end before they are told. */
    static Stream<Row> superseded() {
        UnaryOperator<Scene> superseded = scene -> scene.by(Mandate.supersede("r2", Scene.ago("3S")));
        return Stream.of(
                gone(AFTER, "superseded, they are told first, and nothing else", superseded, "notify-reconnect o1"),
                gone(
                        AFTER,
                        "superseded while it is paused by a failure, too",
                        scene -> superseded.apply(scene).with(new Fact.LineStopped(Scene.NOW, true, "3 failures")),
                        "notify-reconnect o1"),
                gone(
                        AFTER,
                        "superseded once they were told",
                        scene -> superseded.apply(told().apply(scene)),
                        "RunEnded superseded: superseded by run r2"),
                killing(
                        AFTER,
                        "superseded, nobody is killed any more",
                        superseded,
                        "RunEnded superseded: superseded by run r2"),
                gone(
                        BEFORE,
                        "superseded, where they were to be told before",
                        superseded,
                        "RunEnded superseded: superseded by run r2"),
                gone(
                        AFTER,
                        "what failed for good under the old plan is tried under the new one",
                        scene -> superseded.apply(scene.failed(NOTICE, true, "1M")),
                        "notify-reconnect o1"),
                gone(
                        AFTER,
                        "and what fails there, too, is said",
                        scene -> superseded.apply(scene.failed(NOTICE, true, "1S")),
                        "RunEnded superseded: superseded by run r2; gone, and their clients not told to reconnect: o1"),
                gone(
                        AFTER,
                        "a notice that may work yet is waited for",
                        scene -> superseded.apply(scene.failed(NOTICE, false, "0.5S")),
                        "waits o1: notify-reconnect failed: the cloud said no; trying again"));
    }

    /** Whoever is told needs to know where the host was, and the cloud may have forgotten. */
    @Test
    void shouldSayWhereTheHostWasThatIsGone() {
        Scene scene = Scene.of(plan(AFTER), "a/1", "o1 a/1 1 retired calls=9" + REST)
                .with(new Fact.HostLeftRotation(Scene.NOW, OLD, Map.of(), ADDRESS, "a"));

        assertThat(scene.decide().actions())
                .extracting(Decision.Proposal::action)
                .containsExactly(new Action.NotifyReconnect(OLD, ADDRESS, "a", "1", 1));
    }

    /** A second notice about one host is another one, and must not be taken for the first. */
    @Test
    void shouldNumberTheNoticesAboutAHost() {
        Scene scene = told().apply(Scene.of(plan(BEFORE), "a/1", "o1 a/1 1 settling calls=9" + REST))
                .with(uncordonedAndOutAgain());

        assertThat(scene.decide().actions())
                .extracting(Decision.Proposal::action)
                .containsExactly(new Action.NotifyReconnect(OLD, new HostAddress("test", 1), "a", "1", 2));
    }

    private static Fact[] uncordonedAndOutAgain() {
        Fact[] done = Stream.of(
                        new Action.Uncordon(OLD, Marks.NONE),
                        new Action.Cordon(OLD, Marks.NONE),
                        new Action.Deregister(OLD))
                .flatMap(action -> {
                    ActionKey key = ActionKey.of("r1", action, 2);
                    return Stream.of(
                            new Fact.ActionStarted(Scene.NOW, key, action, "test"),
                            new Fact.ActionSucceeded(Scene.NOW, key, "o1", Map.of()));
                })
                .toArray(Fact[]::new);
        return Stream.concat(Stream.of(done), Stream.of(new Fact.HostLeftRotation(Scene.NOW, OLD, Map.of())))
                .toArray(Fact[]::new);
    }

    private static UnaryOperator<Scene> told() {
        ActionKey key = ActionKey.of("r1", NOTICE, 1);
        return scene -> scene.with(
                new Fact.ActionStarted(Scene.NOW, key, NOTICE, "test"),
                new Fact.ActionSucceeded(Scene.NOW, key, "o1", Map.of()));
    }

    private static Plan plan(When when) {
        return PlanBuilder.killReconnect().reconnect(when).build();
    }

    private static Row killing(When when, String name, UnaryOperator<Scene> given, String... then) {
        return row(when + ": " + name, plan(when), "a/1", "o1 a/1 1 settling calls=9" + REST, given, then);
    }

    private static Row gone(When when, String name, UnaryOperator<Scene> given, String... then) {
        return row(when + ": " + name, plan(when), "a/1", "o1 a/1 1 retired calls=9" + REST, given, then);
    }

    private static Row ending(String name, UnaryOperator<Scene> given, String... then) {
        return row(name, plan(AFTER), "a/1", "o1 a/1 1 retired calls=9\nn1 a/1 2 in", given, then);
    }
}
