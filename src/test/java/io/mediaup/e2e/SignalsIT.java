package io.mediaup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.rollout.Action;
import io.mediaup.rollout.Fact;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ctrl-C and its like. */
class SignalsIT {

    @RegisterExtension
    private final Lab lab = new Lab();

    @Test
    void shouldStartNothingNewAfterASignalAndGoOnLater() throws Exception {
        lab.with("hosts", "3");
        lab.run(0, "lab", "up", "PLAN");
        interrupt("INT", "launch-started");
        interrupt("TERM", "host-told-to-drain");

        Cli last = lab.run(0, "apply", "PLAN", "--yes", "--output", "json");

        assertThat(last.errText()).contains("Continuing run");
        assertThat(last.summary().path("outcome").asString()).isEqualTo("done");
        assertThat(last.summary().path("hosts").path("launched").asInt()).isEqualTo(3);
        assertThat(lab.hosts("1.5.0")).hasSize(3);
        assertThat(lab.sessions("interrupted")).isZero();
    }

    private void interrupt(String signal, String moment) throws Exception {
        Cli apply = lab.start("apply", "PLAN", "--yes", "--output", "json");
        apply.awaitEvent(moment);
        apply.signal(signal);

        apply.endsWith(130);

        assertThat(apply.errText())
                .contains("nothing new is started")
                .contains("To go on: the same command again: mediaup apply " + lab.planFile());
        assertThat(apply.summary().path("outcome").asString()).isEqualTo("interrupted");
        assertThat(apply.summary().path("exit").asInt()).isEqualTo(130);
        List<Fact> facts = lab.facts();
        assertThat(facts.get(facts.size() - 1)).isInstanceOf(Fact.RunnerLeft.class);
        assertThat(lab.begun(Action.class)).as("every action has its outcome").isEqualTo(outcomes());
    }

    private long outcomes() {
        return lab.facts().stream()
                .filter(fact -> fact instanceof Fact.ActionSucceeded
                        || fact instanceof Fact.ActionFailed
                        || fact instanceof Fact.RetirementRevoked)
                .count();
    }

    @Test
    void shouldLeaveAtOnceOnTheSecondSignal() throws Exception {
        lab.with("boot-time", "1s").with("median", "5s").with("p95", "7s");
        lab.run(0, "lab", "up", "PLAN");
        for (String signal : List.of("INT", "TERM")) {
            Cli apply = lab.start("apply", "PLAN", "--yes", "--output", "json");
            apply.awaitEvent("runner-joined");
            // Twice in a row: whether the first one is through by then or not, this is the end.
            apply.signal(signal);
            apply.signal(signal);
            apply.endsWith(130);
        }

        Cli last = lab.run(0, "apply", "PLAN", "--yes", "--output", "json");
        assertThat(last.summary().path("hosts").path("launched").asInt()).isEqualTo(2);
        assertThat(lab.runs()).hasSize(1);
        assertThat(lab.sessions("interrupted")).isZero();
    }

    @Test
    void shouldExitWith130BeforeTheRunHasBegunToo() throws Exception {
        lab.with("boot-time", "2s");
        Cli apply = lab.start("apply", "PLAN", "--yes");
        apply.awaitOut("Starting the lab");

        apply.signal("TERM");

        apply.endsWith(130);
        assertThat(lab.facts()).isEmpty();
    }
}
