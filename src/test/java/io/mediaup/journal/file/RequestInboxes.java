package io.mediaup.journal.file;

import io.mediaup.rollout.Request;
import java.time.Instant;

/** Requests for tests. */
final class RequestInboxes {

    static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");

    private RequestInboxes() {}

    static Request pause() {
        return Request.ofRun(Request.Kind.PAUSE, "ops@laptop", NOON, "lunch");
    }
}
