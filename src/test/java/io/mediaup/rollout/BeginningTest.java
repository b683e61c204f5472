package io.mediaup.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How a run takes up a fleet as it finds it: its slots, its first steps, and whether there is anything to do at all. */
class BeginningTest {

    private static final String THREE = """
            o1 a/1 1 in
            o2 b/1 1 in
            o3 a/2 1 in
            """;
    private static final String CURRENT = """
            n1 a/1 2 in
            n2 b/1 2 in
            """;

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void shouldBeginWith(String name, Plan plan, String given, List<String> then) {
        Row.check(Scene.untouched(plan, given).marked().decide(), then);
    }

    static Stream<Arguments> shouldBeginWith() {
        Plan two = drain().size(2).build();
        Plan five = drain().size(5).build();
        return Stream.of(
                row(
                        "what is outdated, spread over the zones",
                        drain().batches("2").build(),
                        THREE,
                        "BatchOpened 1 [a/1, b/1]"),
                row("what is outdated only", drain().batches("9").build(), """
                        n1 a/1 2 in
                        o2 b/1 1 in
                        o3 a/2 1 in
                        """, "BatchOpened 1 [b/1, a/2]"),
                row(
                        "any version but the target's, also a newer one",
                        drain().batches("9").build(),
                        """
                        n1 a/1 2 in
                        o2 b/1 1 in
                        o3 a/2 3 in
                        """,
                        "BatchOpened 1 [b/1, a/2]"),
                row(
                        "no host that is held",
                        drain().hold("o1", "o3").batches("9").build(),
                        THREE,
                        "BatchOpened 1 [b/1]"),
                row(
                        "nothing but held ones: done",
                        drain().hold("o1").build(),
                        "o1 a/1 1 in",
                        "RunEnded done: 0 slots on 2, 1 held host left alone"),
                row("nothing when all are current", drain().build(), CURRENT, "RunEnded done: 2 slots on 2"),
                row(
                        "a current host that gets no traffic is its operators' business",
                        drain().build(),
                        CURRENT + "n3 a/2 2 out",
                        "RunEnded done: 3 slots on 2"),
                row("the hosts of a smaller fleet", two, THREE, "BatchOpened 1 [a/1]"),
                row(
                        "the hosts of a larger one, where nothing is outdated",
                        drain().size(3).build(),
                        CURRENT,
                        "launch a/2"),
                row("the same where everything is", five, THREE, "BatchOpened 1 [a/1]"));
    }

    @Test
    void shouldMarkTheFleetBeforeAnythingElse() {
        Row.check(Scene.untouched(drain().build(), THREE).decide(), List.of("mark fleet"));
    }

    @Test
    void shouldNotMarkHostsThatAreHeld() {
        Decision decision = Scene.untouched(drain().hold("o2").build(), THREE).decide();

        Action.MarkFleet mark = (Action.MarkFleet) decision.actions().get(0).action();
        assertThat(mark.marks().keySet()).extracting(Object::toString).containsExactly("o1", "o3");
    }

    @Test
    void shouldKnowThatThereIsNothingToDo() {
        assertThat(Scene.untouched(drain().build(), CURRENT).nothingToDo()).isTrue();
        assertThat(Scene.untouched(drain().build(), THREE).nothingToDo()).isFalse();
        assertThat(Scene.untouched(drain().size(3).build(), CURRENT).nothingToDo())
                .isFalse();
        assertThat(Scene.untouched(drain().size(1).build(), CURRENT).nothingToDo())
                .isFalse();
        assertThat(Scene.untouched(drain().hold("o1").build(), "o1 a/1 1 in").nothingToDo())
                .isTrue();
    }

    @Test
    void shouldFillASlotPerDesiredHostAndSpreadTheNewOnes() {
        RolloutState larger = Scene.untouched(drain().size(5).build(), THREE).state();
        RolloutState smaller = Scene.untouched(drain().size(2).build(), THREE).state();

        assertThat(larger.slots()).extracting(Object::toString).containsExactly("a/1", "b/1", "a/2", "b/2", "a/3");
        assertThat(larger.start().desired()).isEqualTo(5);
        assertThat(smaller.slots()).extracting(Object::toString).containsExactly("a/1", "b/1");
        assertThat(smaller.start().desired()).isEqualTo(2);
    }

    @Test
    void shouldLetTheHostsGoThatAreTooMany() {
        Plan plan = drain().size(2).build();
        Scene scene = Scene.of(plan, "", """
                n1 a/1 2 in
                n2 b/1 2 in
                n3 - 2 in
                """);

        Row.check(scene.decide(), List.of("cordon n3"));
    }

    @Test
    void shouldNotLetAHeldHostGoThatIsOneTooMany() {
        Plan plan = drain().size(2).hold("n3").build();
        Scene scene = Scene.of(plan, "", """
                n1 a/1 2 in
                n2 b/1 2 in
                n3 - 2 in
                """);

        Row.check(scene.decide(), List.of("RunEnded done: 2 slots on 2"));
    }

    private static Arguments row(String name, Plan plan, String given, String... then) {
        return Arguments.of(name, plan, given, List.of(then));
    }

    private static PlanBuilder drain() {
        return PlanBuilder.drainFirst();
    }
}
