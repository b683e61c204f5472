package io.mediaup.journal.file;

import io.mediaup.journal.FactCodec;
import io.mediaup.journal.Journal;
import io.mediaup.journal.JournalException;
import io.mediaup.journal.Tenure;
import io.mediaup.rollout.Fact;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A journal as a file of JSON Lines. An append is one write and one fsync. A last line without a line break was being
 * written when a process or the machine died: nothing was done on its account, so it is dropped. Any other damage means
 * that somebody else has changed the file, and it is refused. Not thread-safe; one writer, the holder of the plan's lock.
 */
final class FileJournal implements Journal, AutoCloseable {

    private final Path file;
    private final FileChannel channel;
    private final Tenure tenure;
    private final List<Fact> facts;
    private boolean broken;

    private FileJournal(Path file, FileChannel channel, Tenure tenure, List<Fact> facts) {
        this.file = file;
        this.channel = channel;
        this.tenure = tenure;
        this.facts = facts;
    }

    /**
     * Opens the journal for its writer; cuts a torn last line off and says so.
     *
     * @param reader may have read it before
     * @throws JournalException when it is damaged, or cannot be opened
     */
    static FileJournal open(Path file, JournalReader reader, Tenure tenure, Consumer<String> notices) {
        try {
            boolean isNew = !Files.exists(file);
            FileChannel channel = Durable.open(file);
            try {
                if (isNew) {
                    Durable.syncDirectory(Durable.parent(file));
                }
                return mended(file, channel, reader.read(file), tenure, notices);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw Durable.failed("open", file, e);
        }
    }

    private static FileJournal mended(
            Path file, FileChannel channel, JournalReader.Content content, Tenure tenure, Consumer<String> notices)
            throws IOException {
        if (content.torn() > 0) {
            channel.truncate(content.whole());
            channel.force(true);
            notices.accept("The last line of " + file + " was not written to its end (" + content.torn()
                    + " bytes); it was dropped. Nothing had been done on its account.");
        }
        channel.position(content.whole());
        return new FileJournal(file, channel, tenure, new ArrayList<>(content.facts()));
    }

    @Override
    public void append(List<? extends Fact> more) {
        if (broken) {
            throw new JournalException("Expected to write " + file
                    + ", but found that an earlier write had failed. Run the same command again.");
        }
        tenure.confirm();
        StringBuilder lines = new StringBuilder();
        long seq = facts.size();
        for (Fact fact : more) {
            lines.append(FactCodec.encode(++seq, fact)).append('\n');
        }
        try {
            Durable.writeFully(channel, ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8)));
            channel.force(false);
        } catch (IOException e) {
            broken = true;
            // Whoever has taken over has removed the file, which some file systems report as a failure.
            tenure.confirm();
            throw Durable.failed("write", file, e);
        }
        // Once more, because the lock may have been lost since: whoever takes over first takes the lock and then copies
        // the
        // journal, so if it still is ours the facts were in time to be copied.
        confirmAfterwards();
        facts.addAll(more);
    }

    private void confirmAfterwards() {
        try {
            tenure.confirm();
        } catch (JournalException e) {
            broken = true;
            throw e;
        }
    }

    @Override
    public List<Fact> facts() {
        return List.copyOf(facts);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw Durable.failed("close", file, e);
        }
    }
}
