package io.mediaup.journal.file;

import io.mediaup.journal.Journal;
import io.mediaup.journal.Requests;
import io.mediaup.journal.StoredRun;
import io.mediaup.journal.Tenure;
import io.mediaup.rollout.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** What is kept of one run, in a directory. */
final class FileRun implements StoredRun {

    static final String PLAN = "plan.yaml";

    private final Path path;
    private final JournalFiles journals;

    FileRun(Path path, Disk disk) {
        this.path = path;
        this.journals = new JournalFiles(path, disk);
    }

    @Override
    public String id() {
        return String.valueOf(path.getFileName());
    }

    @Override
    public String place() {
        return path.toString();
    }

    @Override
    public String planPlace() {
        return path.resolve(PLAN).toString();
    }

    @Override
    public byte[] plan() {
        try {
            return Files.readAllBytes(path.resolve(PLAN));
        } catch (IOException e) {
            throw Durable.failed("read", path.resolve(PLAN), e);
        }
    }

    @Override
    public Journal openJournal(Tenure tenure, Consumer<String> notices) {
        return journals.next(tenure, notices);
    }

    @Override
    public List<Fact> facts() {
        return journals.look();
    }

    @Override
    public Requests requests() {
        return new FileRequestInbox(path.resolve("requests"));
    }
}
