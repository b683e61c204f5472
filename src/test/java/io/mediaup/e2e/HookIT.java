package io.mediaup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.mediaup.console.json.EventContract;
import io.mediaup.rollout.Fact;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hooks of a real run: a program, a webhook that works, and one that refuses. */
class HookIT {

    private static final String SECRET = "s3cret-path";

    @RegisterExtension
    private final Lab lab = new Lab();

    @Test
    void shouldTellWhatHappensAndNeverStopARun() throws Exception {
        Queue<String> asked = new ConcurrentLinkedQueue<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath() + " "
                    + exchange.getRequestHeaders().getFirst("Idempotency-Key") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().endsWith("no") ? 403 : 200, -1);
            exchange.close();
        });
        server.start();
        Path told = lab.directory().resolve("told");
        Files.writeString(lab.planFile(), """
                hooks:
                  - {on: [started, batch-done, done], command: [/bin/sh, -c, 'cat >> "$0"', %s]}
                  - {on: done, http: {url: "env:WEBHOOK", preset: slack}}
                  - {on: [started, done], http: {url: "env:REFUSING"}}
                """.formatted(told), StandardOpenOption.APPEND);
        try {
            assertThat(lab.run(65, "apply", "PLAN", "--yes").errText())
                    .contains("environment variable WEBHOOK, but it is not set");
            String base = "http://127.0.0.1:" + server.getAddress().getPort() + "/" + SECRET;
            lab.environment("WEBHOOK", base + "/ok").environment("REFUSING", base + "/no");

            Cli apply = lab.run(0, "apply", "PLAN", "--yes", "--output", "json");

            assertThat(apply.events("hook-failed")).hasSize(1);
            assertThat(apply.errText()).contains("Warning: hook-3 was not told").contains("/done/1: HTTP 403.");
            assertThat(apply.outText() + apply.errText()).doesNotContain(SECRET);
            List<String> lines = Files.readAllLines(told);
            assertThat(lines).allMatch(line -> EventContract.complaints(line).isEmpty());
            assertThat(lines)
                    .extracting(line -> line.replaceAll(".*\"event\":\"([a-z-]+)\".*", "$1"))
                    .containsExactly("started", "batch-done", "batch-done", "done");
            assertThat(asked)
                    .filteredOn(request -> request.startsWith("/" + SECRET + "/ok "))
                    .singleElement()
                    .asString()
                    .contains("/done/1 {\"text\":\"*e2e → 1.5.0* done: 2 slots on 1.5.0");
            assertThat(lab.facts(Fact.HookCalled.class)).hasSizeGreaterThanOrEqualTo(4);
        } finally {
            server.stop(0);
        }
    }
}
