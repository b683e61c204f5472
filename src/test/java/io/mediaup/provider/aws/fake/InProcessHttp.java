package io.mediaup.provider.aws.fake;

import io.mediaup.provider.aws.fake.Faults.Delivery;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/** An HTTP client of the SDK that asks the fake without a socket: for many calls, and in virtual time. Thread-safe. */
public final class InProcessHttp implements SdkHttpClient {

    private final FakeEndpoint endpoint;

    /** Asks this endpoint, whatever the url. */
    public InProcessHttp(FakeEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return asked(request);
            }

            @Override
            public void abort() {}
        };
    }

    private HttpExecuteResponse asked(HttpExecuteRequest request) throws IOException {
        try (InputStream body = request.contentStreamProvider().orElseThrow().newStream()) {
            String form = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            FakeEndpoint.Answer answer = endpoint.answer(form);
            if (answer.delivery() == Delivery.LOST) {
                throw new IOException("the connection was closed before the response");
            }
            byte[] bytes = answer.arriving().getBytes(StandardCharsets.UTF_8);
            return HttpExecuteResponse.builder()
                    .response(SdkHttpFullResponse.builder()
                            .statusCode(answer.status())
                            .putHeader("Content-Type", "text/xml;charset=UTF-8")
                            .putHeader("Date", answer.date())
                            .build())
                    .responseBody(AbortableInputStream.create(new ByteArrayInputStream(bytes)))
                    .build();
        }
    }

    @Override
    public String clientName() {
        return "InProcess";
    }

    @Override
    public void close() {}
}
