package io.mediaup.journal.file;

import io.mediaup.journal.Tenure;
import io.mediaup.rollout.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The journal files of one run, {@code journal-1.jsonl} and so on; the highest one counts. Every process that takes up the
 * run copies the journal and goes on in the copy: whatever one that has lost the lock still has to write, be it stopped in
 * the middle of a line, goes into a file that nobody reads any more. Fencing by a file lock would not do, since a stopped
 * process keeps its file locks.
 */
final class JournalFiles {

    private final Disk disk;
    private final Path directory;
    private final Numbered files;
    private final JournalReader reader = new JournalReader();

    JournalFiles(Path directory, Disk disk) {
        this.disk = disk;
        this.directory = directory;
        this.files = new Numbered(disk, directory, "journal", ".jsonl");
    }

    /** What the journal says now, for those who only look. */
    List<Fact> look() {
        try {
            while (true) {
                Path file = file(files.highest());
                List<Fact> facts = reader.look(file);
                if (!facts.isEmpty() || Files.exists(file) || files.highest().isEmpty()) {
                    return facts;
                }
                // Removed since it was listed, because there is a higher one.
            }
        } catch (IOException e) {
            throw Durable.failed("look at the journal in", directory, e);
        }
    }

    /** Opens a new file for the holder of the plan's lock, with all that stands in the last one. */
    FileJournal next(Tenure tenure, Consumer<String> notices) {
        return FileJournal.open(copy(tenure), reader, tenure, notices);
    }

    private Path copy(Tenure tenure) {
        // A damaged one is refused as it is, and not copied first.
        look();
        try {
            while (true) {
                OptionalLong last = files.highest();
                byte[] content = disk.read(file(last)).orElse(new byte[0]);
                long number = last.orElse(0) + 1;
                // After the look: then whoever takes the lock from here on looks later than this process did, and will
                // have
                // this number or a higher one, so that this process either fails to create the file or nobody reads it.
                tenure.confirm();
                if (files.create(number, tenure.mark(), content)) {
                    tenure.confirm();
                    files.deleteBelow(number);
                    return files.file(number);
                }
            }
        } catch (IOException e) {
            throw Durable.failed("go on with the journal in", directory, e);
        }
    }

    /** Before any process took up the run a second time, releases up to 0.1 wrote {@code journal.jsonl}. */
    private Path file(OptionalLong number) {
        return number.isPresent() ? files.file(number.getAsLong()) : directory.resolve("journal.jsonl");
    }
}
