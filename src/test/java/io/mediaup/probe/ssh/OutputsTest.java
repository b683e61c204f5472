package io.mediaup.probe.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediaup.plan.SshCheck;
import io.mediaup.remote.RemoteResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands print, and what it is taken for. A hostile host prints whatever it likes. */
class OutputsTest {

    private static final SshCheck PLAIN = GivenSsh.check("ask");
    private static final SshCheck ASTERISK = GivenSsh.matching("^(\\d+) active calls?$", "asterisk");

    @ParameterizedTest
    @CsvSource({"0,0", "7,7", "007,7", "1000000000000,1000000000000", "00000000000000000001,1"})
    void shouldReadOneWholeNumber(String printed, long count) throws Exception {
        assertThat(Outputs.count(PLAIN, ok(" " + printed + "\n"))).isEqualTo(count);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "-1",
                "+1",
                "1.0",
                "1e3",
                "0x10",
                "1 2",
                "1\n2",
                "none",
                "NaN",
                "1000000000001",
                "1000000000000000000000000000000",
                "99999999999999999999",
                "٣",
                "1\u00a0",
                "1\0",
            })
    void shouldNotGuessACount(String printed) {
        assertThatThrownBy(() -> Outputs.count(PLAIN, ok(printed)))
                .isInstanceOf(UnreadableException.class)
                .message()
                .doesNotContainPattern("\\p{Cntrl}");
    }

    @Test
    void shouldReadTheGroupOfAPattern() throws Exception {
        assertThat(Outputs.count(ASTERISK, ok("3 active channels\n2 active calls\n9 calls processed\n")))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2 active channels", "1 active call\n2 active calls"})
    void shouldNotGuessACountByAPattern(String printed) {
        assertThatThrownBy(() -> Outputs.count(ASTERISK, ok(printed))).isInstanceOf(UnreadableException.class);
    }

    @Test
    void shouldNotCountWhatAFailedCommandPrinted() {
        assertThatThrownBy(() -> Outputs.count(PLAIN, new RemoteResult(1, "0\n", "no socket\u001b[2J\nmore")))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("exit status 1: no socket?[2J");
    }

    @Test
    void shouldReadAVersion() throws Exception {
        assertThat(Outputs.version(PLAIN, ok("1.5.0-rc1+é\n"))).isEqualTo("1.5.0-rc1+é");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.5\n1.6", "\u001b[31m1.5.0", "1.5.0\u202e", "\0", "1.5\u20286"})
    void shouldNotBelieveAVersionThatDoesNotPrint(String printed) {
        assertThatThrownBy(() -> Outputs.version(PLAIN, ok(printed)))
                .isInstanceOf(UnreadableException.class)
                .message()
                .doesNotContainPattern("\\p{Cntrl}");
    }

    @ParameterizedTest
    @CsvSource({"0,true", "1,false", "3,false", "4,false"})
    void shouldTakeAnExitStatusForHealth(int status, boolean healthy) throws Exception {
        assertThat(Outputs.healthy(PLAIN, new RemoteResult(status, "", ""))).isEqualTo(healthy);
    }

    @ParameterizedTest
    @ValueSource(ints = {126, 127, 255})
    void shouldNotTakeAMissingCommandForANo(int status) {
        RemoteResult result = new RemoteResult(status, "", "not found");

        assertThatThrownBy(() -> Outputs.healthy(PLAIN, result)).isInstanceOf(UnreadableException.class);
        assertThatThrownBy(() -> Outputs.drainFlag(PLAIN, result)).isInstanceOf(UnreadableException.class);
    }

    @Test
    void shouldReadADrainFlagByItsExitStatus() throws Exception {
        assertThat(Outputs.drainFlag(PLAIN, new RemoteResult(0, "", ""))).isTrue();
        assertThat(Outputs.drainFlag(PLAIN, new RemoteResult(1, "", ""))).isFalse();
        assertThatThrownBy(() -> Outputs.drainFlag(PLAIN, new RemoteResult(2, "", "")))
                .isInstanceOf(UnreadableException.class);
    }

    @Test
    void shouldReadADrainFlagByItsOutput() throws Exception {
        SshCheck check = GivenSsh.expecting("paused", "fs_cli");

        assertThat(Outputs.drainFlag(check, ok("paused\n"))).isTrue();
        assertThat(Outputs.drainFlag(check, ok("running\n"))).isFalse();
        assertThatThrownBy(() -> Outputs.drainFlag(check, ok(""))).isInstanceOf(UnreadableException.class);
        assertThatThrownBy(() -> Outputs.drainFlag(check, new RemoteResult(1, "running", "")))
                .isInstanceOf(UnreadableException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "1.5", "9999999", "1\n2", "--1"})
    void shouldNotGuessHowLongToWait(String printed) {
        assertThatThrownBy(() -> Outputs.seconds(ok(printed))).isInstanceOf(UnreadableException.class);
    }

    private static RemoteResult ok(String printed) {
        return new RemoteResult(0, printed, "");
    }
}
