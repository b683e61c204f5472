package io.mediaup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What CI systems get beside the log. */
class CiIT {

    @RegisterExtension
    final Lab lab = new Lab();

    @Test
    void shouldReportAMistakeWhereGitLabAndGitHubShowIt() throws Exception {
        Path report = lab.directory().resolve("gl-code-quality-report.json");
        lab.environment("MEDIAUP_CODE_QUALITY", report.toString());
        lab.environment("GITHUB_ACTIONS", "true");
        lab.with("technique", "drain_first");

        Cli invalid = lab.run(65, "validate", "PLAN");
        JsonNode issues = new JsonMapper().readTree(Files.readString(report));
        assertThat(issues).hasSize(1);
        assertThat(issues.get(0).at("/location/path").asString())
                .isEqualTo(lab.planFile().toString());
        assertThat(invalid.errText()).contains("::error file=" + lab.planFile());

        lab.with("technique", "drain-first");
        lab.run(0, "validate", "PLAN");
        assertThat(Files.readString(report)).isEqualTo("[]\n");
    }

    @Test
    void shouldFoldBatchesAndWriteAJobSummary() throws Exception {
        Path summary = lab.directory().resolve("summary.md");
        lab.environment("GITLAB_CI", "true");
        lab.environment("GITHUB_ACTIONS", "true");
        lab.environment("GITHUB_STEP_SUMMARY", summary.toString());

        // Lines are split at carriage returns, too.
        String log = lab.run(0, "apply", "PLAN", "--yes").outText();

        assertThat(log)
                .containsPattern("\u001b\\[0Ksection_start:\\d+:batch_1\n\u001b\\[0Kbatch 1")
                .containsPattern("\u001b\\[0Ksection_end:\\d+:batch_1\n")
                .containsPattern("\u001b\\[0Ksection_end:\\d+:batch_2\n");
        assertThat(summary).content().contains("### ✅ mediaup apply: e2e → 1.5.0: done");
    }
}
