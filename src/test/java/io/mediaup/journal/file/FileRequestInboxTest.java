package io.mediaup.journal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediaup.journal.JournalException;
import io.mediaup.journal.RequestInbox;
import io.mediaup.journal.RequestInboxContract;
import io.mediaup.rollout.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRequestInboxTest extends RequestInboxContract {

    @TempDir
    private Path parent;

    private Path directory;

    @BeforeEach
    void directory() {
        directory = parent.resolve("requests");
    }

    @Override
    protected RequestInbox inbox() {
        return new FileRequestInbox(directory);
    }

    @Override
    protected void post(Request request) {
        new FileRequestInbox(directory).post(request);
    }

    @Test
    void shouldLeaveOutWhatIsNoRequest() throws IOException {
        post(request(Request.Kind.PAUSE, 0));
        Files.writeString(directory.resolve("20261102T000000.000000000-pause-1.json"), "{\"kind\":");
        Files.writeString(directory.resolve("20261102T000000.000000001-pause-1.json"), "");
        Files.writeString(directory.resolve("20261102T000000.000000002-pause-1.json"), "{\"kind\":\"explode\"}");
        Files.write(directory.resolve("20261102T000000.000000003-pause-1.json"), new byte[] {(byte) 0xff, 0});
        Files.writeString(directory.resolve("notes.txt"), "not for mediaup");
        Files.createDirectory(directory.resolve("20261102T000000.000000004-pause-1.json"));

        assertThat(inbox().pending())
                .extracting(RequestInbox.Posted::request)
                .containsExactly(request(Request.Kind.PAUSE, 0));
    }

    @Test
    void shouldNotShowARequestThatIsBeingWritten() throws IOException {
        post(request(Request.Kind.PAUSE, 0));
        String name = inbox().pending().get(0).name();
        // What a process leaves behind that dies while it writes: the draft has not got its name yet.
        Files.move(directory.resolve(name), directory.resolve("." + name + "-4711"));

        assertThat(inbox().pending()).isEmpty();
    }

    @Test
    void shouldLeaveNothingBehindButTheRequest() throws IOException {
        post(request(Request.Kind.PAUSE, 0));

        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void shouldSayWhatToDoWhereItCannotWrite() throws IOException {
        Files.writeString(directory, "in the way");

        assertThatThrownBy(() -> post(request(Request.Kind.PAUSE, 0)))
                .isInstanceOf(JournalException.class)
                .hasMessageMatching("Expected to leave a request in .*, but found: .*\\. Check the disk .*\\.");
        assertThatThrownBy(() -> inbox().pending()).isInstanceOf(JournalException.class);
    }
}
