package io.mediaup.journal.file;

import io.mediaup.journal.Journal;
import io.mediaup.journal.JournalException;
import io.mediaup.rollout.Fact;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** What is kept of one run. */
public final class RunDirectory {

    private final Path path;

    RunDirectory(Path path) {
        this.path = path;
    }

    /** The run's id. */
    public String id() {
        return String.valueOf(path.getFileName());
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** A copy of the plan as it was when the run began. */
    public Path planFile() {
        return path.resolve("plan.yaml");
    }

    /**
     * Opens the journal to write, for the holder of the plan's lock.
     *
     * @param notices where to say what was mended
     * @throws JournalException when it is damaged or cannot be opened
     */
    public Journal openJournal(Consumer<String> notices) {
        return FileJournal.open(journal(), notices);
    }

    /**
     * What the journal says now, without disturbing the one who writes it.
     *
     * @throws JournalException when it is damaged or cannot be read
     */
    public List<Fact> facts() {
        return FileJournal.look(journal());
    }

    /** The run's requests. */
    public FileRequestInbox inbox() {
        return new FileRequestInbox(path.resolve("requests"));
    }

    private Path journal() {
        return path.resolve("journal.jsonl");
    }
}
