package io.mediaup.journal.file;

import io.mediaup.journal.Journal;
import io.mediaup.journal.JournalContract;
import io.mediaup.journal.Tenure;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class FileJournalContractTest extends JournalContract {

    @TempDir
    private Path directory;

    private FileJournal journal;

    @BeforeEach
    void open() {
        journal = FileJournal.open(
                directory.resolve("journal.jsonl"), new JournalReader(), Tenure.UNDISPUTED, notice -> {});
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Override
    protected Journal journal() {
        return journal;
    }
}
