package io.mediaup.probe.http;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * A request with everything filled in. Two are equal when they say the same to the same server: {@link HttpRequest}
 * compares method, url and headers, but not its body, which is therefore kept beside it.
 *
 * @param request what is sent, secrets included
 * @param body its body
 */
record PreparedRequest(HttpRequest request, Optional<String> body) {

    private static final int PATH_SHOWN = 48;

    HttpRequest withTimeout(Duration timeout) {
        return HttpRequest.newBuilder(request, (name, value) -> true)
                .timeout(timeout)
                .build();
    }

    /** The path for people: no query and no user info, which may hold secrets. */
    String path() {
        String path = request.uri().getRawPath();
        return path == null || path.isEmpty() ? "/" : Reasons.cut(path, PATH_SHOWN);
    }

    /** Without headers, query and body: all of them may hold secrets. */
    @Override
    public String toString() {
        return request.method() + " " + path();
    }
}
