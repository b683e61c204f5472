package io.mediaup.console.ci;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.console.RunEvent;
import io.mediaup.console.RunEvent.Level;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GitLabTest {

    private static RunEvent event(long second, String type, String subject) {
        return new RunEvent(Instant.ofEpochSecond(second), type, subject, "text", Level.NORMAL);
    }

    @Test
    void shouldOpenASectionForEachBatchAndCloseTheLastOne() {
        GitLab gitLab = new GitLab();

        assertThat(gitLab.sections(event(10, "run-started", "run"))).isEmpty();
        assertThat(gitLab.sections(event(11, "batch-opened", "batch 1")))
                .containsExactly("\u001b[0Ksection_start:11:batch_1\r\u001b[0Kbatch 1");
        assertThat(gitLab.sections(event(12, "host-launched", "i-1"))).isEmpty();
        assertThat(gitLab.sections(event(13, "batch-opened", "batch 2")))
                .containsExactly(
                        "\u001b[0Ksection_end:13:batch_1\r\u001b[0K",
                        "\u001b[0Ksection_start:13:batch_2\r\u001b[0Kbatch 2");
        assertThat(gitLab.sections(event(14, "run-ended", "run")))
                .containsExactly("\u001b[0Ksection_end:14:batch_2\r\u001b[0K");
        assertThat(gitLab.sections(event(15, "runner-left", "run"))).isEmpty();
    }

    @Test
    void shouldReportMistakesAtTheirLines() {
        JsonNode report = new JsonMapper()
                .readTree(GitLab.codeQuality(List.of(
                        "./plans/a.yaml:12:3: Expected \"x\", but found y.", "--set a: Expected z, but found none.")));

        assertThat(report).hasSize(1);
        JsonNode issue = report.get(0);
        assertThat(issue.path("description").asString()).isEqualTo("Expected \"x\", but found y.");
        assertThat(issue.path("check_name").asString()).isEqualTo("mediaup-plan");
        assertThat(issue.path("severity").asString()).isEqualTo("blocker");
        assertThat(issue.path("fingerprint").asString()).hasSize(64);
        assertThat(issue.at("/location/path").asString()).isEqualTo("plans/a.yaml");
        assertThat(issue.at("/location/lines/begin").asInt()).isEqualTo(12);
    }

    @Test
    void shouldTellTwoMistakesApart() {
        JsonNode report = new JsonMapper().readTree(GitLab.codeQuality(List.of("a.yaml:1:1: x", "a.yaml:2:1: x")));

        assertThat(report.get(0).path("fingerprint")).isNotEqualTo(report.get(1).path("fingerprint"));
    }
}
