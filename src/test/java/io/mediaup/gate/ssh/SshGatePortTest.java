package io.mediaup.gate.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.fleet.Host;
import io.mediaup.gate.GateReading;
import io.mediaup.plan.GateSpec;
import io.mediaup.remote.ssh.Shells;
import io.mediaup.remote.ssh.TestSshd;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the answers of several hosts become one verdict, and what counts as an answer. */
class SshGatePortTest {

    @TempDir
    Path home;

    private Shells shells;
    private SshGatePort port;

    @BeforeEach
    void open() {
        shells = new Shells(home);
        port = GivenGate.port(shells);
    }

    @AfterEach
    void close() {
        shells.close();
    }

    /** One host for each answer: what its command prints, or the exit status of one that prints nothing. */
    private String judged(GateSpec gate, String... answers) {
        List<Host> hosts = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (String answer : answers) {
            TestSshd server = shells.server();
            boolean status = answer.startsWith("exit ");
            server.on(
                    "loss",
                    call -> call.print(status ? "" : answer, status ? Integer.parseInt(answer.substring(5)) : 0));
            hosts.add(Shells.host(server.port()));
            names.add(hosts.get(hosts.size() - 1).id().value());
        }
        GateReading reading = port.judge(gate, hosts);
        String evidence = reading.evidence();
        for (int i = 0; i < names.size(); i++) {
            evidence = evidence.replace(names.get(i), "h" + i);
        }
        return reading.verdict() + " " + evidence;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.01        | PASS h0: 0.01",
                "0.01;0.0    | PASS h0: 0.01 (2 hosts pass)",
                "0.01;0.5;9  | FAIL h1: 0.5, expected < 0.02 (2 of 3 hosts)",
                "exit 1;0.5  | FAIL h1: 0.5, expected < 0.02 (1 of 2 hosts)",
                "0.01;exit 1 | ERROR h1: exit status 1 (1 of 2 hosts)",
                "0.01;NaN    | INCONCLUSIVE h1: no data (1 of 2 hosts)",
                "0x1p-9      | ERROR h0: expected a number and nothing else, but found '0x1p-9'",
                "0.01 0.01   | ERROR h0: expected a number and nothing else, but found '0.01 0.01'",
            })
    void shouldTakeTheWorstOfSeveralHosts(String answers, String verdict) {
        assertThat(judged(GivenGate.number("loss"), answers.split(";", -1))).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exit 0          | PASS h0: yes",
                "exit 0;exit 1   | FAIL h1: no, expected yes (1 of 2 hosts)",
                "exit 0;exit 3   | FAIL h1: no, expected yes (1 of 2 hosts)",
                "exit 0;exit 127 | ERROR h1: exit status 127 (1 of 2 hosts)",
            })
    void shouldTakeTheExitStatusForAYesOrNo(String answers, String verdict) {
        assertThat(judged(GivenGate.yes("loss"), answers.split(";", -1))).isEqualTo(verdict);
    }

    @Test
    void shouldPassNobodyWhereNoHostIsThere() {
        assertThat(judged(GivenGate.yes("loss"))).isEqualTo("INCONCLUSIVE no new host is in rotation");
    }

    @Test
    void shouldPrintNothingRawOfWhatAHostSays() {
        assertThat(judged(GivenGate.number("loss"), "\u001b[31m5 \u202eall good\n"))
                .startsWith("ERROR h0: expected a number")
                .doesNotContain("\u001b", "\u202e", "\n");
    }

    @Test
    void shouldTakeAHostThatCannotBeReachedForAnError() {
        TestSshd server = shells.server();
        Host host = Shells.host(server.port());
        server.close();

        assertThat(port.judge(GivenGate.yes("loss"), List.of(host)).verdict())
                .isEqualTo(io.mediaup.fleet.GateVerdict.ERROR);
    }
}
