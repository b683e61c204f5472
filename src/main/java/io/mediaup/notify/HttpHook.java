package io.mediaup.notify;

import io.mediaup.plan.HookSpec;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sends notices as requests. Failures are told in words of our own: the client's may hold the URL, which is a secret where
 * a webhook is meant. A proxy is used where the JVM is told of one, since chat services are outside.
 */
final class HttpHook {

    private final HookSecrets secrets;
    private @Nullable HttpClient client;

    HttpHook(HookSecrets secrets) {
        this.secrets = secrets;
    }

    void deliver(HookSpec.Http hook, Duration timeout, Notice notice) throws NoticeException {
        HttpRequest request = request(hook, timeout, notice);
        // The request's own timeout ends with the head of the answer, the future's with its body.
        CompletableFuture<HttpResponse<Void>> sent =
                client().sendAsync(request, HttpResponse.BodyHandlers.discarding());
        try {
            judge(sent.get(timeout.toNanos(), TimeUnit.NANOSECONDS).statusCode());
        } catch (TimeoutException e) {
            throw new NoticeException("no answer in time", false);
        } catch (ExecutionException e) {
            throw new NoticeException(words(e.getCause()), false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoticeException("interrupted", false);
        } finally {
            sent.cancel(true);
        }
    }

    private HttpRequest request(HookSpec.Http hook, Duration timeout, Notice notice) throws NoticeException {
        String url = secrets.resolve(hook.url());
        HttpRequest.Builder request;
        try {
            request = HttpRequest.newBuilder(URI.create(url));
        } catch (IllegalArgumentException e) {
            throw new NoticeException("the value of its url is no URL that begins with http:// or https://", true);
        }
        request.timeout(timeout)
                .method(hook.method(), HttpRequest.BodyPublishers.ofString(Bodies.of(hook, notice)))
                .setHeader("Content-Type", "application/json")
                .setHeader("User-Agent", "mediaup")
                .setHeader("Idempotency-Key", notice.id());
        for (Map.Entry<String, String> header : hook.headers().entrySet()) {
            String value = secrets.resolve(header.getValue());
            try {
                request.setHeader(header.getKey(), value);
            } catch (IllegalArgumentException e) {
                throw new NoticeException("the header " + header.getKey() + " cannot be sent as it is", true);
            }
        }
        return request.build();
    }

    /** What is refused for good is not sent again; what may pass is. RFC 9110, 15, and RFC 6585, 4. */
    private static void judge(int status) throws NoticeException {
        if (status < 200 || status > 299) {
            boolean passing = status >= 500 || status == 408 || status == 425 || status == 429;
            throw new NoticeException("HTTP " + status, !passing);
        }
    }

    private static String words(@Nullable Throwable failure) {
        if (failure instanceof HttpTimeoutException) {
            return "no answer in time";
        }
        if (failure instanceof ConnectException || failure instanceof UnresolvedAddressException) {
            return "cannot connect";
        }
        if (failure instanceof SSLException) {
            return "no trusted TLS connection";
        }
        return failure instanceof IOException ? "the connection broke" : "the request failed";
    }

    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
        }
        return client;
    }
}
