package io.mediaup.probe.http;

import static io.mediaup.probe.http.RawServer.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.plan.ProbesSpec;
import io.mediaup.probe.Inspection;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** When requests are sent, and what time their readings carry. */
class HttpServerPortTimeTest {

    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n{\"n\":3}";

    @Test
    void shouldStampAReadingWithTheTimeBeforeTheRequestWasSent() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Given.NOW);
        try (RawServer server = new RawServer((socket, out) -> {
            now.set(Given.NOW.plusSeconds(3));
            write(out, ANSWER);
        })) {
            Inspection found = Given.port(
                            Given.counting(Given.get("/stats", "/n")), Given.noDrain(), Map.of(), now::get)
                    .inspect(server.host());

            assertThat(found.sessions().get("calls").value()).contains(3L);
            assertThat(found.sessions().get("calls").at()).isEqualTo(Given.NOW);
        }
    }

    @Test
    void shouldSendDifferentRequestsAtTheSameTime() throws Exception {
        CountDownLatch allHere = new CountDownLatch(3);
        ProbesSpec probes = Given.probes(
                Optional.of(Given.get("/health")),
                Optional.empty(),
                Given.counter("a", Given.get("/a", "/n")),
                Given.counter("b", Given.get("/b", "/n")));
        try (RawServer server = new RawServer((socket, out) -> {
            allHere.countDown();
            allHere.await(60, TimeUnit.SECONDS);
            write(out, ANSWER);
        })) {
            Inspection found = Given.port(probes, Given.noDrain()).inspect(server.host());

            assertThat(found.healthy().value()).contains(true);
            assertThat(found.sessions().get("a").value()).contains(3L);
            assertThat(found.sessions().get("b").value()).contains(3L);
        }
    }

    @Test
    void shouldGiveAnAnswerThatIsSharedTheLongestLimit() throws Exception {
        ProbesSpec probes = Given.probes(
                Optional.of(Given.within(Given.get("/stats"), Duration.ofMillis(1))),
                Optional.empty(),
                Given.counter("a", Given.get("/stats", "/n")));
        try (RawServer server = new RawServer((socket, out) -> {
            Thread.sleep(50);
            write(out, ANSWER);
        })) {
            assertThat(Given.port(probes, Given.noDrain())
                            .inspect(server.host())
                            .healthy()
                            .value())
                    .contains(true);
        }
    }
}
