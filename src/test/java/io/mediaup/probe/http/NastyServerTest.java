package io.mediaup.probe.http;

import static io.mediaup.probe.http.RawServer.forever;
import static io.mediaup.probe.http.RawServer.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.Reading;
import io.mediaup.plan.HttpCheck;
import io.mediaup.probe.ServerException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that do not play by the rules. None may hang a probe, and none may make it believe in a number. */
@Timeout(120)
class NastyServerTest {

    private static final HttpCheck COUNT = Given.get("/stats", "/n");
    private static final HttpCheck IMPATIENT = Given.within(COUNT, Duration.ofMillis(400));
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    private static final String GOOD = HEAD + "Content-Length: 7\r\n\r\n{\"n\":3}";

    private static String reason(HttpCheck check, Host host) {
        Reading<Long> reading = Given.counts(check).inspect(host).sessions().get("calls");
        assertThat(reading).isInstanceOf(Reading.Unknown.class);
        return ((Reading.Unknown<Long>) reading).reason();
    }

    @Test
    void shouldGiveUpOnAServerThatNeverAnswers() throws Exception {
        try (RawServer server = new RawServer((socket, out) -> {})) {
            assertThat(reason(IMPATIENT, server.host())).isEqualTo("no answer within 400 ms");
            server.awaitClientLeft();
        }
    }

    @Test
    void shouldGiveUpOnHeadersThatTrickle() throws Exception {
        try (RawServer server = new RawServer((socket, out) -> {
            write(out, HEAD);
            forever(out, "X", 20);
        })) {
            assertThat(reason(IMPATIENT, server.host())).isEqualTo("no answer within 400 ms");
            server.awaitClientLeft();
        }
    }

    @Test
    void shouldGiveUpOnABodyThatTrickles() throws Exception {
        try (RawServer server = new RawServer((socket, out) -> {
            write(out, HEAD + "Content-Length: 100000\r\n\r\n");
            forever(out, " ", 20);
        })) {
            assertThat(reason(IMPATIENT, server.host())).isEqualTo("the answer did not end within 400 ms");
            server.awaitClientLeft();
        }
    }

    @Test
    void shouldGiveUpOnABodyThatNeverComes() throws Exception {
        try (RawServer server =
                new RawServer((socket, out) -> write(out, HEAD + "Content-Length: 7\r\n\r\n{\"n\":3"))) {
            assertThat(reason(IMPATIENT, server.host())).isEqualTo("the answer did not end within 400 ms");
            server.awaitClientLeft();
        }
    }

    @Test
    void shouldStopReadingAnEndlessBody() throws Exception {
        try (RawServer server = new RawServer((socket, out) -> {
            write(out, HEAD + "\r\n");
            forever(out, " ".repeat(8192), 0);
        })) {
            assertThat(reason(COUNT, server.host())).isEqualTo("the answer is larger than 1 MiB");
            server.awaitClientLeft();
        }
    }

    @Test
    void shouldReadABodyOfExactlyTheLimitAndNoMore() throws Exception {
        AtomicInteger size = new AtomicInteger(LimitedBody.MOST);
        try (RawServer server = new RawServer((socket, out) ->
                write(out, HEAD + "Content-Length: " + size + "\r\n\r\n{\"n\":3}" + " ".repeat(size.get() - 7)))) {
            HttpServerPort port = Given.counts(COUNT);
            assertThat(port.inspect(server.host()).sessions().get("calls").value())
                    .contains(3L);
            size.incrementAndGet();
            assertThat(reason(COUNT, server.host())).isEqualTo("the answer is larger than 1 MiB");
        }
    }

