package io.mediaup.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.mediaup.lab.LabMachine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The technique that cuts sessions says how many beforehand, and afterwards how many it were. */
class KillReconnectIT {

    private static final Pattern WARNING = Pattern.compile("will interrupt (\\d+) calls on 2 hosts");

    @RegisterExtension
    private final Lab lab = new Lab();

    /** Stands for the signalling service: which hosts' clients it was told of, and which hosts were up then. */
    private final Queue<String> told = new ConcurrentLinkedQueue<>();

    private final AtomicInteger toRefuse = new AtomicInteger(1);
    private HttpServer signalling;

    @BeforeEach
    void signal() throws IOException {
        signalling = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        signalling.createContext("/", exchange -> {
            boolean refused = toRefuse.getAndDecrement() > 0;
            String id = exchange.getRequestURI().getPath().substring(1);
            boolean up = lab.hosts("1.4.2").stream().anyMatch(host -> host.id().equals(id));
            told.add((refused ? "refused " : "") + id + (up ? " up " : " gone ")
                    + exchange.getRequestHeaders().getFirst("Idempotency-Key") + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(refused ? 503 : 204, -1);
            exchange.close();
        });
        signalling.start();
        lab.environment("SIGNALLING", "Bearer s3cret");
    }

    @AfterEach
    void stop() {
        signalling.stop(0);
    }

    private String reconnect(String when) {
        return "reconnect: {when: " + when + ", notify: {http: {url: \"http://127.0.0.1:"
                + signalling.getAddress().getPort()
                + "/{{host.id}}\", headers: {Authorization: \"env:SIGNALLING\"}}}}";
    }

    @Test
    void shouldTellTheClientsOfEachHostBeforeItGoes() throws Exception {
        lab.with("technique", "kill-reconnect")
                .with("rollout", "{shape: rolling, batch: 1, max-surge: 1, max-unavailable: 0}")
                .with("migrate", reconnect("before"));
        lab.run(0, "lab", "up", "PLAN");
        List<String> old = lab.hosts("1.4.2").stream().map(LabMachine::id).toList();

        Cli apply = lab.run(0, "apply", "PLAN", "--yes", "--output", "json");

        assertThat(apply.errText()).contains("told to reconnect before it goes");
        assertThat(apply.events("clients-told")).hasSize(2);
        assertThat(told).hasSize(3).allMatch(line -> line.contains(" up ") && line.endsWith(" Bearer s3cret"));
        // The one that was refused came again, with the same key, and was not a second notice.
        assertThat(told.stream().map(line -> line.replace("refused ", "")).distinct())
                .hasSize(2)
                .allMatch(line -> old.stream().anyMatch(line::startsWith));
        assertThat(apply.outText() + apply.errText()).doesNotContain("s3cret");
    }

    @Test
    void shouldAnnounceAndCountTheSessionsThatItCuts() throws Exception {
        lab.with("technique", "kill-reconnect")
                .with("migrate", reconnect("after"))
                .with("rollout", "{shape: all-at-once}")
                .with("median", "60s")
                .with("p95", "120s")
                .with("arrivals-per-minute", "20");
        lab.run(0, "lab", "up", "PLAN");
        Cli plan = lab.run(0, "plan", "PLAN");
        long planned = announced(plan.outText());

        Cli apply = lab.run(0, "apply", "PLAN", "--yes", "--output", "json");

        long announced = announced(apply.errText());
        long cut = apply.summary().path("sessions").path("cut").asLong();
        assertThat(planned).isPositive();
        // One arrives every three seconds, and they last for minutes.
        assertThat(announced).isCloseTo(planned, Offset.offset(4L));
        assertThat(cut).isCloseTo(announced, Offset.offset(4L));
        assertThat(lab.sessions("interrupted"))
                .isCloseTo(cut, Offset.offset(2L))
                .isPositive();
        assertThat(apply.summary().path("outcome").asString()).isEqualTo("done");
        assertThat(apply.summary().path("hosts").path("retired").asInt()).isEqualTo(2);
        assertThat(lab.hosts("1.5.0")).hasSize(2);
        assertThat(lab.hosts("1.4.2")).isEmpty();
        assertThat(told).hasSize(3).allMatch(line -> line.contains(" gone "));
        assertThat(apply.events("clients-told")).hasSize(2);
    }

    /** The run that cut them off is over, and no other one knows of them. */
    @Test
    void shouldTellTheClientsOfEachHostAlsoWhereAnotherRunTakesOver() throws Exception {
        toRefuse.set(Integer.MAX_VALUE);
        lab.with("technique", "kill-reconnect")
                .with("migrate", reconnect("after"))
                .with("rollout", "{shape: all-at-once, on-failure: pause}");
        lab.run(0, "lab", "up", "PLAN");
        List<String> old = lab.hosts("1.4.2").stream().map(LabMachine::id).toList();
        Cli apply = lab.start("apply", "PLAN", "--yes");
        await().atMost(Cli.LIMIT)
                .until(() -> old.stream().allMatch(id -> told.stream().anyMatch(line -> line.contains(id + " gone "))));
        apply.kill();

        toRefuse.set(0);
        lab.with("technique", "drain-first").with("migrate", "").with("rollout", "{batch: 2, max-surge: 2}");
        Cli other = lab.run(0, "apply", "PLAN", "--yes", "--set", "target.version=1.6.0");

        assertThat(other.outText()).contains("Clients of 2 hosts that run ", " had retired were told to reconnect.");
        assertThat(told)
                .filteredOn(line -> !line.startsWith("refused "))
                .hasSize(2)
                .allMatch(line -> old.stream().anyMatch(line::startsWith) && line.endsWith(" Bearer s3cret"));
        assertThat(lab.hosts("1.6.0")).hasSize(2);
    }

    private static long announced(String text) {
        Matcher matcher = WARNING.matcher(text);
        assertThat(matcher.find()).as("%s in: %s", WARNING, text).isTrue();
        return Long.parseLong(matcher.group(1));
    }
}
