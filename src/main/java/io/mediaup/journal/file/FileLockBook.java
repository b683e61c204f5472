package io.mediaup.journal.file;

import io.mediaup.journal.LockBook;
import io.mediaup.journal.LockRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** The plan's lock as files, {@code lock-EPOCH.json}. */
final class FileLockBook implements LockBook {

    private final Disk disk;
    private final Path directory;
    private final Numbered files;

    FileLockBook(Disk disk, Path directory) {
        this.disk = disk;
        this.directory = directory;
        this.files = new Numbered(disk, directory, "lock", ".json");
    }

    @Override
    public Optional<Entry> latest() {
        try {
            while (true) {
                OptionalLong epoch = files.highest();
                if (epoch.isEmpty()) {
                    return Optional.empty();
                }
                Path file = files.file(epoch.getAsLong());
                Optional<byte[]> text = disk.read(file);
                if (text.isPresent()) {
                    return Optional.of(new Entry(
                            epoch.getAsLong(), new String(text.get(), StandardCharsets.UTF_8), file.toString()));
                }
                // Forgotten since it was listed, because there is a higher one.
            }
        } catch (IOException e) {
            throw Durable.failed("look at the lock in", directory, e);
        }
    }

    @Override
    public boolean claim(LockRecord record) {
        long epoch = record.holder().epoch();
        try {
            Durable.directories(directory);
            return files.create(epoch, record.nonce(), bytes(record));
        } catch (IOException | UnsupportedOperationException e) {
            throw Durable.failed("create", files.file(epoch), e);
        }
    }

    @Override
    public void keep(LockRecord record) {
        long epoch = record.holder().epoch();
        try {
            files.replace(epoch, record.nonce(), bytes(record));
        } catch (IOException e) {
            throw Durable.failed("renew", files.file(epoch), e);
        }
    }

    @Override
    public void forgetBelow(long epoch) {
        try {
            files.deleteBelow(epoch);
        } catch (IOException e) {
            throw Durable.failed("clear", directory, e);
        }
    }

    private static byte[] bytes(LockRecord record) {
        return record.text().getBytes(StandardCharsets.UTF_8);
    }
}
