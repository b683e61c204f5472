package io.mediaup.probe.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.mediaup.fleet.Host;
import io.mediaup.plan.HttpCheck;
import io.mediaup.plan.MigrationSpec;
import io.mediaup.plan.MigrationSpec.Means;
import io.mediaup.plan.MigrationSpec.Pace;
import io.mediaup.plan.MigrationSpec.SessionList;
import io.mediaup.plan.PatienceOutcome;
import io.mediaup.probe.HostTemplate;
import io.mediaup.probe.MoveRequest;
import io.mediaup.probe.ServerException;
import io.mediaup.probe.SessionMover;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Asking over HTTP: once a host, or once a session. */
class SessionMoverTest {

    private static final String KEY = "r1/h1/migrate/1";

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    @Test
    void shouldSendOneNoticeForAPortionOfAHost() throws Exception {
        SERVER.stubFor(post(urlPathMatching("/evacuate")).willReturn(okJson("{}")));

        long asked = mover("/evacuate?to={{replacement.address}}&count={{migrate.count}}", Optional.empty())
                .move(host(), move(7));

        assertThat(asked).isEqualTo(7);
        SERVER.verify(
                1,
                postRequestedFor(urlEqualTo("/evacuate?to=" + host().address().host() + "&count=7"))
                        .withHeader("Idempotency-Key", equalTo(KEY))
                        .withHeader("Authorization", equalTo("Bearer hunter2")));
    }

    @Test
    void shouldAskEachSessionByItselfAndThoseThatStayedLast() throws Exception {
        sessions("[{\"id\":\"a\"},{\"id\":\"b\"},{\"id\":3}]");
        SERVER.stubFor(post(urlPathMatching("/session/.*")).willReturn(okJson("{}")));
        SessionMover mover = mover("/session/{{session.id}}", list());

        assertThat(mover.move(host(), move(2))).isEqualTo(2);
        assertThat(mover.move(host(), move(1))).isEqualTo(1);

        for (String id : List.of("a", "b", "3")) {
            SERVER.verify(
                    1,
                    postRequestedFor(urlEqualTo("/session/" + id))
                            .withHeader("Idempotency-Key", equalTo(KEY + "/" + id)));
        }
    }

    @Test
    void shouldCountOnlyThoseThatWereReallyAsked() throws Exception {
        sessions("[{\"id\":\"a\"},{\"id\":\"b\"}]");
        SERVER.stubFor(post(urlEqualTo("/session/a")).willReturn(okJson("{}")));
        SERVER.stubFor(post(urlEqualTo("/session/b")).willReturn(aResponse().withStatus(500)));

        assertThat(mover("/session/{{session.id}}", list()).move(host(), move(9)))
                .isEqualTo(1);
    }

    @Test
    void shouldFailWhenNobodySaysYes() {
        sessions("[{\"id\":\"a\"},{\"id\":\"b\"}]");
        SERVER.stubFor(
                post(urlPathMatching("/session/.*")).willReturn(aResponse().withStatus(503)));
        SessionMover mover = mover("/session/{{session.id}}", list());

        ServerException failure = catchThrowableOfType(ServerException.class, () -> mover.move(host(), move(2)));

        assertThat(failure).hasMessageContaining("503").hasMessageNotContaining("hunter2");
        assertThat(failure.permanent()).isFalse();
    }

    @Test
    void shouldAskNobodyWhereNothingIsListed() throws Exception {
        sessions("[]");

        assertThat(mover("/session/{{session.id}}", list()).move(host(), move(5)))
                .isZero();
        SERVER.verify(0, postRequestedFor(urlMatching("/session/.*")));
    }

    @Test
    void shouldKeepAnIdInItsPlace() throws Exception {
        sessions("[{\"id\":\"a b?x=1#y\\r\\nX-Evil: 1\"}]");
        SERVER.stubFor(post(urlPathMatching("/.*")).willReturn(okJson("{}")));

        assertThat(mover("/session/{{session.id}}", list()).move(host(), move(5)))
                .isEqualTo(1);
        SERVER.verify(
                1,
                postRequestedFor(urlEqualTo("/session/a%20b%3Fx%3D1%23y%0D%0AX-Evil%3A%201"))
                        .withoutHeader("X-Evil"));
    }

