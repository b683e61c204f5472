package io.mediaup.console.ci;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.console.RunEvent;
import io.mediaup.console.RunEvent.Level;
import io.mediaup.console.Summary;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GitHubTest {

    private static RunEvent event(Level level, String text) {
        return new RunEvent(Instant.EPOCH, "host-lost", "i-1", text, level);
    }

    @Test
    void shouldAnnotateWhatIsNotAsItShouldBe() {
        assertThat(GitHub.annotation(event(Level.WARNING, "gone, 100 %\nof it: all")))
                .contains("::warning title=mediaup%3A host lost::i-1: gone, 100 %25%0Aof it: all");
        assertThat(GitHub.annotation(event(Level.ERROR, "2 failures")))
                .contains("::error title=mediaup%3A host lost::i-1: 2 failures");
    }

    @ParameterizedTest
    @EnumSource(names = {"NORMAL", "DETAIL"})
    void shouldNotAnnotateTheCourseOfThings(Level level) {
        assertThat(GitHub.annotation(event(level, "fine"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plans/a,b.yaml:12:3: Expected x: 1 | ::error file=plans/a%2Cb.yaml,line=12,col=3::Expected x: 1",
                "--set rollout.batch: Expected x | ::error::--set rollout.batch: Expected x",
                "Expected h-1 to tell, but found: HTTP 404 | ::error::Expected h-1 to tell, but found: HTTP 404",
            })
    void shouldShowAMistakeWhereItIs(String message, String annotation) {
        assertThat(GitHub.error(message)).isEqualTo(annotation);
    }

    @Test
    void shouldSummarizeAsATable() {
        Summary summary = new Summary(
                "apply",
                "edge",
                "r1",
                "drain-first",
                "halted",
                "2 failures | <b>",
                "1.5.0",
                new Summary.Hosts(1, 2, 0, 3, 4),
                new Summary.Sessions(5, 0, 6, 7),
                Duration.ofSeconds(90),
                Map.of(),
                1);

        assertThat(GitHub.summary(summary))
                .containsExactly(
                        "### ❌ mediaup apply: edge → 1.5.0: halted",
                        "",
                        "2 failures \\| &lt;b>",
                        "",
                        "| launched | retired | current | outdated | sessions ended by themselves | cut | lost | took |",
                        "|---|---|---|---|---|---|---|---|",
                        "| 1 | 2 | 3 | 4 | 5 | 6 | 7 | 1 min 30 s |",
                        "");
    }
}
