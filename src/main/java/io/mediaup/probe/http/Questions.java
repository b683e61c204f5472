package io.mediaup.probe.http;

import io.mediaup.fleet.Host;
import io.mediaup.plan.HttpCheck;
import io.mediaup.probe.ServerException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * Asks a host several questions at once. Questions that come down to the same request share one answer: servers often
 * tell everything in one document, and readings of one moment agree with each other. Never throws.
 *
 * <ol>
 *   <li>Prepare each request; what cannot be prepared is answered by the reason.
 *   <li>Send each distinct request once, all at the same time, with the longest limit among those that share it.
 *   <li>Wait for all answers; an interrupt gives up on those that are missing.
 * </ol>
 */
final class Questions {

    private final RequestFactory requests;
    private final ProbeClient client;
    private final Supplier<Instant> clock;

    Questions(RequestFactory requests, ProbeClient client, Supplier<Instant> clock) {
        this.requests = requests;
        this.client = client;
        this.clock = clock;
    }

    /** The answers to all {@code checks}. Blocks until the last one has come or timed out. */
    Answers ask(Host host, Collection<HttpCheck> checks) {
        Map<HttpCheck, Answer> answers = new HashMap<>();
        Map<HttpCheck, PreparedRequest> prepared = prepare(host, checks, answers);
        if (Thread.currentThread().isInterrupted()) {
            prepared.keySet().forEach(check -> answers.put(check, interrupted()));
            return new Answers(answers);
        }
        Map<PreparedRequest, Exchange> exchanges = send(prepared);
        await(exchanges.values());
        prepared.forEach((check, request) -> answers.put(check, outcome(exchanges, request)));
        return new Answers(answers);
    }

    private Map<HttpCheck, PreparedRequest> prepare(
            Host host, Collection<HttpCheck> checks, Map<HttpCheck, Answer> answers) {
        Map<HttpCheck, PreparedRequest> prepared = new LinkedHashMap<>();
        for (HttpCheck check : checks) {
            try {
                prepared.put(check, requests.prepare(check, host));
            } catch (ServerException e) {
                String reason = Reasons.line(String.valueOf(e.getMessage()));
                answers.put(check, new Answer.Missing(clock.get(), reason, e.permanent()));
            }
        }
        return prepared;
    }

    private Map<PreparedRequest, Exchange> send(Map<HttpCheck, PreparedRequest> prepared) {
        Map<PreparedRequest, Duration> limits = new LinkedHashMap<>();
        prepared.forEach((check, request) -> limits.merge(request, check.timeout(), Questions::longer));
        Map<PreparedRequest, Exchange> exchanges = new HashMap<>();
        limits.forEach((request, limit) -> exchanges.put(request, start(request, limit)));
        return exchanges;
    }

    /** Making the client fails when the process has run out of file descriptors, for example. */
    private Exchange start(PreparedRequest request, Duration limit) {
        try {
            return client.send(request, limit);
        } catch (RuntimeException e) {
            String reason =
                    Reasons.line("the HTTP client failed: " + e.getClass().getSimpleName());
            return new Exchange(
                    CompletableFuture.completedFuture(new Answer.Missing(clock.get(), reason, false)), () -> {});
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static void await(Collection<Exchange> exchanges) {
        try {
            CompletableFuture.allOf(exchanges.stream().map(Exchange::answer).toArray(CompletableFuture[]::new))
                    .get();
        } catch (InterruptedException e) {
            exchanges.forEach(exchange -> exchange.abort().run());
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Expected every answer to complete normally, but one did not.", e);
        }
    }

    private Answer outcome(Map<PreparedRequest, Exchange> exchanges, PreparedRequest request) {
        CompletableFuture<Answer> answer =
                Objects.requireNonNull(exchanges.get(request)).answer();
        return answer.isDone() ? answer.join() : interrupted();
    }

    private Answer interrupted() {
        return new Answer.Missing(clock.get(), "interrupted", false);
    }
}
