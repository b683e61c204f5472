package io.mediaup.journal.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.journal.RequestInbox.Posted;
import io.mediaup.rollout.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRequestInboxTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00.5Z");

    @TempDir
    private Path directory;

    private static Request request(Request.Kind kind, long nanos) {
        return new Request(kind, "ops@bastion", NOW.plusNanos(nanos), "");
    }

    @Test
    void shouldHandRequestsOverInTheOrderOfTheirTime() {
        FileRequestInbox inbox = new FileRequestInbox(directory.resolve("requests"));
        assertThat(inbox.pending()).isEmpty();

        inbox.post(request(Request.Kind.ABORT, 2_000_000_000));
        inbox.post(request(Request.Kind.RESUME, 1));
        inbox.post(request(Request.Kind.PAUSE, 0));

        assertThat(inbox.pending())
                .extracting(posted -> posted.request().kind())
                .containsExactly(Request.Kind.PAUSE, Request.Kind.RESUME, Request.Kind.ABORT);
    }

    @Test
    void shouldForgetARequestThatWasRemovedHoweverOften() {
        FileRequestInbox inbox = new FileRequestInbox(directory);
        inbox.post(request(Request.Kind.PAUSE, 0));
        inbox.post(request(Request.Kind.RESUME, 1));
        Posted first = inbox.pending().get(0);

        inbox.remove(first);
        inbox.remove(first);

        assertThat(new FileRequestInbox(directory).pending())
                .extracting(posted -> posted.request().kind())
                .containsExactly(Request.Kind.RESUME);
    }

    @Test
    void shouldLeaveOutWhatItCannotRead() throws Exception {
        FileRequestInbox inbox = new FileRequestInbox(directory);
        inbox.post(request(Request.Kind.PAUSE, 0));
        for (String name : List.of("0-broken.json", "notes.txt", ".20261101-pause.json-17")) {
            Files.writeString(directory.resolve(name), "{");
        }

        assertThat(inbox.pending()).hasSize(1);
    }
}
