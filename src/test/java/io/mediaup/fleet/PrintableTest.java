package io.mediaup.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing that a host, or a tag on it, says reaches a terminal, a journal or a hook as anything but text. */
class PrintableTest {

    private static final String HOSTILE = "1.4\u001b[2J\n\u202e'\"\u009b31m";
    private static final String TAMED = "1.4?[2J??'\"?31m";

    @ParameterizedTest
    @CsvSource({"abc, 3, abc", "abcd, 3, ab…", "a\tb, 3, a?b", "é→猫, 3, é→猫", "'', 3, ''"})
    void shouldBeOneLineOfSomeLength(String text, int most, String line) {
        assertThat(Printable.line(text, most)).isEqualTo(line);
    }

    @Test
    void shouldTameWhatTagsSayOfAHost() {
        Host host = new Host(
                new HostId("h"),
                HOSTILE,
                HOSTILE,
                InstanceState.RUNNING,
                Instant.EPOCH,
                HostAddress.NONE,
                "",
                new Marks(Map.of("run", HOSTILE)),
                LaunchDefinition.UNKNOWN,
                HOSTILE);

        assertThat(host.zone()).isEqualTo(TAMED);
        assertThat(host.version()).isEqualTo(TAMED);
        assertThat(host.fate()).isEqualTo(TAMED);
        assertThat(host.marks().openRun()).contains(TAMED);
    }
}
