package io.mediaup.probe.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mediaup.plan.DrainSpec;
import io.mediaup.plan.RetireSpec;
import io.mediaup.plan.SshCheck;
import io.mediaup.probe.HostTemplate;
import io.mediaup.probe.ServerException;
import io.mediaup.remote.ssh.Shells;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code retire.before}: a host goes only after its command has succeeded, and no attempt runs it twice. */
class FarewellTest {

    @TempDir
    Path home;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private Shells shells;
    private CommandServer server;

    @BeforeEach
    void open() {
        assumeTrue(Files.isReadable(Path.of("/proc/sys/kernel/random/boot_id")), "this system has no /proc");
        shells = new Shells(home);
        server = new CommandServer(shells, "1.4.2");
        server.sshd.home(home);
    }

    @AfterEach
    void close() throws Exception {
        Files.writeString(home.resolve("go"), "");
        shells.close();
    }

    @Test
    void shouldBeDoneWhenTheCommandHasSucceeded() throws Exception {
        SshServerPort port =
                port("echo ran >> \"$0/ran\"; while [ -d \"$0\" ] && [ ! -e \"$0/go\" ]; do sleep 0.05; done");

        assertThat(port.beforeRetirement(server.host, "run/h/retire/1")).isFalse();
        assertThat(port.beforeRetirement(server.host, "run/h/retire/1")).isFalse();
        server.sshd.disconnectAll();
        Files.writeString(home.resolve("go"), "");

        // Another process of mediaup goes on where this one was.
        SshServerPort next = port("echo ran >> \"$0/ran\"");
        await().until(() -> next.beforeRetirement(server.host, "run/h/retire/1"));
        assertThat(Files.readString(home.resolve("ran"))).isEqualTo("ran\n");
    }

    @Test
    void shouldFailWhenTheCommandFails() {
        SshServerPort port = port("echo no space left; exit 4");

        await().untilAsserted(() -> assertThat(catchThrowableOfType(
                        ServerException.class, () -> port.beforeRetirement(server.host, "run/h/retire/1")))
                .hasMessage("Expected sh to succeed before it goes, but got: exit status 4: no space left")
                .matches(ended -> !ended.permanent(), "may be tried again"));
    }

    @Test
    void shouldFailWhenTheCommandTakesTooLong() throws Exception {
        SshServerPort port = port("while [ -d \"$0\" ] && [ ! -e \"$0/go\" ]; do sleep 0.05; done");
        assertThat(port.beforeRetirement(server.host, "run/h/retire/1")).isFalse();

        now.set(now.get().plusSeconds(900));

        assertThat(catchThrowableOfType(
                        ServerException.class, () -> port.beforeRetirement(server.host, "run/h/retire/1")))
                .hasMessageContaining("no end within its timeout")
                .matches(ServerException::permanent, "is not tried again: it still runs");
    }

    @Test
    void shouldHaveNothingToDoWithoutACommand() throws Exception {
        SshServerPort port = port(RetireSpec.PLAIN);

        assertThat(port.beforeRetirement(server.host, "run/h/retire/1")).isTrue();
        assertThat(server.sshd.lines()).isEmpty();
    }

    private SshServerPort port(String script) {
        return port(new RetireSpec(
                RetireSpec.How.TERMINATE,
                Optional.of(new SshCheck(
                        List.of("sh", "-c", script, home.toString()),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Duration.ofMinutes(15))),
                Duration.ZERO));
    }

    private SshServerPort port(RetireSpec retire) {
        return new SshServerPort(
                GivenSsh.probes(Optional.empty(), Optional.empty()),
                new DrainSpec(Optional.empty(), 3),
                retire,
                new HostTemplate("sfu", "1.5.0"),
                shells.shell(),
                now::get);
    }
}
