package io.mediaup.provider.aws.fake;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.mediaup.provider.aws.fake.Faults.Delivery;
import java.net.URI;

/** The fake on a port of loopback, as {@code AWS_ENDPOINT_URL} for any process. */
public final class FakeAwsServer implements AutoCloseable {

    private final WireMockServer server;

    /** Serves {@code cloud} until closed. */
    public FakeAwsServer(FakeCloud cloud) {
        server = new WireMockServer(options()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .jettyAcceptors(1)
                .disableRequestJournal()
                .extensions(new Answering(new FakeEndpoint(cloud))));
        server.stubFor(any(anyUrl()).willReturn(aResponse().withTransformers(Answering.NAME)));
        server.start();
    }

    /** Where it listens. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    @Override
    public void close() {
        server.stop();
    }

    private static final class Answering implements ResponseDefinitionTransformerV2 {
        static final String NAME = "fake-aws";

        private final FakeEndpoint endpoint;

        Answering(FakeEndpoint endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        public String getName() {
            return NAME;
        }

        @Override
        public ResponseDefinition transform(ServeEvent event) {
            FakeEndpoint.Answer answer = endpoint.answer(event.getRequest().getBodyAsString());
            if (answer.delivery() == Delivery.LOST) {
                return aResponse().withFault(Fault.EMPTY_RESPONSE).build();
            }
            return aResponse()
                    .withStatus(answer.status())
                    .withHeader("Content-Type", "text/xml;charset=UTF-8")
                    .withHeader("Date", answer.date())
                    .withBody(answer.arriving())
                    .build();
        }
    }
}
