package io.mediaup.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mediaup.console.json.EventContract;
import io.mediaup.plan.HookEvent;
import io.mediaup.plan.HookSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Notices over a real connection, and to real programs. */
class HookSenderTest {

    private static final String SECRET = "T0123-s3cret";
    private static final Notice NOTICE = new Notice(
            "r1/batch-done/2",
            HookEvent.BATCH_DONE,
            Instant.parse("2026-11-25T02:00:00Z"),
            new Notice.About("sfu-eu", "r1", "1.5.0"),
            "batch 2",
            "a/1 \"quoted\" <b> & more",
            "normal");

    @TempDir
    private Path directory;

    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;
    private HttpExchange asked;
    private String body = "";

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked = exchange;
        body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String last = exchange.getRequestURI().getPath().replaceAll(".*/", "");
        if (last.equals("never")) {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        exchange.sendResponseHeaders(last.matches("\\d+") ? Integer.parseInt(last) : 200, -1);
        exchange.close();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + path;
    }

    private static HookSpec.Http http(String url) {
        return new HookSpec.Http("POST", url, Map.of(), Optional.empty(), false);
    }

    private static void deliver(HookSpec.Target target, Map<String, String> environment, Duration timeout)
            throws NoticeException {
        new HookSender(new HookSecrets(environment))
                .deliver(new HookSpec(Set.of(HookEvent.DONE), target, timeout), NOTICE);
    }

    private static NoticeException failure(HookSpec.Target target, Map<String, String> environment, Duration timeout) {
        return catchThrowableOfType(NoticeException.class, () -> deliver(target, environment, timeout));
    }

    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void shouldSendTheNoticeWithItsIdAndItsSecrets() throws Exception {
        Files.writeString(directory.resolve("token"), "Bearer " + SECRET + "\n");
        HookSpec.Http hook = new HookSpec.Http(
                "PUT",
                "env:HOOK",
                Map.of("Authorization", "file:" + directory.resolve("token"), "X-Plain", "yes"),
                Optional.empty(),
                false);

        deliver(hook, Map.of("HOOK", url("hook")), LONG);

        assertThat(asked.getRequestMethod()).isEqualTo("PUT");
        assertThat(asked.getRequestHeaders().getFirst("Idempotency-Key")).isEqualTo(NOTICE.id());
        assertThat(asked.getRequestHeaders().getFirst("Authorization")).isEqualTo("Bearer " + SECRET);
        assertThat(asked.getRequestHeaders().getFirst("X-Plain")).isEqualTo("yes");
        assertThat(EventContract.complaints(body)).isEmpty();
        JsonNode json = JsonMapper.builder().build().readTree(body);
        assertThat(json.path("type").asString()).isEqualTo("notice");
        assertThat(json.path("event").asString()).isEqualTo("batch-done");
        assertThat(json.path("text").asString()).isEqualTo(NOTICE.text());
    }

    @Test
    void shouldSendWhatSlackTakes() throws Exception {
        deliver(new HookSpec.Http("POST", url("x"), Map.of(), Optional.empty(), true), Map.of(), LONG);

        JsonNode json = JsonMapper.builder().build().readTree(body);
        assertThat(json.properties()).hasSize(1);
        assertThat(json.path("text").asString())
                .isEqualTo("*sfu-eu → 1.5.0* batch done batch 2: a/1 \"quoted\" &lt;b&gt; &amp; more (run r1)");
    }

    @Test
    void shouldFillInTheBodyOfThePlan() throws Exception {
        String json = "{\"msg\":\"{{event}} of {{ run }}: {{text}}\"}";
        deliver(new HookSpec.Http("POST", url("x"), Map.of(), Optional.of(json), false), Map.of(), LONG);

        assertThat(JsonMapper.builder().build().readTree(body).path("msg").asString())
                .isEqualTo("batch-done of r1: " + NOTICE.text());
    }

    @ParameterizedTest
    @CsvSource({
        "200, ok",
        "204, ok",
        "302, permanent",
        "403, permanent",
        "404, permanent",
        "408, again",
        "429, again",
        "500, again",
        "503, again"
    })
    void shouldKnowWhatIsWorthTryingAgain(int status, String then) {
        if (then.equals("ok")) {
            assertThatCode(() -> deliver(http(url("" + status)), Map.of(), LONG))
                    .doesNotThrowAnyException();
            return;
        }
        NoticeException failure = failure(http(url(SECRET + "/" + status)), Map.of(), LONG);
        assertThat(failure).hasMessage("HTTP " + status);
        assertThat(failure.permanent()).isEqualTo(then.equals("permanent"));
    }

    @Test
    void shouldShowNoSecretWhateverGoesWrong() throws Exception {
        int closed = server.getAddress().getPort();
        assertThat(failure(http(url(SECRET + "/never")), Map.of(), Duration.ofMillis(200)))
                .hasMessage("no answer in time");
        end.countDown();
        server.stop(0);
        for (String value : List.of(
                "http://127.0.0.1:" + closed + "/" + SECRET,
                "http://no.such.host.invalid/" + SECRET,
                "http://" + SECRET + " /",
                SECRET)) {
            NoticeException failure = failure(http("env:HOOK"), Map.of("HOOK", value), LONG);
            assertThat(failure).as(value).isNotNull();
            assertThat(failure.getMessage()).doesNotContain(SECRET);
        }
        assertThat(failure(http("env:HOOK"), Map.of(), LONG))
                .hasMessage("Expected a value for a hook from the environment variable HOOK, but it is not set.");
        assertThat(failure(http("file:" + directory), Map.of(), LONG)).hasMessageContaining("is not a file");
        HookSpec.Http header =
                new HookSpec.Http("POST", "http://127.0.0.1/", Map.of("X-Key", "env:KEY"), Optional.empty(), false);
        assertThat(failure(header, Map.of("KEY", SECRET + "\r\nX: y"), LONG).getMessage())
                .doesNotContain(SECRET);
    }

    @Test
    void shouldRunAProgramWithTheNoticeOnItsStandardInput() throws Exception {
        Path told = directory.resolve("told");
        HookSpec.Command hook = new HookSpec.Command(List.of(
                "/bin/sh",
                "-c",
                "cat > \"$1\"; printf '%s|%s|%s' \"$MEDIAUP_HOOK_EVENT\" \"$MEDIAUP_HOOK_TARGET_VERSION\" \"$OTHER\" >> \"$1\"",
                "sh",
                told.toString()));

        deliver(hook, Map.of("PATH", "/bin:/usr/bin", "OTHER", "kept"), LONG);

        List<String> lines = Files.readAllLines(told);
        assertThat(EventContract.complaints(lines.get(0))).isEmpty();
        assertThat(lines.get(1)).isEqualTo("batch-done|1.5.0|kept");
    }

    @Test
    void shouldTellWhatBecameOfAProgram() {
        assertThat(failure(new HookSpec.Command(List.of("/bin/sh", "-c", "exit 7")), Map.of(), LONG))
                .hasMessage("exit code 7")
                .matches(failure -> !failure.permanent());
        assertThat(failure(new HookSpec.Command(List.of("/no/such/program")), Map.of(), LONG))
                .hasMessage("the program cannot be started")
                .matches(failure -> failure.permanent());
        Instant begun = Instant.now();
        assertThat(failure(
                        new HookSpec.Command(List.of("/bin/sh", "-c", "sleep 600 | sleep 600")),
                        Map.of(),
                        Duration.ofMillis(200)))
                .hasMessage("not at its end in time");
        assertThat(begun).isAfter(Instant.now().minusSeconds(60));
    }
}
