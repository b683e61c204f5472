package io.mediaup.probe.http;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests and keeps the time limit over the whole exchange. The JDK's client is made at the first request, since
 * it costs start-up time. Safe for use by several threads at once; its threads are daemons.
 *
 * <p>The JDK's own request timeout ends with the head of the answer, so a server that trickles its body would hold it for
 * ever: a second timer runs to the end of the body, and cancelling closes the connection.
 */
final class ProbeClient {

    /** The JDK's timer tells "cannot connect" from "no answer", so it must go off a little before the whole limit. */
    private static final int HEAD_PERCENT = 95;

    private final Supplier<Instant> clock;
    private @Nullable HttpClient client;

    ProbeClient(Supplier<Instant> clock) {
        this.clock = clock;
    }

    /** Sends {@code request}; the answer is complete or given up within {@code limit}. Does not block. */
    Exchange send(PreparedRequest request, Duration limit) {
        HttpClient sender = client();
        HttpRequest limited =
                request.withTimeout(limit.multipliedBy(HEAD_PERCENT).dividedBy(100));
        LimitedBody body = new LimitedBody();
        Instant at = clock.get();
        CompletableFuture<HttpResponse<byte[]>> sent = sender.sendAsync(limited, head -> body.begin());
        Runnable release = release(sent, body);
        CompletableFuture<Answer> answer = sent.copy()
                .orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS)
                .handle((response, failure) -> {
                    if (failure == null) {
                        return new Answer.Given(at, response.statusCode(), request.path(), new Body(response.body()));
                    }
                    release.run();
                    return new Answer.Missing(at, Reasons.noAnswer(failure, limit, body), false);
                });
        return new Exchange(answer, release);
    }

    /**
     * Lets go of the connection: cancelling does so up to the end of the head, aborting the body afterwards.
     *
     * <p>A head that is not HTTP fails the exchange, but JDK 17 then forgets to close its socket, and a host that is asked
     * every few seconds would use up the file descriptors within the hour. Cancelling helps even then, but only through
     * a future that is not complete. Futures derived from a cancelable one are cancelable too, by the documentation of
     * {@link HttpClient}, hence one that never completes by itself.
     */
    private static Runnable release(CompletableFuture<?> sent, LimitedBody body) {
        CompletableFuture<Void> cancelable =
                sent.handle((response, failure) -> true).thenCompose(ended -> new CompletableFuture<>());
        return () -> {
            cancelable.cancel(true);
            body.abort();
        };
    }

    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    // A reading must come from the host itself, never from a proxy's cache or error page.
                    .proxy(HttpClient.Builder.NO_PROXY)
                    .build();
        }
        return client;
    }
}
