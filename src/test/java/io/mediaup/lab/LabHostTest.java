package io.mediaup.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LabHostTest extends LabTestBase {
    private static final String SESSION = "POST /session HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";

    private LabMachine host = new LabMachine(
            "none", "a", "1", "k", Instant.EPOCH, LabMachine.State.DEAD, 0, 0, List.of(), Map.of(), Map.of());

    @BeforeEach
    void oneHost() {
        fleet.up(SMALL);
        host = fleet.hosts().get(0);
    }

    @Test
    void shouldAnswerItsInterface() {
        assertThat(call("GET", host, "/health").statusCode()).isEqualTo(200);
        assertThat(call("GET", host, "/version").body().strip()).isEqualTo("{\"version\":\"1.4.2\"}");
        assertThat(call("GET", host, "/sessions").body().strip()).isEqualTo("{\"count\":0,\"sessions\":[]}");
        assertThat(call("GET", host, "/drain").body().strip()).isEqualTo("{\"drain\":false}");
        assertThat(call("PUT", host, "/drain/enable").statusCode()).isEqualTo(200);
        assertThat(call("GET", host, "/drain").body().strip()).isEqualTo("{\"drain\":true}");
        assertThat(call("POST", host, "/session").statusCode()).isEqualTo(503);
        assertThat(call("POST", host, "/drain/disable").body().strip()).isEqualTo("{\"drain\":false}");
        assertThat(call("GET", host, "/drain/enable").statusCode()).isEqualTo(405);
        assertThat(call("GET", host, "/nothing").statusCode()).isEqualTo(404);
        assertThat(call("GET", host, "/metrics").body())
                .contains("# TYPE lab_sessions gauge\nlab_sessions{host=\"" + host.id() + "\"")
                .contains("# TYPE lab_sessions_total counter\n")
                .contains("# TYPE lab_draining gauge\n");
    }

    @Test
    void shouldEndASessionWhenItsConnectionBreaks() throws IOException {
        try (Socket socket = connect()) {
            send(socket, SESSION);
            eventually("the session", () -> sessions(host) == 1);
            assertThat(call("GET", host, "/sessions").body()).contains("\"id\":\"1\",\"since\":\"2");
        }
        eventually("its end", () -> sessions(host) == 0);
    }

    @Test
    void shouldEndTheAnswerWhenTheClientEndsItsBody() throws IOException {
        try (Socket socket = connect()) {
            send(socket, SESSION);
            eventually("the session", () -> sessions(host) == 1);
            send(socket, "5\r\nmedia\r\n");
            send(socket, "0\r\n\r\n");
            socket.setSoTimeout(5_000);
            StringBuilder answer = new StringBuilder();
            while (answer.indexOf("\r\n0\r\n\r\n") < 0) {
                int next = socket.getInputStream().read();
                assertThat(next).isNotNegative();
                answer.append((char) next);
            }
            assertThat(answer).startsWith("HTTP/1.1 200 ");
            assertThat(sessions(host)).isZero();
        }
    }

    @Test
    void shouldSurviveGarbage() throws IOException {
        byte[] noise = new byte[2_000];
        new Random(7).nextBytes(noise);
        List<Socket> open = new ArrayList<>();
        for (String garbage : List.of(
                "\r\n\r\n",
                "GET\r\n\r\n",
                "GET / HTTP/9.9\r\n\r\n",
                "GET http://[bad HTTP/1.1\r\n\r\n",
                "POST /session HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
                "POST /session HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
                SESSION + "zz\r\nnot a chunk\r\n",
                SESSION + "-1\r\n",
                "POST /drain HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /sessions",
                new String(noise, StandardCharsets.ISO_8859_1))) {
            for (int i = 0; i < 10; i++) {
                Socket socket = connect();
                send(socket, garbage);
                open.add(socket);
            }
        }
        assertThat(call("GET", host, "/health").statusCode()).isEqualTo(200);
        for (Socket socket : open) {
            socket.close();
        }
        eventually("no session left", () -> sessions(host) == 0);
        assertThat(fleet.find(host.id())).contains(host);
    }

    @Test
    void shouldHoldSeveralHundredSessions() throws IOException {
        List<Socket> open = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Socket socket = connect();
            send(socket, SESSION);
            open.add(socket);
        }
        eventually("500 sessions", () -> sessions(host) == 500);
        for (Socket socket : open) {
            socket.close();
        }
        eventually("none", () -> sessions(host) == 0);
    }

    private Socket connect() throws IOException {
        return new Socket(Loopback.port(0).getAddress(), host.port());
    }

    private static void send(Socket socket, String text) throws IOException {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (SocketException closedByTheHost) {
            // A fair answer to garbage.
        }
    }
}
