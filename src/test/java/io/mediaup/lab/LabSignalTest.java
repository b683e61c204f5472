package io.mediaup.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LabSignalTest extends LabTestBase {
    /** Stands for the CLI: brings the lab up and stays until a signal ends it. */
    static final class Launcher {
        private Launcher() {}

        public static void main(String[] args) throws InterruptedException {
            new LabFleet(new LabDirectory(Path.of(args[0]))).up(SMALL);
            Thread.sleep(60_000);
        }
    }

    @Test
    void shouldSurviveWhatKillsTheProcessGroupOfItsLauncher() throws Exception {
        assumeThat(Path.of("/usr/bin/setsid")).exists();
        Process launcher = new ProcessBuilder(
                        "/usr/bin/setsid",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Launcher.class.getName(),
                        lab.path().toString())
                .inheritIO()
                .start();
        eventually(
                "two hosts that answer",
                () -> fleet.hosts().size() == 2
                        && fleet.hosts().stream().allMatch(machine -> machine.state() == LabMachine.State.RUNNING));
        List<LabMachine> before = fleet.hosts();

        signal("INT", "-" + launcher.pid());
        assertThat(launcher.waitFor(10, TimeUnit.SECONDS)).isTrue();

        assertThat(fleet.hosts()).isEqualTo(before);
    }

    @Test
    void shouldIgnoreCtrlCAndHangUpAlsoWhenTheyAreSentToTheHostItself() throws Exception {
        fleet.up(SMALL);
        LabMachine host = fleet.hosts().get(0);

        for (String signal : List.of("INT", "HUP", "TSTP")) {
            signal(signal, String.valueOf(host.pid()));
        }

        assertThat(call("GET", host, "/health").statusCode()).isEqualTo(200);
        assertThat(fleet.hosts().get(0)).isEqualTo(host);
    }

    @Test
    void shouldEndAtOnceOnSigterm() throws Exception {
        fleet.up(SMALL);
        LabMachine host = fleet.hosts().get(0);

        signal("TERM", String.valueOf(host.pid()));

        eventually("dead", () -> fleet.hosts().get(0).state() == LabMachine.State.DEAD);
    }

    @Test
    void shouldRunACommandWithItsPortVersionAndIdFilledIn() throws Exception {
        Path said = root.resolve("said");
        LabSpec spec = new LabSpec(
                1,
                List.of("a"),
                "2.0",
                SMALL.bootTime(),
                0,
                SMALL.sessionMedian(),
                SMALL.sessionP95(),
                List.of("/bin/sh", "-c", "echo {{port}} {{version}} {{id}} > " + said + "; sleep 60; true"));

        fleet.up(spec);

        LabMachine host = fleet.hosts().get(0);
        assertThat(host.state()).isEqualTo(LabMachine.State.RUNNING);
        assertThat(host.port()).isPositive();
        eventually("the command's words", () -> text(said).endsWith("\n"));
        assertThat(text(said).strip()).isEqualTo(host.port() + " 2.0 " + host.id());
        List<ProcessHandle> children =
                ProcessHandle.of(host.pid()).orElseThrow().children().toList();
        fleet.terminate(host.id());
        eventually("no child left", () -> children.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void shouldShowWhatACommandSaidThatDoesNotStart() {
        LabSpec spec = new LabSpec(
                1,
                List.of("a"),
                "2.0",
                Duration.ofSeconds(1),
                0,
                SMALL.sessionMedian(),
                SMALL.sessionP95(),
                List.of("no-such-server", "--port={{port}}"));

        assertThatThrownBy(() -> fleet.up(spec))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("its process ended")
                .hasMessageContaining("no-such-server");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException notYet) {
            return "";
        }
    }

    private static void signal(String name, String whom) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("/bin/kill", "-" + name, "--", whom)
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }
}
