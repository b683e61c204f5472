package io.mediaup.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.journal.RequestInbox.Posted;
import io.mediaup.rollout.Request;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every inbox does. */
public abstract class RequestInboxContract {

    private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");

    /** The one inbox of a test. */
    protected abstract RequestInbox inbox();

    /** Leaves a request in it, as another process would. */
    protected abstract void post(Request request);

    /** A request that was made {@code nanos} after noon. */
    protected static Request request(Request.Kind kind, long nanos) {
        return Request.ofRun(kind, "ops@laptop", NOON.plusNanos(nanos), "because");
    }

    private List<Request> pending() {
        return inbox().pending().stream().map(Posted::request).toList();
    }

    @Test
    void shouldBeEmptyBeforeAnybodyAsks() {
        assertThat(pending()).isEmpty();
    }

    @Test
    void shouldGiveRequestsInTheOrderOfTheirTimes() {
        Request last = request(Request.Kind.ABORT, 1_000_000_000);
        Request first = request(Request.Kind.RESUME, 0);
        Request second = request(Request.Kind.PAUSE, 1);

        List.of(last, first, second).forEach(this::post);

        assertThat(pending()).containsExactly(first, second, last);
    }

    @Test
    void shouldKeepTwoRequestsOfOneInstant() {
        post(request(Request.Kind.PAUSE, 0));
        post(request(Request.Kind.PAUSE, 0));
        post(request(Request.Kind.ABORT, 0));

        assertThat(pending()).hasSize(3);
        assertThat(inbox().pending()).extracting(Posted::name).doesNotHaveDuplicates();
    }

    @Test
    void shouldKeepARequestUntilItIsRemoved() {
        post(request(Request.Kind.PAUSE, 0));
        post(request(Request.Kind.RESUME, 1));

        assertThat(pending()).hasSize(2);
        inbox().remove(inbox().pending().get(0));

        assertThat(pending()).containsExactly(request(Request.Kind.RESUME, 1));
    }

    @Test
    void shouldRemoveARequestTwiceWithoutHarm() {
        post(request(Request.Kind.PAUSE, 0));
        post(request(Request.Kind.RESUME, 1));
        Posted first = inbox().pending().get(0);

        inbox().remove(first);
        inbox().remove(first);

        assertThat(pending()).containsExactly(request(Request.Kind.RESUME, 1));
    }
}
