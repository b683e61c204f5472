package io.mediaup.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** What is said where: on a terminal, to scripts, and never. */
class OutputIT {

    @RegisterExtension
    private final Lab lab = new Lab();

    @Test
    void shouldExitWith3WhenDeclinedOnATerminalAndApplyWhenApproved() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "no script(1) here to make a terminal");
        lab.run(0, "lab", "up", "PLAN");
        String command = Path.of("dist/mediaup").toAbsolutePath() + " apply " + lab.planFile();

        Cli declined = terminal(command);
        declined.awaitText("for yes: ");
        declined.type("y");
        declined.endsWith(3);

        assertThat(declined.outText())
                .contains("Declined. Nothing was changed.")
                .contains("\u001B[");
        assertThat(lab.facts()).isEmpty();
        lab.environment("NO_COLOR", "1");
        Cli approved = terminal(command);
        approved.awaitText("for yes: ");
        approved.type("yes");
        approved.endsWith(0);

        assertThat(approved.outText()).contains("DONE").doesNotContain("\u001B[");
        assertThat(lab.hosts("1.5.0")).hasSize(2);
    }

    private Cli terminal(String command) throws Exception {
        return lab.start(new ProcessBuilder("script", "-qec", command, "/dev/null"));
    }

    @Test
    void shouldShowTheSecretOfAHeaderNowhere() throws Exception {
        String secret = "s3cr3t-that-nobody-sees";
        lab.with("health-headers", ", headers: {Authorization: \"env:E2E_TOKEN\"}");
        Cli missing = lab.run(0, "lab", "up", "PLAN");
        assertThat(missing.errText()).isEmpty();
        lab.environment("E2E_TOKEN", secret);

        StringBuilder said = new StringBuilder();
        said.append(lab.run(0, "plan", "PLAN", "-vv"));
        said.append(lab.run(0, "apply", "PLAN", "--yes", "-vv", "--output", "json"));
        said.append(lab.run(0, "status", "PLAN", "-vv"));

        assertThat(said).doesNotContain(secret);
        try (Stream<Path> files = Files.walk(lab.directory())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContain(secret);
            }
        }
    }

    @Test
    void shouldPrintOnlyDocumentedJson() throws Exception {
        Set<String> seen = new TreeSet<>();
        lab.environment("MEDIAUP_OUTPUT", "json");
        List<List<String>> commands = List.of(
                List.of("status", "PLAN"),
                List.of("plan", "PLAN"),
                List.of("apply", "PLAN", "--yes"),
                List.of("plan", "PLAN"),
                List.of("status", "PLAN"),
                List.of("status"),
                List.of("lab", "status"));
        for (List<String> words : commands) {
            // Each line is held against the schema where it is read.
            lab.run(0, words.toArray(new String[0]))
                    .events()
                    .forEach(event -> seen.add(event.path("type").asString()));
        }

        assertThat(seen)
                .contains("step", "forecast", "summary", "status", "run", "lab", "batch-opened", "host-retired");
    }

    @Test
    void shouldTakeOptionsFromTheEnvironment() throws Exception {
        lab.environment("MEDIAUP_SET", "target.version=9.9.9\nname=other");
        lab.environment("MEDIAUP_DETAILED_EXITCODE", "true");
        Cli plan = lab.run(2, "plan", "PLAN", "--set", "name=third");

        assertThat(plan.outText()).contains("third").contains("9.9.9").doesNotContain("other");
        lab.environment("MEDIAUP_OUTPUT", "xml");
        Cli wrong = lab.run(64, "plan", "PLAN");
        assertThat(wrong.errText()).contains("(from MEDIAUP_OUTPUT)");
        lab.environment("MEDIAUP_OUTPUT", "");
        lab.environment("MEDIAUP_VAR", "unused=1");
        Cli unused = lab.run(65, "validate", "PLAN");
        assertThat(unused.errText()).contains("--var unused: Expected the plan to say {{var.unused}}");
    }

    @Test
    void shouldRefuseAPlanWhoseSecretIsNotSetBeforeAnythingIsDone() throws Exception {
        lab.with("health-headers", ", headers: {Authorization: \"env:E2E_TOKEN\"}");

        Cli apply = lab.run(65, "apply", "PLAN", "--yes");
        assertThat(apply.errText()).contains("environment variable E2E_TOKEN").contains("is not set");
        assertThat(lab.fleet().directory().exists()).isFalse();
        assertThat(lab.run(65, "plan", "PLAN").errText()).contains("E2E_TOKEN");
        assertThat(lab.run(0, "validate", "PLAN").errText()).contains("Warning").contains("E2E_TOKEN");
    }

    @Test
    void shouldKeepStandardOutputForResults() throws Exception {
        Cli quiet = lab.run(0, "apply", "PLAN", "--yes", "--quiet");
        assertThat(quiet.out()).hasSize(3).first().asString().startsWith("DONE  e2e");
        assertThat(quiet.err()).isEmpty();

        for (List<String> words : List.of(
                List.of("apply", "PLAN", "--yes"),
                List.of("plan", "PLAN"),
                List.of("status", "PLAN"),
                List.of("lab", "status"))) {
            List<String> json = new ArrayList<>(words);
            json.addAll(List.of("--output", "json"));
            Cli cli = lab.run(0, json.toArray(new String[0]));
            assertThat(cli.events())
                    .isNotEmpty()
                    .extracting(event -> event.path("v").asInt())
                    .containsOnly(1);
        }
        JsonNode nothing =
                lab.run(0, "apply", "PLAN", "--yes", "--output", "json").summary();
        assertThat(nothing.path("outcome").asString()).isEqualTo("nothing-to-do");
    }
}
