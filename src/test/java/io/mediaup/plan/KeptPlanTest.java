package io.mediaup.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptPlanTest {

    private static final byte[] PLAN = "name: x\ntext: end\nblock: |\n  end\n".getBytes(StandardCharsets.UTF_8);

    @Test
    void shouldKeepAPlanWithoutEditsAsItIs() {
        assertThat(KeptPlan.of(PLAN, PlanEdits.NONE)).isSameAs(PLAN);
        assertThat(KeptPlan.edits(PLAN)).isEqualTo(PlanEdits.NONE);
    }

    @Test
    void shouldGiveBackWhatWasKept() {
        PlanEdits edits = new PlanEdits(
                List.of("target.version=1.6.0", "a=line\nline\\nline \\\\n\r", "rollout={batch: 1}"),
                List.of("zone=ä #b"));

        assertThat(KeptPlan.edits(KeptPlan.of(PLAN, edits))).isEqualTo(edits);
    }

    @Test
    void shouldStayAPlanOfTheSameValues() {
        byte[] kept = KeptPlan.of(PLAN, new PlanEdits(List.of("text=other"), List.of()));

        assertThat(tree(kept)).isEqualTo(tree(PLAN));
        assertThat(PlanDifference.lines(kept, PlanEdits.NONE, PLAN, PlanEdits.NONE))
                .isEmpty();
        assertThat(PlanDifference.lines(kept, KeptPlan.edits(kept), PLAN, PlanEdits.NONE))
                .containsExactly("text: other → end");
    }

    private static String tree(byte[] plan) {
        List<Problem> problems = new ArrayList<>();
        return YamlReader.read("plan", plan, problems).toString().replaceAll("Place\\[.*?]", "") + problems;
    }

    @Test
    void shouldNotTakeTheEditsOfAnOlderRunForThoseOfThisOne() {
        byte[] reused = KeptPlan.of(PLAN, new PlanEdits(List.of("a=1"), List.of()));

        assertThat(KeptPlan.edits(KeptPlan.of(reused, PlanEdits.NONE))).isEqualTo(PlanEdits.NONE);
    }

    @Test
    void shouldNameWhatIsMissingWhateverItsValue() {
        PlanEdits begun = new PlanEdits(List.of("a=1", "b=2"), List.of("v=1"));

        assertThat(KeptPlan.missing(begun, PlanEdits.NONE)).containsExactly("--set a", "--set b", "--var v");
        assertThat(KeptPlan.missing(begun, new PlanEdits(List.of("b=3", "c=4"), List.of("v=2"))))
                .containsExactly("--set a");
        assertThat(KeptPlan.missing(PlanEdits.NONE, begun)).isEmpty();
    }
}
