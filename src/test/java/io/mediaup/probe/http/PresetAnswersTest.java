package io.mediaup.probe.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanEdits;
import io.mediaup.plan.PlanFile;
import io.mediaup.probe.Inspection;
import io.mediaup.probe.ServerException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Presets that ask over HTTP, against servers that answer in the documented shapes. No real Janus or Kamailio runs here: that
 * the shapes are right is what the presets' evidence says.
 */
class PresetAnswersTest {

    private static final String SECRET = "janusoverlord \"quoted\"";

    private HttpServer server;
    private boolean accepts = true;
    private String said = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/admin", exchange -> answer(exchange, janus(exchange)));
        server.createContext("/RPC", exchange -> answer(exchange, kamailio(exchange)));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** As the Admin API answers: always with 200, and errors in the body. */
    private String janus(HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().getPath().equals("/admin/info")) {
            return "{\"janus\":\"server_info\",\"accepting-new-sessions\":" + accepts + "}";
        }
        said = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!said.contains("\"admin_secret\":\"janusoverlord \\\"quoted\\\"\"") || !said.contains("\"transaction\":")) {
            return "{\"janus\":\"error\",\"error\":{\"code\":403,\"reason\":\"Unauthorized request\"}}";
        }
        if (said.contains("accept_new_sessions")) {
            accepts = said.contains("\"accept\":true");
            return "{\"janus\":\"success\",\"accept\":" + accepts + "}";
        }
        return "{\"janus\":\"success\",\"sessions\":[11,12,13]}";
    }

    private String kamailio(HttpExchange exchange) throws IOException {
        said = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        return "{\"jsonrpc\":\"2.0\",\"result\":{\"starting\":1,\"connecting\":0,\"answering\":2,\"ongoing\":4,\"all\":9},"
                + "\"id\":1}";
    }

    private HttpServerPort port(String preset, Map<String, String> environment) throws Exception {
        String with = "{preset: " + preset + ", with: {address: 127.0.0.1, port: "
                + server.getAddress().getPort() + "}}";
        String text = "apiVersion: mediaup/v1\nname: p\nfleet: {provider: lab}\ntarget: {version: '2'}\n"
                + "probes: {sessions: [{name: calls, " + with.substring(1, with.length() - 1) + "}]}\n"
                + (preset.equals("janus") ? "drain: {enter: " + with + "}\n" : "");
        Plan plan = PlanFile.read("p", text.getBytes(StandardCharsets.UTF_8), PlanEdits.NONE);
        return Given.port(plan.probes(), plan.drain(), environment, Instant::now);
    }

    private static Optional<Long> calls(Inspection seen) {
        return Objects.requireNonNull(seen.sessions().get("calls")).value();
    }

    @Test
    void shouldCountDrainAndUndoByJanus() throws Exception {
        HttpServerPort port = port("janus", Map.of("JANUS_ADMIN_SECRET", SECRET));

        assertThat(calls(port.inspect(Given.host(1)))).contains(3L);
        assertThat(port.inspect(Given.host(1)).draining().value()).contains(false);
        port.enterDrain(Given.host(1));
        assertThat(port.inspect(Given.host(1)).draining().value()).contains(true);
        port.leaveDrain(Given.host(1));
        assertThat(port.inspect(Given.host(1)).draining().value()).contains(false);
    }

    /** Janus says so within an HTTP 200. */
    @Test
    void shouldNotBelieveAJanusThatRefusesTheSecret() throws Exception {
        HttpServerPort port = port("janus", Map.of("JANUS_ADMIN_SECRET", "another"));

        assertThat(calls(port.inspect(Given.host(1)))).isEmpty();
        assertThatThrownBy(() -> port.enterDrain(Given.host(1)))
                .isInstanceOf(ServerException.class)
                .hasMessageNotContaining("another");
        assertThat(accepts).isTrue();
    }

    @Test
    void shouldNotAskWithoutTheSecret() throws Exception {
        HttpServerPort port = port("janus", Map.of());

        assertThat(port.inspect(Given.host(1)).sessions().get("calls").toString())
                .contains("JANUS_ADMIN_SECRET");
        assertThat(said).isEmpty();
    }

    @Test
    void shouldAddUpTheDialogsOfKamailio() throws Exception {
        assertThat(calls(port("kamailio", Map.of()).inspect(Given.host(1)))).contains(7L);
        assertThat(said).contains("\"method\":\"dlg.stats_active\"", "\"id\":1}");
    }
}
