package io.mediaup.probe.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReasonsTest {

    @Test
    void shouldTakeTheSharpOutOfText() {
        assertThat(Reasons.line("a\u001b[31m\r\nb\u202ec\u0000")).isEqualTo("a?[31m??b?c?");
    }

    @Test
    void shouldFitOneLine() {
        assertThat(Reasons.line("x".repeat(500))).hasSize(Reasons.LONGEST).endsWith("x…");
        assertThat(Reasons.line("x".repeat(120))).hasSize(120).doesNotContain("…");
        assertThat(Reasons.line("x" + "\ud83d\ude00".repeat(100)))
                .hasSizeLessThanOrEqualTo(Reasons.LONGEST)
                .endsWith("\ud83d\ude00…");
    }

    @Test
    void shouldWriteTimeLimitsAsPeopleDo() {
        assertThat(Reasons.text(Duration.ofSeconds(2))).isEqualTo("2 s");
        assertThat(Reasons.text(Duration.ofMillis(1500))).isEqualTo("1500 ms");
    }
}
