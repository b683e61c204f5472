package io.mediaup.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mediaup.fleet.Host;
import io.mediaup.remote.RemoteJobs.Job;
import io.mediaup.remote.ssh.Shells;
import io.mediaup.remote.ssh.TestSshd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs outlive whoever started them, and no key ever runs twice. */
@Timeout(60)
class RemoteJobsTest {

    private static final String KEY = "20261101-090000-7f3a/host-1/upgrade/1";

    @TempDir
    Path home;

    private Shells shells;
    private TestSshd sshd;
    private Host host;
    private RemoteJobs jobs;

    @BeforeEach
    void open() {
        assumeTrue(Files.isReadable(Path.of("/proc/sys/kernel/random/boot_id")), "this system has no /proc");
        shells = new Shells(home);
        sshd = shells.server();
        sshd.home(home);
        host = Shells.host(sshd.port());
        jobs = new RemoteJobs(shells.shell());
    }

    @AfterEach
    void close() throws Exception {
        Files.createFile(home.resolve("end"));
        shells.close();
    }

    @Test
    void shouldKeepStatusAndOutputOfWhatHasEnded() throws Exception {
        jobs.start(host, KEY, List.of("sh", "-c", "echo \"$1\"; echo oh >&2; exit 3", "x", "it's $HOME"));

        await().until(() -> jobs.look(host, KEY) instanceof Job.Ended);
        assertThat(jobs.look(host, KEY)).isEqualTo(new Job.Ended(3, "it's $HOME\noh\n"));
    }

    @Test
    void shouldSayThatThereIsNone() throws Exception {
        assertThat(jobs.look(host, KEY)).isEqualTo(new Job.Absent());
    }

    @Test
    void shouldRunOnceHoweverOftenAndByHoweverManyItIsStarted() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            threads.invokeAll(IntStream.range(0, 6)
                    .<java.util.concurrent.Callable<Job>>mapToObj(i -> () -> jobs.start(host, KEY, counting()))
                    .toList());
        } finally {
            threads.shutdownNow();
        }
        await().until(() -> jobs.look(host, KEY) instanceof Job.Ended);
        jobs.start(host, KEY, counting());

        assertThat(Files.readString(home.resolve("ran"))).isEqualTo("ran\n");
    }

    @Test
    void shouldGoOnWhenTheConnectionIsLost() throws Exception {
        assertThat(jobs.start(host, KEY, waiting())).isInstanceOf(Job.Running.class);

        sshd.disconnectAll();
        await().until(() -> !sshd.connected());

        assertThat(jobs.look(host, KEY)).isEqualTo(new Job.Running("begun\n"));
        Files.createFile(home.resolve("go"));
        await().until(() -> jobs.look(host, KEY) instanceof Job.Ended);
        assertThat(jobs.look(host, KEY)).isEqualTo(new Job.Ended(0, "begun\nran\n"));
    }

    @Test
    void shouldFindAJobWhoseStartGotNoAnswer() throws Exception {
        sshd.on("sh", call -> {
            sshd.on("sh", sshd::shell);
            sshd.shell(new TestSshd.Call(
                    call.line(),
                    call.in(),
                    java.io.OutputStream.nullOutputStream(),
                    java.io.OutputStream.nullOutputStream(),
                    (status, message, close) -> {},
                    call.channel()));
            call.disconnect();
        });

        assertThat(catchThrowableOfType(RemoteException.class, () -> jobs.start(host, KEY, counting())))
                .isNotNull();
        jobs.start(host, KEY, counting());

        await().until(() -> jobs.look(host, KEY) instanceof Job.Ended);
        assertThat(Files.readString(home.resolve("ran"))).isEqualTo("ran\n");
    }

    @Test
    void shouldTakeAKilledJobForDeadAndNotRunItAgain() throws Exception {
        jobs.start(host, KEY, waiting());
        long leader =
                Long.parseLong(Files.readString(directory().resolve("leader")).strip());
        ProcessHandle.of(leader).ifPresent(job -> {
            // The leader first: it would still write down how its command ended.
            List<ProcessHandle> below = job.descendants().toList();
            job.destroyForcibly();
            below.forEach(ProcessHandle::destroyForcibly);
        });
        await().until(() ->
                ProcessHandle.of(leader).filter(ProcessHandle::isAlive).isEmpty());

        assertThat(jobs.look(host, KEY)).isInstanceOf(Job.Died.class);
        assertThat(jobs.start(host, KEY, counting())).isInstanceOf(Job.Died.class);
        assertThat(home.resolve("ran")).doesNotExist();
    }

    @Test
    void shouldTakeAJobOfAnEarlierBootForDeadAndNotRunItAgain() throws Exception {
        jobs.start(host, KEY, waiting());
        Files.writeString(directory().resolve("boot"), "another-boot\n");

        assertThat(jobs.look(host, KEY)).isEqualTo(new Job.Died("the host has booted since it was started", "begun\n"));
        assertThat(jobs.start(host, KEY, counting())).isInstanceOf(Job.Died.class);
        assertThat(home.resolve("ran")).doesNotExist();
    }

    @Test
    void shouldBelieveAStatusAlsoAfterABoot() throws Exception {
        jobs.start(host, KEY, counting());
        await().until(() -> jobs.look(host, KEY) instanceof Job.Ended);
        Files.writeString(directory().resolve("boot"), "another-boot\n");

        assertThat(jobs.look(host, KEY)).isEqualTo(new Job.Ended(0, ""));
    }

    @Test
    void shouldNotRunWhatWasClaimedAndCutOff() throws Exception {
        Files.createDirectories(directory().resolveSibling(directory().getFileName() + ".claim"));

        assertThat(jobs.start(host, KEY, counting())).isInstanceOf(Job.Died.class);
        assertThat(home.resolve("ran")).doesNotExist();
    }

    @Test
    void shouldNotTakeANumberThatWasGivenOutAgainForTheJob() throws Exception {
        jobs.start(host, KEY, waiting());
        Files.writeString(directory().resolve("begun"), "1\n");

        assertThat(jobs.look(host, KEY)).isInstanceOf(Job.Died.class);
    }

    @Test
    void shouldKeepKeysInTheirPlace() {
        assertThat(RemoteJobs.name(KEY)).isEqualTo("20261101-090000-7f3a-host-1-upgrade-1");
        assertThatThrownBy(() -> RemoteJobs.name("../x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RemoteJobs.name("")).isInstanceOf(IllegalArgumentException.class);
    }

    private Path directory() {
        return home.resolve(RemoteJobs.DIRECTORY).resolve(RemoteJobs.name(KEY));
    }

    private List<String> counting() {
        return List.of("sh", "-c", "echo ran >> \"$0\"", home.resolve("ran").toString());
    }

    /** Ends when the file go is there, or at the end of the test, which removes the folder. */
    private List<String> waiting() {
        return List.of(
                "sh",
                "-c",
                "echo begun; while [ -d \"$0\" ] && [ ! -e \"$0/go\" ] && [ ! -e \"$0/end\" ]; do sleep 0.05; done; echo ran",
                home.toString());
    }
}
