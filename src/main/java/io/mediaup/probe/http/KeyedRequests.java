package io.mediaup.probe.http;

import io.mediaup.fleet.Host;
import io.mediaup.plan.HttpCheck;
import io.mediaup.probe.HostTemplate;
import io.mediaup.probe.ServerException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** Sends requests that somebody must be able to know again, with an {@code Idempotency-Key}. Thread-safe. */
final class KeyedRequests {

    private static final String KEY = "Idempotency-Key";

    private final RequestFactory requests;
    private final Supplier<Instant> clock;
    private final ProbeClient client;

    KeyedRequests(RequestFactory requests, Supplier<Instant> clock) {
        this.requests = requests;
        this.clock = clock;
        this.client = new ProbeClient(clock);
    }

    /** {@code request} with {@code key}. */
    static HttpCheck keyed(HttpCheck request, String key) {
        Map<String, String> headers = new TreeMap<>(request.headers());
        headers.put(KEY, key);
        return new HttpCheck(
                request.method(),
                request.url(),
                headers,
                request.body(),
                request.expectStatus(),
                request.jsonPointers(),
                request.expect(),
                request.timeout(),
                request.viaSsh());
    }

    /** Sends {@code check} as it is. */
    Answer ask(Host host, HttpCheck check) throws ServerException {
        return await(client.send(requests.prepare(check, host), check.timeout()));
    }

    /** Sends {@code check} with what {@code filled} knows besides the host. */
    Answer ask(Host host, HttpCheck check, HostTemplate filled) throws ServerException {
        return await(send(host, check, filled));
    }

    Exchange send(Host host, HttpCheck check, HostTemplate filled) throws ServerException {
        return client.send(requests.with(filled).prepare(check, host), check.timeout());
    }

    Answer await(Exchange exchange) {
        try {
            return exchange.answer().get();
        } catch (InterruptedException e) {
            exchange.abort().run();
            Thread.currentThread().interrupt();
            return new Answer.Missing(clock.get(), "interrupted", false);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Expected every answer to complete normally, but one did not.", e);
        }
    }
}
