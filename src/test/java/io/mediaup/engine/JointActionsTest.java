package io.mediaup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.Slot;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.ActionKey;
import io.mediaup.rollout.Fact.ActionStarted;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JointActionsTest {

    private static final HostId A = new HostId("a");
    private static final HostId B = new HostId("b");

    private static List<List<Action>> groups(Action... actions) {
        List<ActionStarted> intents = Arrays.stream(actions)
                .map(action -> new ActionStarted(Instant.EPOCH, ActionKey.of("r", action, 1), action, "test"))
                .toList();
        return JointActions.of(intents).stream()
                .map(group -> group.stream().map(ActionStarted::action).toList())
                .toList();
    }

    @Test
    void shouldPutTogetherWhatIsAskedOfManyHosts() {
        Action cordonA = new Action.Cordon(A, Marks.NONE);
        Action registerA = new Action.Register(A);
        Action cordonB = new Action.Cordon(B, Marks.NONE);
        Action registerB = new Action.Register(B);

        assertThat(groups(cordonA, registerA, cordonB, registerB))
                .containsExactly(List.of(cordonA, cordonB), List.of(registerA, registerB));
    }

    @Test
    void shouldLeaveAloneWhatMustHappenOnceOrNeedsALookBefore() {
        Action[] alone = {
            new Action.Launch(new Slot("a", 1), "2", Marks.NONE),
            new Action.Launch(new Slot("a", 2), "2", Marks.NONE),
            new Action.Retire(A, Set.of()),
            new Action.Retire(B, Set.of()),
            new Action.EnterDrain(A),
            new Action.EnterDrain(B),
            new Action.Discard(A),
            new Action.Discard(B)
        };

        assertThat(groups(alone))
                .hasSize(alone.length)
                .allSatisfy(group -> assertThat(group).hasSize(1));
    }
}
