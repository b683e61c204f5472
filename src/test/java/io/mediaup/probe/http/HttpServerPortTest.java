package io.mediaup.probe.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.mediaup.fleet.Host;
import io.mediaup.fleet.Reading;
import io.mediaup.plan.HttpCheck;
import io.mediaup.plan.ProbesSpec;
import io.mediaup.probe.Inspection;
import io.mediaup.probe.ServerException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpServerPortTest {

    private static final String SECRET = "hunter2-hunter2";

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private static Host host() {
        return Given.host(SERVER.getPort());
    }

    private static Reading<Long> count(HttpCheck check) {
        return Given.counts(check).inspect(host()).sessions().get("calls");
    }

    private static ServerException failure(HttpCheck command) {
        HttpServerPort port =
                Given.port(Given.counting(Given.get("/stats", "/n")), Given.drain(command, command, command));
        ServerException failure = catchThrowableOfType(ServerException.class, () -> port.enterDrain(host()));
        assertThat(failure).isNotNull();
        return failure;
    }

    @Test
    void shouldAskOnceForWhatOneDocumentTells() {
        SERVER.stubFor(get("/all")
                .willReturn(okJson("{\"up\":true,\"version\":\"1.5.0\",\"drain\":false,\"calls\":3,\"sip\":[1,2]}")));
        ProbesSpec probes = Given.probes(
                Optional.of(Given.get("/all", "/up")),
                Optional.of(Given.get("/all", "/version")),
                Given.counter("calls", Given.get("/all", "/calls")),
                Given.counter("sip", Given.get("/all", "/sip")));
        HttpCheck command = Given.post("/drain");

        Inspection found = Given.port(probes, Given.drain(command, command, Given.get("/all", "/drain")))
                .inspect(host());

        assertThat(found)
                .isEqualTo(new Inspection(
                        Reading.known(true, Given.NOW),
                        Reading.known("1.5.0", Given.NOW),
                        Reading.known(false, Given.NOW),
                        Map.of("calls", Reading.known(3L, Given.NOW), "sip", Reading.known(2L, Given.NOW))));
        SERVER.verify(1, getRequestedFor(anyUrl()));
    }

    @Test
    void shouldAskTwiceWhereRequestsDiffer() {
        SERVER.stubFor(get("/stats").willReturn(okJson("{\"n\":3}")));
        HttpCheck check = Given.get("/stats", "/n");
        ProbesSpec probes = Given.probes(
                Optional.empty(),
                Optional.empty(),
                Given.counter("a", check),
                Given.counter("b", Given.withHeader(check, "X-Of", "b")));

        Given.port(probes, Given.noDrain()).inspect(host());

        SERVER.verify(2, getRequestedFor(urlEqualTo("/stats")));
    }

    @Test
    void shouldSayWhatThePlanDoesNotProbe() {
        SERVER.stubFor(get("/stats").willReturn(okJson("{\"n\":3}")));

        Inspection found = Given.counts(Given.get("/stats", "/n")).inspect(host());

        assertThat(found.healthy()).isEqualTo(Reading.unknown("not probed", Given.NOW));
        assertThat(found.version()).isEqualTo(Reading.unknown("not probed", Given.NOW));
        assertThat(found.draining()).isEqualTo(Reading.unknown("not probed", Given.NOW));
        assertThat(found.sessions().get("calls")).isEqualTo(Reading.known(3L, Given.NOW));
    }

    @Test
    void shouldSendWhatThePlanSays() {
        SERVER.stubFor(post("/admin").willReturn(okJson("{\"sessions\":[1,2]}")));
        HttpCheck check = Given.check(
                "POST",
                "/admin",
                Map.of("Authorization", "env:TOKEN", "X-Host", "{{host.version}}"),
                Optional.of("{\"janus\":\"list_sessions\",\"transaction\":\"{{host.id}}\"}"),
                Optional.empty(),
                "/sessions");

        Inspection found = Given.port(Given.counting(check), Given.noDrain(), Map.of("TOKEN", SECRET), () -> Given.NOW)
                .inspect(host());

        assertThat(found.sessions().get("calls").value()).contains(2L);
        SERVER.verify(postRequestedFor(urlEqualTo("/admin"))
                .withHeader("Authorization", equalTo(SECRET))
                .withHeader("X-Host", equalTo("1.4.2"))
                .withHeader("Content-Type", equalTo("application/json"))
                .withoutHeader("Idempotency-Key")
                .withRequestBody(
                        equalToJson("{\"janus\":\"list_sessions\",\"transaction\":\"h-" + SERVER.getPort() + "\"}")));
    }

    @Test
    void shouldNotFollowARedirect() {
        SERVER.stubFor(get("/stats").willReturn(temporaryRedirect("/elsewhere")));
        SERVER.stubFor(get("/elsewhere").willReturn(okJson("{\"n\":0}")));

        assertThat(count(Given.get("/stats", "/n")))
                .isEqualTo(Reading.unknown("HTTP 302, and redirects are not followed", Given.NOW));
        SERVER.verify(0, getRequestedFor(urlEqualTo("/elsewhere")));
    }

    @Test
    void shouldNotBelieveCompressedOrBinaryAnswers() {
        SERVER.stubFor(get("/stats").willReturn(aResponse().withBody(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0})));

        assertThat(count(Given.get("/stats", "/n")).value()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"200,true", "204,true", "500,false", "404,false", "401,false"})
    void shouldReadHealthByStatus(int status, boolean healthy) {
        SERVER.stubFor(get("/health").willReturn(aResponse().withStatus(status)));
        ProbesSpec probes = Given.probes(Optional.of(Given.get("/health")), Optional.empty());

        assertThat(Given.port(probes, Given.noDrain()).inspect(host()).healthy())
                .isEqualTo(Reading.known(healthy, Given.NOW));
    }

    @Test
    void shouldShowNoSecretInAnyReason() {
        SERVER.stubFor(any(urlPathEqualTo("/stats"))
                .willReturn(aResponse().withStatus(500).withBody(SECRET).withHeader("X-Echo", SECRET)));
        SERVER.stubFor(any(urlPathEqualTo("/text")).willReturn(aResponse().withBody("{\"n\":\"" + SECRET + "\"}")));
        SERVER.stubFor(any(urlPathEqualTo("/bad")).willReturn(aResponse().withBody(SECRET + "{")));

        for (String path : new String[] {"/stats", "/text", "/bad"}) {
            HttpCheck check =
                    Given.withHeader(Given.get(path + "?key=" + SECRET, "/n"), "Authorization", "Bearer " + SECRET);
            assertThat(((Reading.Unknown<Long>) count(check)).reason()).doesNotContain(SECRET);
            assertThat(failure(check)).hasMessageNotContaining(SECRET);
        }
    }

    @Test
    void shouldShowNoControlCharactersOfAPlanOrAServer() {
        SERVER.stubFor(any(anyUrl()).willReturn(okJson("{}")));

        String reason = ((Reading.Unknown<Long>) count(Given.get("/stats", "/\u001b[2J\n" + "x".repeat(500)))).reason();

        assertThat(reason).hasSizeLessThanOrEqualTo(120).doesNotContainPattern("\\p{Cntrl}");
    }

    @Test
    void shouldReadUnknownWhereARequestCannotBeMade() {
        HttpCheck check = Given.withHeader(Given.get("/stats", "/n"), "Authorization", "env:SFU_TOKEN");

        assertThat(((Reading.Unknown<Long>) count(check)).reason()).contains("SFU_TOKEN");
        assertThat(failure(check).permanent()).isTrue();
    }

    @Test
    void shouldReadUnknownFromAHostWithoutAnAddress() {
        Inspection found = Given.counts(Given.get("/stats", "/n")).inspect(Given.host("", 0, "1.4.2"));

        assertThat(found.sessions().get("calls"))
                .isEqualTo(Reading.unknown("The provider has assigned no address yet.", Given.NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "400,false",
        "401,true",
        "403,true",
        "404,true",
        "405,true",
        "409,false",
        "410,true",
        "429,false",
        "500,false",
        "501,true",
        "502,false",
        "503,false",
        "302,false"
    })
    void shouldTellWhichRefusalsAreForGood(int status, boolean permanent) {
        SERVER.stubFor(post("/drain").willReturn(aResponse().withStatus(status)));

        ServerException failure = failure(Given.post("/drain"));

        assertThat(failure.permanent()).isEqualTo(permanent);
        assertThat(failure).hasMessageStartingWith("Expected POST /drain to succeed, but got: HTTP " + status);
    }

    @Test
    void shouldWantTheExpectedStatusOfACommand() throws ServerException {
        SERVER.stubFor(post("/drain").willReturn(aResponse().withStatus(202)));
        HttpCheck accepted = Given.withStatus(Given.post("/drain"), 202);

        Given.port(Given.counting(accepted), Given.drain(accepted, accepted, accepted))
                .enterDrain(host());

        assertThat(failure(Given.withStatus(accepted, 200)))
                .hasMessageContaining("HTTP 202 instead of 200")
                .extracting(ServerException::permanent)
                .isEqualTo(false);
    }

    @Test
    void shouldNotTakeAnErrorInADressOf200ForSuccess() {
        SERVER.stubFor(post("/drain").willReturn(okJson("{\"janus\":\"error\"}")));
        HttpCheck check = Given.check("POST", "/drain", Map.of(), Optional.of("{}"), Optional.of("success"), "/janus");

        assertThat(failure(check)).hasMessageContaining("says otherwise");
    }

    @Test
    void shouldSayThatAPlanHasNoDrainCommand() {
        ServerException failure = catchThrowableOfType(
                ServerException.class,
                () -> Given.counts(Given.get("/stats", "/n")).leaveDrain(host()));

        assertThat(failure.permanent()).isTrue();
    }
}