    @Test
    void shouldSayWhenTheListIsNone() {
        sessions("{\"error\":\"no\"}");
        SessionMover mover = mover("/session/{{session.id}}", list());

        assertThat(catchThrowableOfType(ServerException.class, () -> mover.move(host(), move(2))))
                .hasMessageContaining("expected an array of sessions");
    }

    private static void sessions(String json) {
        SERVER.stubFor(get(urlEqualTo("/sessions")).willReturn(okJson("{\"sessions\":" + json + "}")));
    }

    private static Host host() {
        return Given.host(SERVER.getPort());
    }

    private static MoveRequest move(long count) {
        return new MoveRequest(KEY, host(), count);
    }

    /** Port 1 of the loopback is the host's, not ours: who goes there without the tunnel gets no answer. */
    @Test
    void shouldGoThroughTheTunnelWhereThePlanSaysSo() throws Exception {
        SERVER.stubFor(get(urlEqualTo("/sessions")).willReturn(okJson("{\"sessions\":[{\"id\":\"s1\"}]}")));
        SERVER.stubFor(post(urlPathMatching("/sever/.*")).willReturn(okJson("{}")));
        List<Host> led = new ArrayList<>();
        Tunnels tunnels = (host, port) -> {
            led.add(host);
            assertThat(port).isEqualTo(1);
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), SERVER.getPort());
        };
        HttpCheck list = loopback("GET", "/sessions", List.of("/sessions"));

        long asked = mover(
                        loopback("POST", "/sever/{{session.id}}", List.of()),
                        Optional.of(new SessionList(list, "/id")),
                        tunnels)
                .move(host(), move(7));

        assertThat(asked).isEqualTo(1);
        assertThat(led).containsExactly(host(), host());
        SERVER.verify(1, postRequestedFor(urlEqualTo("/sever/s1")).withHeader("Idempotency-Key", equalTo(KEY + "/s1")));
    }

    private static HttpCheck loopback(String method, String path, List<String> pointers) {
        return new HttpCheck(
                method,
                "http://127.0.0.1:1" + path,
                Map.of(),
                Optional.empty(),
                OptionalInt.empty(),
                pointers,
                Optional.empty(),
                Duration.ofSeconds(5),
                true);
    }

    private static Optional<SessionList> list() {
        return Optional.of(new SessionList(check("GET", "/sessions", List.of("/sessions")), "/id"));
    }

    private static SessionMover mover(String path, Optional<SessionList> sessions) {
        return mover(check("POST", path, List.of()), sessions, Tunnels.NONE);
    }

    private static SessionMover mover(HttpCheck request, Optional<SessionList> sessions, Tunnels tunnels) {
        MigrationSpec spec = new MigrationSpec(
                Means.NOTIFY,
                request,
                sessions,
                new Pace(20, 200),
                Duration.ofSeconds(30),
                Duration.ofMinutes(10),
                PatienceOutcome.WAIT);
        HeaderSecrets secrets =
                new HeaderSecrets(Map.of("TOKEN", "Bearer hunter2"), Path.of("").toAbsolutePath());
        HostTemplate template = new HostTemplate("sfu-eu", "1.5.0");
        HttpMoves way = new HttpMoves(spec, template, new RequestFactory(template, secrets, tunnels), () -> Given.NOW);
        return sessions.isPresent() ? SessionMover.ofSessions(way, way) : SessionMover.ofHosts(way);
    }

    private static HttpCheck check(String method, String path, List<String> pointers) {
        return new HttpCheck(
                method,
                "http://{{host.address}}:{{host.port}}" + path,
                Map.of("Authorization", "env:TOKEN"),
                Optional.empty(),
                OptionalInt.empty(),
                pointers,
                Optional.empty(),
                Duration.ofSeconds(5));
    }
}
