package io.mediaup.plan;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One HTTP request to a host and how its answer is read.
 *
 * @param method GET, POST, PUT, DELETE or PATCH
 * @param url with {@code {{…}}} templates that are filled in per host
 * @param headers header name to value; a value {@code env:NAME} or {@code file:PATH} is resolved when it is sent
 * @param body what to send, if any; JSON texts in it {@code env:NAME} or {@code file:PATH} are resolved when it is sent
 * @param expectStatus the only status that is good; empty for any 2xx
 * @param jsonPointers RFC 6901 pointers into the answer; the values are added up; empty: the status is the answer
 * @param expect the value that counts as "yes" where a yes or no is read; empty for {@code true}
 * @param timeout the longest a request may take, connecting included
 * @param viaSsh whether it goes through a tunnel to the host, over SSH
 */
public record HttpCheck(
        String method,
        String url,
        Map<String, String> headers,
        Optional<String> body,
        OptionalInt expectStatus,
        List<String> jsonPointers,
        Optional<String> expect,
        Duration timeout,
        boolean viaSsh)
        implements Check {

    /** A request that is sent to the host directly. */
    public HttpCheck(
            String method,
            String url,
            Map<String, String> headers,
            Optional<String> body,
            OptionalInt expectStatus,
            List<String> jsonPointers,
            Optional<String> expect,
            Duration timeout) {
        this(method, url, headers, body, expectStatus, jsonPointers, expect, timeout, false);
    }
}
