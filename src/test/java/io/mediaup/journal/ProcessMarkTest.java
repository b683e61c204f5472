package io.mediaup.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessMarkTest {

    private final ProcessMark current = ProcessMark.current();

    @Test
    void shouldBeTheSameForOneProcessAndNotHaveEnded() {
        assertThat(ProcessMark.current()).isEqualTo(current);
        assertThat(current.ended()).isFalse();
        assertThat(current.birth()).isNotEmpty();
    }

    @Test
    void shouldHaveEndedWithItsProcess() throws Exception {
        Process process = new ProcessBuilder("cat").start();
        long pid = process.pid();
        assertThat(new ProcessMark(current.machine(), pid, "a life before").ended())
                .isTrue();

        process.destroyForcibly().waitFor();

        assertThat(new ProcessMark(current.machine(), pid, current.birth()).ended())
                .isTrue();
    }

    @Test
    void shouldNotBelieveThatAProcessElsewhereHasEnded() {
        assertThat(new ProcessMark(current.machine() + "2", Long.MAX_VALUE, "").ended())
                .isFalse();
        assertThat(new ProcessMark("", current.pid(), "a life before").ended()).isFalse();
    }
}