    @Test
    void shouldNotKeepTenMegabytesOfHeaders() throws Exception {
        try (RawServer server = new RawServer((socket, out) -> {
            write(out, HEAD);
            for (int i = 0; i < 10_240; i++) {
                write(out, "X-" + i + ": " + "x".repeat(1000) + "\r\n");
            }
            write(out, "Content-Length: 7\r\n\r\n{\"n\":3}");
        })) {
            assertThat(reason(COUNT, server.host())).isNotBlank();
            server.awaitClientLeft();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 100\r\n\r\n{\"n\":0}",
                "Transfer-Encoding: chunked\r\n\r\n7\r\n{\"n\":0}\r\n",
                "Transfer-Encoding: chunked\r\n\r\nZZZ\r\n{\"n\":0}\r\n0\r\n\r\n",
            })
    void shouldNotBelieveAnAnswerThatWasCutShort(String rest) throws Exception {
        try (RawServer server = new RawServer((socket, out) -> {
            write(out, HEAD + rest);
            socket.close();
        })) {
            assertThat(reason(COUNT, server.host())).isEqualTo("the connection broke off within the answer");
        }
    }

    @Test
    void shouldNotBelieveAnAnswerThatWasReset() throws Exception {
        try (RawServer server = new RawServer((socket, out) -> {
            write(out, HEAD + "Content-Length: 100\r\n\r\n{\"n\":0}");
            socket.setSoLinger(true, 0);
            socket.close();
        })) {
            assertThat(reason(COUNT, server.host())).contains("connection");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\u0000\u0001\u0002\u00ff\u00fe garbage",
                "SSH-2.0-OpenSSH_9.2\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 7x\r\n\r\n{\"n\":0}",
            })
    void shouldNotBelieveRubbish(String bytes) throws Exception {
        try (RawServer server = new RawServer((socket, out) -> {
            write(out, bytes);
            socket.close();
        })) {
            assertThat(reason(COUNT, server.host())).isNotBlank();
        }
    }

    /** JDK 17 forgets the socket of an answer that is not HTTP, and a host is asked every few seconds for hours. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\r\n\r\n",
                "SSH-2.0-OpenSSH_9.2\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 7x\r\n\r\n{\"n\":0}",
                "HTTP/1.1 101 Switching Protocols\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n",
            })
    void shouldCloseAConnectionThatIsNoUse(String bytes) throws Exception {
        HttpServerPort port = Given.counts(COUNT);
        try (RawServer server = new RawServer((socket, out) -> write(out, bytes))) {
            assertThat(port.inspect(server.host()).sessions().get("calls").value())
                    .isEmpty();
            server.awaitClientLeft();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n",
            })
    void shouldSayThatAServerWantsCredentials(String answer) throws Exception {
        try (RawServer server = new RawServer((socket, out) -> write(out, answer))) {
            assertThat(reason(COUNT, server.host())).isEqualTo("HTTP 401");
        }
    }

    @Test
    void shouldSurviveAProxysAnswer() throws Exception {
        try (RawServer server =
                new RawServer((socket, out) -> write(out, "HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n"))) {
            assertThat(reason(COUNT, server.host())).isNotBlank();
        }
    }

    @Test
    void shouldSayThatNothingListens() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThat(reason(COUNT, Given.host(port))).isEqualTo("connection refused");
    }

    @Test
    void shouldSayThatThereIsNoTls() throws Exception {
        HttpCheck tls = Given.get("https://{{host.address}}:{{host.port}}/stats", "/n");
        try (RawServer server = new RawServer((socket, out) -> {})) {
            // The "request" is a TLS hello, which never holds an empty line: the server just reads.
            assertThat(reason(Given.within(tls, Duration.ofMillis(400)), server.host()))
                    .endsWith("within 400 ms");
            server.awaitClientLeft();
        }
    }

    @Test
    void shouldOutliveAConnectionThatTheServerClosedInBetween() throws Exception {
        try (RawServer server = new RawServer((socket, out) -> {
            write(out, GOOD);
            socket.close();
        })) {
            HttpServerPort port = Given.counts(COUNT);
            for (int i = 0; i < 5; i++) {
                assertThat(port.inspect(server.host()).sessions().get("calls").value())
                        .contains(3L);
            }
        }
    }

    @Test
    void shouldKeepAConnectionOpenBetweenInspections() throws Exception {
        try (RawServer server = new RawServer((socket, out) -> write(out, GOOD))) {
            HttpServerPort port = Given.counts(COUNT);
            for (int i = 0; i < 5; i++) {
                port.inspect(server.host());
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void shouldEndEarlyWhenInterrupted() throws Exception {
        try (RawServer server = new RawServer((socket, out) -> {})) {
            CompletableFuture<String> found = new CompletableFuture<>();
            Thread prober = new Thread(() -> found.complete(
                    reason(COUNT, server.host()) + Thread.currentThread().isInterrupted()));
            prober.start();
            server.awaitRequest();
            prober.interrupt();

            assertThat(found.get(60, TimeUnit.SECONDS)).isEqualTo("interruptedtrue");
            server.awaitClientLeft();
        }
    }

    @Test
    void shouldSendNothingWhenInterruptedBefore() throws Exception {
        try (RawServer server = new RawServer((socket, out) -> write(out, GOOD))) {
            Thread.currentThread().interrupt();
            try {
                assertThat(reason(COUNT, server.host())).isEqualTo("interrupted");
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void shouldAllowAnotherTryAtTellingAServerThatDoesNotAnswer() throws Exception {
        HttpCheck enter = Given.within(Given.post("/drain"), Duration.ofMillis(400));
        HttpServerPort port = Given.port(Given.counting(COUNT), Given.drain(enter, enter, COUNT));
        try (RawServer server = new RawServer((socket, out) -> {})) {
            ServerException failure = org.assertj.core.api.Assertions.catchThrowableOfType(
                    ServerException.class, () -> port.enterDrain(server.host()));

            assertThat(failure).hasMessage("POST: no answer within 400 ms");
            assertThat(failure.permanent()).isFalse();
        }
    }
}
