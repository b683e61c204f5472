package io.mediaup.probe.http;

import java.time.Instant;

/** What came back from one request, or why nothing did. */
sealed interface Answer {

    /** The time right before the request was sent, or at which it turned out that it cannot be sent. */
    Instant at();

    /**
     * A whole answer, of any status.
     *
     * @param at right before the request was sent
     * @param status the HTTP status
     * @param path the path that was asked, without query; for people
     * @param body the body
     */
    record Given(Instant at, int status, String path, Body body) implements Answer {}

    /**
     * No whole answer within the limits, or a request that could not be made.
     *
     * @param at right before the request was sent
     * @param reason for people, on one line; without secrets
     * @param permanent whether asking again is pointless until somebody changes something
     */
    record Missing(Instant at, String reason, boolean permanent) implements Answer {}
}
