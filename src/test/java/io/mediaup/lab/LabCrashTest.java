package io.mediaup.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Launches and kills that were cut short, in every state in which a crash can leave the directory. */
class LabCrashTest extends LabTestBase {
    private static final LabLaunch LAUNCH = LabLaunch.of("run/slot-1/launch/1", "a", "1.5.0");

    @BeforeEach
    void labWithoutHosts() {
        lab.create();
        SMALL.addTo(Entries.empty()).with("name", "test").writeTo(lab.labFile());
    }

    @Test
    void shouldCompleteALaunchThatWasOnlyClaimed() throws IOException {
        String id = new LaunchBook(lab).claim(LAUNCH, SMALL);
        Files.delete(lab.hostFile(id));
        Files.delete(lab.host(id));

        assertThat(fleet.findByKey(LAUNCH.key())).isEmpty();
        assertThat(fleet.launch(LAUNCH).id()).isEqualTo(id);
        running(id);
        assertThat(processes()).hasSize(1);
    }

    @Test
    void shouldCompleteALaunchThatNeverGotAProcess() {
        String id = new LaunchBook(lab).claim(LAUNCH, SMALL);

        assertThat(fleet.hosts()).isEmpty();
        assertThat(fleet.launch(LAUNCH).id()).isEqualTo(id);
        running(id);
    }

    @Test
    void shouldCompleteAStartFromStandbyThatWasCutShortAnywhere() {
        String id = fleet.launch(LAUNCH).id();
        running(id);
        fleet.stop(id, true);
        LabLaunch start = LabLaunch.of("next/slot-1/launch/1", "a", "1.6.0");
        // The key is claimed first: the host is still what it was, and that launch has not happened.
        new LaunchBook(lab).claimFor(start.key(), id);
        assertThat(fleet.findByKey(start.key())).isEmpty();
        assertThat(fleet.find(id)).map(LabMachine::state).contains(LabMachine.State.STANDBY);

        // Then the record is written, and no process is started: nor has it happened now.
        new LaunchBook(lab).claimStandby(id, start, SMALL);
        assertThat(fleet.findByKey(start.key())).isEmpty();

        assertThat(fleet.launchStandby(id, start).id()).isEqualTo(id);
        assertThat(running(id).version()).isEqualTo("1.6.0");
        assertThat(fleet.launchStandby(id, start).pid()).isEqualTo(running(id).pid());
        assertThat(fleet.findByKey(start.key())).map(LabMachine::id).contains(id);
        assertThat(processes()).hasSize(1);
    }

    @Test
    void shouldCompleteALaunchWhoseSpawnerDiedBeforeItSaidGo() throws Exception {
        String id = new LaunchBook(lab).claim(LAUNCH, SMALL);
        Process shell = new ProcessBuilder("true").start();
        shell.waitFor();
        new ProcessIdentity(shell.pid(), "earlier")
                .addTo(Entries.empty())
                .with("phase", "prepared")
                .writeTo(LabDirectory.spawnFile(lab.host(id)));

        assertThat(fleet.hosts()).isEmpty();
        fleet.launch(LAUNCH);
        running(id);
    }

    @Test
    void shouldAdoptAProcessWhoseSpawnerDiedAfterItSaidGo() {
        String id = fleet.launch(LAUNCH).id();
        long pid = running(id).pid();
        Path spawn = LabDirectory.spawnFile(lab.host(id));
        Entries.read(spawn).orElseThrow().with("phase", "prepared").writeTo(spawn);

        assertThat(fleet.launch(LAUNCH).pid()).isEqualTo(pid);
        assertThat(Entries.read(spawn).orElseThrow().text("phase")).isEqualTo("started");
        assertThat(processes()).hasSize(1);
    }

    @Test
    void shouldNotBecomeAServerWhenTheSpawnerDiesBeforeItSaysGo() throws Exception {
        Path marker = root.resolve("became-a-server");
        // The pipe is closed without "go", as the kernel does it for a spawner that was killed.
        Process shell = Spawner.shell(List.of("touch", marker.toString())).start();
        shell.getOutputStream().close();

        assertThat(shell.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(shell.exitValue()).isEqualTo(1);
        assertThat(marker).doesNotExist();
    }

    @Test
    void shouldNotKillAStrangerThatGotThePid() throws Exception {
        String id = fleet.launch(LAUNCH).id();
        kill(running(id));
        eventually("dead", () -> fleet.find(id).orElseThrow().state() == LabMachine.State.DEAD);
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            for (Path file : List.of(LabDirectory.spawnFile(lab.host(id)), LabDirectory.runtimeFile(lab.host(id)))) {
                Entries.read(file).orElseThrow().with("pid", stranger.pid()).writeTo(file);
            }

            assertThat(fleet.find(id).orElseThrow().state()).isEqualTo(LabMachine.State.DEAD);
            fleet.terminate(id);
            fleet.down();

            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void shouldLetASecondProcessOfAHostExitAtOnce() throws Exception {
        String id = fleet.launch(LAUNCH).id();
        LabMachine first = running(id);

        Process second = new ProcessBuilder(
                        Spawner.java(LabHost.class, "--dir", lab.path().toString(), "--id", id))
                .start();

        assertThat(second.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(75);
        assertThat(running(id)).isEqualTo(first);
    }

    @Test
    void shouldTakeDownALabWhoseBringUpWasCutShort() {
        fleet.launch(LAUNCH);
        new LaunchBook(lab).claim(LabLaunch.of("other", "b", "1.5.0"), SMALL);

        fleet.down();

        assertThat(lab.path()).doesNotExist();
        assertThat(processes()).isEmpty();
    }
}
