package io.mediaup.probe.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.mediaup.plan.HttpCheck;
import io.mediaup.plan.ReconnectSpec;
import io.mediaup.plan.ReconnectSpec.When;
import io.mediaup.probe.HostTemplate;
import io.mediaup.probe.ServerException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The notice that clients must reconnect, to a signalling service that is no host of the fleet. */
class ReconnectNoticeTest {

    private static final String KEY = "r1/h-4711/notify-reconnect/1";

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    @Test
    void shouldSayWhichHostWithKeyAndSecret() throws Exception {
        SERVER.stubFor(post(urlPathMatching("/.*")).willReturn(aResponse().withStatus(202)));

        port("/hosts/{{host.id}}/reconnect").notifyReconnect(Given.host("10.0.1.7", 4711, "1.4.2"), KEY);

        SERVER.verify(
                1,
                postRequestedFor(urlEqualTo("/hosts/h-4711/reconnect"))
                        .withHeader("Idempotency-Key", equalTo(KEY))
                        .withHeader("Authorization", equalTo("Bearer hunter2"))
                        .withRequestBody(equalToJson("{\"host\": \"10.0.1.7\", \"port\": 4711, \"was\": \"1.4.2\"}")));
    }

    @ParameterizedTest
    @CsvSource({"503, false", "429, false", "403, true", "404, true"})
    void shouldFailUnlessSomebodySaysYes(int status, boolean permanent) {
        SERVER.stubFor(post(urlPathMatching("/.*")).willReturn(aResponse().withStatus(status)));

        ServerException failure = catchThrowableOfType(
                ServerException.class, () -> port("/reconnect").notifyReconnect(Given.host(4711), KEY));

        assertThat(failure).hasMessageContaining(Integer.toString(status)).hasMessageNotContaining("hunter2");
        assertThat(failure.permanent()).isEqualTo(permanent);
    }

    private static HttpServerPort port(String path) {
        HttpCheck notice = Given.check(
                "POST",
                "http://127.0.0.1:" + SERVER.getPort() + path,
                Map.of("Authorization", "env:TOKEN"),
                Optional.of("{\"host\":\"{{host.address}}\",\"port\":{{host.port}},\"was\":\"{{host.version}}\"}"),
                Optional.empty());
        HostTemplate template = new HostTemplate("sfu-eu", "1.5.0");
        HeaderSecrets secrets =
                new HeaderSecrets(Map.of("TOKEN", "Bearer hunter2"), Path.of("").toAbsolutePath());
        RequestFactory requests = new RequestFactory(template, secrets);
        return new HttpServerPort(
                Given.counting(Given.get("/stats", "/n")),
                Given.noDrain(),
                Optional.empty(),
                Optional.of(new ReconnectNotice(new ReconnectSpec(When.AFTER, notice), requests, () -> Given.NOW)),
                requests,
                () -> Given.NOW);
    }
}
