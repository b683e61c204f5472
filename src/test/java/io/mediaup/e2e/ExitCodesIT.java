package io.mediaup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.lab.LabMachine;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The exit codes that scripts see, and the messages beside them. */
class ExitCodesIT {

    @RegisterExtension
    private final Lab lab = new Lab();

    @Test
    void shouldRefuseWrongUsageWith64() throws Exception {
        Cli noTerminal = lab.run(64, "apply", "PLAN");
        assertThat(noTerminal.errText()).contains("Expected a terminal", "--yes");
        assertThat(lab.run(64, "apply", "PLAN", "--no-such-option").errText()).contains("--no-such-option");
        assertThat(lab.run(64, "no-such-verb").errText()).contains("no-such-verb");
        assertThat(lab.run(64, "apply").errText()).contains("PLAN");
        assertThat(lab.run(64, "plan", "PLAN", "--output", "xml").errText()).contains("xml");
        assertThat(lab.fleet().directory().exists()).isFalse();
    }

    @Test
    void shouldNameFileLineAndColumnOfEveryMistakeWith65() throws Exception {
        lab.with("technique", "drane-first").with("boot-time", "soon");
        for (String verb : List.of("validate", "plan", "apply")) {
            Cli invalid = lab.run(65, verb, "PLAN");
            assertThat(invalid.errText())
                    .containsPattern("plan\\.yaml:11:16: .*soon")
                    .containsPattern("plan\\.yaml:15:12: .*drane-first.*drain-first");
            assertNoStackTrace(invalid);
        }
        assertThat(lab.run(65, "plan", "no-such-plan.yaml").errText()).contains("no-such-plan.yaml");
        lab.with("technique", "drain-first").with("boot-time", "1s");
        assertThat(lab.run(0, "validate", "PLAN").errText()).isEmpty();
        assertThat(lab.run(65, "validate", "PLAN", "--set", "rollout.no-such-key=1")
                        .errText())
                .contains("no-such-key");
        assertThat(lab.run(64, "validate", "PLAN", "--set", "nonsense").errText())
                .contains("nonsense");
    }

    @Test
    void shouldRefuseHostsThatCannotDrainWith69BeforeAnyChange() throws Exception {
        lab.with("drain-path", "/no-such-drain");
        lab.run(0, "lab", "up", "PLAN");
        List<LabMachine> before = lab.hosts("1.4.2");

        Cli apply = lab.run(69, "apply", "PLAN", "--yes", "--output", "json");

        before.forEach(
                host -> assertThat(apply.errText()).contains("Expected " + host.id() + " to tell its drain flag"));
        assertThat(apply.errText()).contains("404", "drain.read-back");
        assertThat(apply.summary().path("outcome").asString()).isEqualTo("refused");
        assertThat(apply.summary().path("exit").asInt()).isEqualTo(69);
        assertNoStackTrace(apply);
        assertThat(lab.facts()).isEmpty();
        assertThat(lab.hosts("1.4.2")).isEqualTo(before);
        assertThat(lab.run(0, "plan", "PLAN").errText()).contains("apply will refuse this fleet");
    }

    @Test
    void shouldRefuseASecondRunnerWith75NamingTheFirst() throws Exception {
        lab.with("median", "5s").with("p95", "7s");
        lab.run(0, "lab", "up", "PLAN");
        assertThat(lab.run(2, "plan", "PLAN", "--detailed-exitcode").outText()).contains("launch");
        Cli first = lab.start("apply", "PLAN", "--yes");
        first.awaitOut("told to drain");
        // However long the second one takes to start, the first one still has the lock then; and keeps it while it
        // sleeps.
        first.signal("STOP");

        Cli second = lab.run(75, "apply", "PLAN", "--yes", "--output", "json");
        first.signal("CONT");

        assertThat(second.errText()).contains("process " + first.pid());
        assertThat(second.summary().path("exit").asInt()).isEqualTo(75);
        first.endsWith(0);
        assertThat(lab.runs()).hasSize(1);
        assertThat(lab.run(0, "plan", "PLAN", "--detailed-exitcode").outText()).contains("Nothing to do");
    }

    private static void assertNoStackTrace(Cli cli) {
        assertThat(cli.toString()).doesNotContain("\tat ", "Exception");
    }
}
