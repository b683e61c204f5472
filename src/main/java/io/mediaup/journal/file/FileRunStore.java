package io.mediaup.journal.file;

import io.mediaup.journal.JournalException;
import io.mediaup.journal.LockBook;
import io.mediaup.journal.RunStore;
import io.mediaup.journal.StoredRun;
import io.mediaup.journal.Tenure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The runs of one plan in a directory, and its lock. */
public final class FileRunStore implements RunStore {

    /** In bytes: the journal of a long run of a large fleet. */
    private static final long LEAST_SPACE = 10L << 20;

    private final Path directory;
    private final Disk disk;

    /** The runs below {@code directory}, which need not exist. */
    public FileRunStore(Path directory) {
        this(directory, Disk.REAL);
    }

    FileRunStore(Path directory, Disk disk) {
        this.directory = directory;
        this.disk = disk;
    }

    @Override
    public LockBook lock() {
        return new FileLockBook(disk, directory);
    }

    @Override
    public void rehearse() {
        Path nearest = directory.toAbsolutePath();
        while (nearest.getParent() != null && !Files.exists(nearest)) {
            nearest = nearest.getParent();
        }
        if (!Files.isDirectory(nearest) || !Files.isWritable(nearest)) {
            throw new JournalException("Expected to keep runs in " + directory + ", but found that " + nearest
                    + " is not a directory that may be written to. Check its permissions.");
        }
        try {
            if (Files.getFileStore(nearest).getUsableSpace() < LEAST_SPACE) {
                throw new JournalException(
                        "Expected room for journals in " + directory + ", but found its disk full. Make room on it.");
            }
        } catch (IOException e) {
            throw Durable.failed("look at the disk of", nearest, e);
        }
    }

    @Override
    public StoredRun create(Tenure tenure, String id, byte[] plan) {
        tenure.confirm();
        Path path = directory.resolve(id);
        try {
            Durable.directories(path);
            Durable.write(path.resolve(FileRun.PLAN), plan);
            Durable.syncDirectory(directory);
            return new FileRun(path, disk);
        } catch (IOException e) {
            throw Durable.failed("keep the run in", path, e);
        }
    }

    @Override
    public Stream<StoredRun> runs() {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries
                    .filter(Files::isDirectory)
                    .sorted(Comparator.comparing((Path path) -> String.valueOf(path.getFileName()))
                            .reversed())
                    .map(path -> (StoredRun) new FileRun(path, disk))
                    .toList()
                    .stream();
        } catch (NoSuchFileException e) {
            return Stream.empty();
        } catch (IOException e) {
            throw Durable.failed("list", directory, e);
        }
    }
}
