package io.mediaup.plan;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Somebody who is told what happens in a run.
 *
 * @param on of what
 * @param target how
 * @param timeout the longest that one try may take
 */
public record HookSpec(Set<HookEvent> on, Target target, Duration timeout) {

    /** Copies the set, in the order of the events. */
    public HookSpec {
        on = Collections.unmodifiableSet(EnumSet.copyOf(on));
    }

    /** How somebody is told. */
    public sealed interface Target {}

    /**
     * By a request.
     *
     * @param method POST, PUT or PATCH
     * @param url a URL, or {@code env:NAME} or {@code file:PATH} where it is a secret
     * @param headers header name to value; {@code env:NAME} and {@code file:PATH} are resolved when it is sent
     * @param body what is sent instead of the notice, with {@code {{…}}} filled in
     * @param slack whether the body is one that Slack's incoming webhooks take
     */
    public record Http(String method, String url, Map<String, String> headers, Optional<String> body, boolean slack)
            implements Target {}

    /**
     * By a program, which reads the notice on standard input.
     *
     * @param command the program and its arguments; no shell is involved
     */
    public record Command(List<String> command) implements Target {}

    /** The secrets that it names, as {@code env:NAME} or {@code file:PATH}. */
    public Stream<String> secrets() {
        return target instanceof Http http
                ? Stream.concat(Stream.of(http.url()), http.headers().values().stream())
                        .filter(value -> value.startsWith("env:") || value.startsWith("file:"))
                : Stream.of();
    }
}
