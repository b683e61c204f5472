package io.mediaup.remote.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.mediaup.remote.RemoteException;
import io.mediaup.remote.RemoteException.Kind;
import io.mediaup.remote.RemoteShell;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys, jumps and tunnels. */
@Timeout(60)
class WaysInTest {

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

    @ParameterizedTest
    @CsvSource({"ecdsa-sha2-nistp384,384", "ssh-ed25519,256"})
    void shouldLogInWithEveryKindOfKey(String type, int size) throws Exception {
        KeyPair pair = TestSshd.pair(type, size);
        try (TestSshd server = TestSshd.start(pair.getPublic())) {
            shells.know(server.knownHost());
            shells.configure(
                    "127.0.0.1:" + server.port(),
                    "identityfile",
                    TestSshd.write(pair, home.resolve("other"), "").toString());

            shells.shell().run(Shells.host(server.port()), Shells.command("true"));
        }
    }

    @Test
    void shouldAskOnceForAPassphrase() throws Exception {
        KeyPair pair = TestSshd.pair("ecdsa-sha2-nistp256", 256);
        Path file = TestSshd.write(pair, home.resolve("locked"), "open sesame");
        try (TestSshd one = TestSshd.start(pair.getPublic());
                TestSshd other = TestSshd.start(pair.getPublic())) {
            shells.answer = Optional.of("open sesame".toCharArray());
            RemoteShell shell = shells.shell();
            for (TestSshd server : new TestSshd[] {one, other}) {
                shells.know(server.knownHost());
                shells.configure("127.0.0.1:" + server.port(), "identityfile", file.toString());
                shell.run(Shells.host(server.port()), Shells.command("true"));
            }
        }
        assertThat(shells.questions).containsExactly("Passphrase for the key " + file + ": ");
    }

    @Test
    void shouldSayThatNobodyCanBeAsked() {
        KeyPair pair = TestSshd.pair("ecdsa-sha2-nistp256", 256);
        Path file = TestSshd.write(pair, home.resolve("locked"), "open sesame");
        TestSshd server = shells.server();
        shells.configure("127.0.0.1:" + server.port(), "identityfile", file.toString());

        RemoteException failure = catchThrowableOfType(
                RemoteException.class, () -> shells.shell().run(Shells.host(server.port()), Shells.command("true")));

        assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
        assertThat(failure).hasMessageContaining("nobody to ask").hasMessageContaining("ssh-add");
    }

    @Test
    void shouldJumpAndKeepOneConnectionToTheJumpHost() throws Exception {
        TestSshd bastion = shells.server();
        TestSshd one = shells.server();
        TestSshd other = shells.server();
        for (TestSshd server : new TestSshd[] {one, other}) {
            shells.configure("127.0.0.1:" + server.port(), "proxyjump", "127.0.0.1:" + bastion.port());
        }
        shells.configure("127.0.0.1", "port", Integer.toString(bastion.port()));
        RemoteShell shell = shells.shell();

        assertThat(shell.run(Shells.host(one.port()), Shells.command("echo", "1"))
                        .output())
                .isEqualTo("1\n");
        assertThat(shell.run(Shells.host(other.port()), Shells.command("echo", "2"))
                        .output())
                .isEqualTo("2\n");
        assertThat(bastion.logins()).isEqualTo(1);
        assertThat(bastion.lines()).isEmpty();

        bastion.disconnectAll();
        await().until(() -> !one.connected() && !other.connected());
        assertThat(shell.run(Shells.host(one.port()), Shells.command("echo", "3"))
                        .output())
                .isEqualTo("3\n");
    }

    @Test
    void shouldNotBelieveAJumpHostThatNobodyKnows() {
        TestSshd bastion = shells.unknownServer();
        TestSshd server = shells.server();
        shells.configure("127.0.0.1:" + server.port(), "proxyjump", "127.0.0.1:" + bastion.port());

        RemoteException failure = catchThrowableOfType(
                RemoteException.class, () -> shells.shell().run(Shells.host(server.port()), Shells.command("true")));

        assertThat(failure.kind()).isEqualTo(Kind.UNKNOWN_HOST_KEY);
        assertThat(server.logins()).isZero();
    }

    @Test
    void shouldTunnelToAServerThatListensOnLoopbackOnly() throws Exception {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        http.createContext("/", exchange -> {
            byte[] body = "ok".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        http.start();
        try {
            TestSshd server = shells.server();
            RemoteShell shell = shells.shell();
            InetSocketAddress entrance =
                    shell.tunnel(Shells.host(server.port()), http.getAddress().getPort());

            assertThat(entrance.getAddress().isLoopbackAddress()).isTrue();
            assertThat(entrance.getPort()).isNotEqualTo(http.getAddress().getPort());
            assertThat(get(entrance)).isEqualTo("ok");
            assertThat(get(entrance)).isEqualTo("ok");
            assertThat(shell.tunnel(
                            Shells.host(server.port()), http.getAddress().getPort()))
                    .isEqualTo(entrance);

            server.disconnectAll();
            await().until(() -> !server.connected());
            assertThat(get(entrance)).isEqualTo("ok");
            assertThat(server.logins()).isEqualTo(2);
        } finally {
            http.stop(0);
        }
    }

    private static String get(InetSocketAddress entrance) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + entrance.getPort() + "/"))
                .timeout(Shells.PATIENT)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
