package io.mediaup.journal.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The single operations that lock and journal files are made of, so that a test can let the process end, or the disk be
 * full, between any two of them. Each happens whole or not at all, but for {@link #draft}.
 */
interface Disk {

    /** The real one. */
    Disk REAL = new Disk() {};

    /** The names in a directory; none when it is missing. */
    default List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        } catch (NoSuchFileException missing) {
            return List.of();
        }
    }

    /** The content of a file; empty when it is missing. */
    default Optional<byte[]> read(Path file) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        }
    }

    /** Writes a file that nobody else looks at, to the disk. */
    default void draft(Path file, byte[] content) throws IOException {
        try (FileChannel channel = Durable.open(file)) {
            channel.truncate(0);
            Durable.writeFully(channel, ByteBuffer.wrap(content));
            channel.force(true);
        }
    }

    /** Gives a draft its name. Atomic on local file systems and on NFS; fails when the name is taken. */
    default void link(Path draft, Path name) throws IOException {
        Files.createLink(name, draft);
    }

    /** Gives a draft its name, whatever has that name now. */
    default void move(Path draft, Path name) throws IOException {
        Files.move(draft, name, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Removes a file that may be gone already. */
    default void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    /** Names that were given are durable afterwards. */
    default void sync(Path directory) throws IOException {
        Durable.syncDirectory(directory);
    }
}
