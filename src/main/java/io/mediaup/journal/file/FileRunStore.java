package io.mediaup.journal.file;

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
