package io.mediaup.probe.http;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostAddress;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.InstanceState;
import io.mediaup.fleet.Marks;
import io.mediaup.plan.CountFormat;
import io.mediaup.plan.DrainSpec;
import io.mediaup.plan.DrainSpec.DrainCommand;
import io.mediaup.plan.HttpCheck;
import io.mediaup.plan.PatienceOutcome;
import io.mediaup.plan.ProbesSpec;
import io.mediaup.plan.SessionCounter;
import io.mediaup.probe.HostTemplate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Values for the tests of this package: checks, hosts, answers, ports. */
final class Given {

    static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    static final String BASE = "http://{{host.address}}:{{host.port}}";

    /** Long enough for a loaded machine; tests never wait for it. */
    static final Duration PATIENT = Duration.ofSeconds(30);

    private Given() {}

    static HttpCheck get(String path, String... pointers) {
        return check("GET", path, Map.of(), Optional.empty(), Optional.empty(), pointers);
    }

    static HttpCheck post(String path) {
        return check("POST", path, Map.of(), Optional.empty(), Optional.empty());
    }

    static HttpCheck check(
            String method,
            String path,
            Map<String, String> headers,
            Optional<String> body,
            Optional<String> expect,
            String... pointers) {
        String url = path.startsWith("/") || path.isEmpty() ? BASE + path : path;
        return new HttpCheck(method, url, headers, body, OptionalInt.empty(), Arrays.asList(pointers), expect, PATIENT);
    }

    static HttpCheck withHeader(HttpCheck c, String name, String value) {
        return new HttpCheck(
                c.method(),
                c.url(),
                Map.of(name, value),
                c.body(),
                c.expectStatus(),
                c.jsonPointers(),
                c.expect(),
                c.timeout());
    }

    static HttpCheck expecting(HttpCheck c, String value) {
        return new HttpCheck(
                c.method(),
                c.url(),
                c.headers(),
                c.body(),
                c.expectStatus(),
                c.jsonPointers(),
                Optional.of(value),
                c.timeout());
    }

    static HttpCheck withStatus(HttpCheck c, int status) {
        return new HttpCheck(
                c.method(),
                c.url(),
                c.headers(),
                c.body(),
                OptionalInt.of(status),
                c.jsonPointers(),
                c.expect(),
                c.timeout());
    }

    static HttpCheck within(HttpCheck c, Duration timeout) {
        return new HttpCheck(
                c.method(), c.url(), c.headers(), c.body(), c.expectStatus(), c.jsonPointers(), c.expect(), timeout);
    }

    static Answer.Given answer(int status, String body) {
        return answer(status, body.getBytes(StandardCharsets.UTF_8));
    }

    static Answer.Given answer(int status, byte[] body) {
        return new Answer.Given(NOW, status, "/asked", new Body(body));
    }

    static Host host(int port) {
        return host("127.0.0.1", port, "1.4.2");
    }

    static Host host(String address, int port, String version) {
        return new Host(
                new HostId("h-" + port),
                "a",
                version,
                InstanceState.RUNNING,
                NOW,
                new HostAddress(address, port),
                "",
                Marks.NONE);
    }

    static SessionCounter counter(String name, HttpCheck source) {
        return new SessionCounter(name, source, new CountFormat.Json(), 0, Duration.ofHours(4), PatienceOutcome.WAIT);
    }

    /** A plan that only counts. */
    static ProbesSpec counting(HttpCheck source) {
        return probes(Optional.empty(), Optional.empty(), counter("calls", source));
    }

    static ProbesSpec probes(Optional<HttpCheck> health, Optional<HttpCheck> version, SessionCounter... counters) {
        return new ProbesSpec(
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                health.map(c -> c),
                2,
                version.map(c -> c),
                Arrays.asList(counters));
    }

    static DrainSpec noDrain() {
        return new DrainSpec(Optional.empty(), 3);
    }

    static DrainSpec drain(HttpCheck enter, HttpCheck leave, HttpCheck readBack) {
        return new DrainSpec(Optional.of(new DrainCommand(enter, leave, readBack)), 3);
    }

    static HttpServerPort port(ProbesSpec probes, DrainSpec drain) {
        return port(probes, drain, Map.of(), () -> NOW);
    }

    static HttpServerPort port(
            ProbesSpec probes, DrainSpec drain, Map<String, String> environment, Supplier<Instant> clock) {
        return new HttpServerPort(
                probes,
                drain,
                Optional.empty(),
                Optional.empty(),
                new RequestFactory(
                        new HostTemplate("sfu-eu", "1.5.0"),
                        new HeaderSecrets(environment, Path.of("").toAbsolutePath())),
                clock);
    }

    static HttpServerPort counts(HttpCheck source) {
        return port(counting(source), noDrain());
    }

    static List<String> pointers(String joined) {
        return joined.isEmpty() ? List.of() : Arrays.asList(joined.split(" "));
    }
}
