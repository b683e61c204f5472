package io.mediaup.probe.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediaup.plan.PlanEdits;
import io.mediaup.plan.PlanFile;
import io.mediaup.plan.SshCheck;
import io.mediaup.remote.RemoteResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Presets that ask over SSH, with what the servers print by their sources; no real Prosody or eturnal runs here. */
class PresetOutputsTest {

    private static final String SESSIONS =
            "2 active TURN sessions:\n\n-- TURN session of 7 --\n    Client: [::1]:5 (UDP)\n";

    @TempDir
    private Path bin;

    private static SshCheck check(String preset) throws Exception {
        String text = "apiVersion: mediaup/v1\nname: p\nfleet: {provider: lab}\ntarget: {version: '2'}\n"
                + "probes: {sessions: [{name: calls, preset: " + preset + "}]}\n";
        return (SshCheck) PlanFile.read("p", text.getBytes(StandardCharsets.UTF_8), PlanEdits.NONE)
                .probes()
                .sessions()
                .get(0)
                .source();
    }

    @ParameterizedTest
    @CsvSource({"OK: Total: 0 clients, 0", "OK: Total: 17 clients, 17", "Total: 3 clients, 3"})
    void shouldReadProsody(String printed, long count) throws Exception {
        assertThat(Outputs.count(check("prosody"), new RemoteResult(0, printed + "\n", "")))
                .isEqualTo(count);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Error: no such command", "OK: Total: many clients"})
    void shouldNotGuessWhatProsodySays(String printed) {
        assertThatThrownBy(() -> Outputs.count(check("prosody"), new RemoteResult(0, printed, "")))
                .isInstanceOf(UnreadableException.class);
    }

    @Test
    void shouldReadEturnal() throws Exception {
        assertThat(eturnal("printf 'No active TURN sessions\n'")).isZero();
        assertThat(eturnal("printf '%s\n' '" + SESSIONS + "'")).isEqualTo(2);
        assertThat(eturnal("printf '1 active TURN session:\n'")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit 0", "printf 'No active TURN sessions\n'; exit 1", "echo Querying eturnal timed out"})
    void shouldNotGuessWhatEturnalSays(String script) {
        assertThatThrownBy(() -> eturnal(script)).isInstanceOf(UnreadableException.class);
    }

    /** The preset's own command, with an eturnalctl that does {@code script}. */
    private long eturnal(String script) throws Exception {
        Path control = bin.resolve("eturnalctl");
        Files.writeString(control, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(control, PosixFilePermissions.fromString("rwxr-xr-x"));
        SshCheck check = check("eturnal");
        ProcessBuilder command = new ProcessBuilder(check.command());
        command.environment().merge("PATH", bin.toString(), (path, first) -> first + ":" + path);
        Process process = command.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return Outputs.count(check, new RemoteResult(process.waitFor(), output, ""));
    }
}
