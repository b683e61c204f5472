package io.mediaup.remote.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.mediaup.fleet.Host;
import io.mediaup.plan.SshSpec;
import io.mediaup.remote.HostKeyPins;
import io.mediaup.remote.RemoteCommand;
import io.mediaup.remote.RemoteException;
import io.mediaup.remote.RemoteException.Kind;
import io.mediaup.remote.RemoteResult;
import io.mediaup.remote.RemoteShell;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands and their limits, against servers that behave and servers that do not. */
@Timeout(60)
class SshShellTest {

    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    Path home;

    private Shells shells;

    @BeforeEach
    void open() {
        shells = new Shells(home);
    }

    @AfterEach
    void close() {
        shells.close();
    }

    @Test
    void shouldBringBackStatusAndBothOutputs() throws Exception {
        TestSshd server = shells.server();

        RemoteResult result = shells.shell()
                .run(Shells.host(server.port()), Shells.command("sh", "-c", "echo out; echo err >&2; exit 3"));

        assertThat(result).isEqualTo(new RemoteResult(3, "out\n", "err\n"));
    }

    @Test
    void shouldHandEveryArgumentOverAsItIs() throws Exception {
        TestSshd server = shells.server();

        RemoteResult result = shells.shell()
                .run(Shells.host(server.port()), Shells.command("printf", "%s\n", "a b", "$(id)", "';'", "*"));

        assertThat(result.output()).isEqualTo("a b\n$(id)\n';'\n*\n");
    }

    @Test
    void shouldLogInOnceForManyCommandsAtOnce() throws Exception {
        TestSshd server = shells.server();
        RemoteShell shell = shells.shell();
        ExecutorService threads = Executors.newFixedThreadPool(12);
        try {
            List<Future<RemoteResult>> results = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String number = Integer.toString(i);
                results.add(
                        threads.submit(() -> shell.run(Shells.host(server.port()), Shells.command("echo", number))));
            }
            for (int i = 0; i < 40; i++) {
                assertThat(results.get(i).get().output()).isEqualTo(i + "\n");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(server.logins()).isEqualTo(1);
    }

    @Test
    void shouldConnectAgainWhenTheConnectionDied() throws Exception {
        TestSshd server = shells.server();
        RemoteShell shell = shells.shell();
        Host host = Shells.host(server.port());
        shell.run(host, Shells.command("true"));

        server.disconnectAll();
        await().until(() -> !server.connected());

        assertThat(shell.run(host, Shells.command("echo", "again")).output()).isEqualTo("again\n");
        assertThat(server.logins()).isEqualTo(2);
    }

    @Test
    void shouldNeverSendACommandTwice() {
        TestSshd server = shells.server();
        AtomicInteger begun = new AtomicInteger();
        server.on("upgrade", call -> {
            begun.incrementAndGet();
            call.out().write("half".getBytes(UTF_8));
            call.out().flush();
            call.disconnect();
        });

        assertThat(failure(server, Shells.command("upgrade")).kind()).isEqualTo(Kind.LOST);
        assertThat(begun).hasValue(1);
    }

    @Test
    void shouldEndACommandThatDoesNotEnd() throws Exception {
        TestSshd server = shells.server();
        server.on("stall", call -> new CountDownLatch(1).await());
        RemoteShell shell = shells.shell();
        Host host = Shells.host(server.port());

        RemoteException failure = catchThrowableOfType(
                RemoteException.class, () -> shell.run(host, new RemoteCommand(List.of("stall"), SHORT)));

        assertThat(failure.kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(failure).hasMessage("the command did not end within 300 ms");
        assertThat(shell.run(host, Shells.command("echo", "next")).output()).isEqualTo("next\n");
        await().until(() -> server.signals().contains("TERM"));
    }

    @Test
    void shouldEndACommandThatFallsSilent() {
        TestSshd server = shells.server();
        server.on("mumble", call -> {
            call.out().write("a".getBytes(UTF_8));
            call.out().flush();
            new CountDownLatch(1).await();
        });

        assertThat(failure(server, new RemoteCommand(List.of("mumble"), Shells.PATIENT, SHORT)))
                .hasMessage("the command printed nothing for 300 ms");
    }

    @Test
    void shouldEndACommandThatPrintsWithoutEnd() {
        TestSshd server = shells.server();
        server.on("flood", call -> {
            byte[] piece = new byte[32 * 1024];
            while (true) {
                call.err().write(piece);
                call.out().write(piece);
            }
        });

        RemoteException failure = failure(server, Shells.command("flood"));

        assertThat(failure.kind()).isEqualTo(Kind.FLOOD);
        assertThat(failure.permanent()).isFalse();
    }

    @Test
    void shouldNotTakeAMissingExitStatusForSuccess() {
        TestSshd server = shells.server();
        server.on("vanish", call -> call.channel().close(false));

        assertThat(failure(server, Shells.command("vanish")).kind()).isEqualTo(Kind.LOST);
    }

    @Test
    void shouldGiveUpOnAServerThatSaysNothing() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            RemoteShell shell =
                    shells.shell(Shells.spec(SshSpec.Trust.KNOWN_HOSTS, Duration.ofMillis(400)), HostKeyPins.NONE);

            RemoteException failure = catchThrowableOfType(
                    RemoteException.class, () -> shell.run(Shells.host(mute.getLocalPort()), Shells.command("true")));

            assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(failure).hasMessageContaining("within 400 ms");
        }
    }

    @Test
    void shouldSayThatNobodyListens() {
        TestSshd server = shells.server();
        int port = server.port();
        server.close();

        RemoteException failure = catchThrowableOfType(
                RemoteException.class, () -> shells.shell().run(Shells.host(port), Shells.command("true")));

        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure).hasMessage("no SSH connection to 127.0.0.1:" + port + ": connection refused");
    }

    @Test
    void shouldSayThatItIsNotLetIn() {
        TestSshd server =
                TestSshd.start(TestSshd.pair("ecdsa-sha2-nistp256", 256).getPublic());
        try (server) {
            shells.know(server.knownHost());

            RemoteException failure = failure(server, Shells.command("true"));

            assertThat(failure.kind()).isEqualTo(Kind.NOT_PERMITTED);
            assertThat(failure.permanent()).isTrue();
        }
    }

    @Test
    void shouldLeaveWhenInterrupted() throws Exception {
        TestSshd server = shells.server();
        CountDownLatch begun = new CountDownLatch(1);
        server.on("stall", call -> {
            begun.countDown();
            new CountDownLatch(1).await();
        });
        RemoteShell shell = shells.shell();
        List<RemoteException> failures = new ArrayList<>();
        Thread caller = new Thread(() -> failures.add(catchThrowableOfType(
                RemoteException.class, () -> shell.run(Shells.host(server.port()), Shells.command("stall")))));
        caller.start();
        begun.await();

        caller.interrupt();
        caller.join();

        assertThat(failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.INTERRUPTED));
    }

    private RemoteException failure(TestSshd server, RemoteCommand command) {
        RemoteException failure = catchThrowableOfType(
                RemoteException.class, () -> shells.shell().run(Shells.host(server.port()), command));
        assertThat(failure).isNotNull();
        return failure;
    }
}
