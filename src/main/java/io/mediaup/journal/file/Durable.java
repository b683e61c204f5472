package io.mediaup.journal.file;

import io.mediaup.journal.JournalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and directories for their owner only, on the disk when a method returns. */
final class Durable {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private Durable() {}

    static void directories(Path directory) throws IOException {
        Files.createDirectories(directory, only("rwx------"));
    }

    /** Opens {@code file} for reading and writing; creates it when it is missing. */
    static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                only("rw-------"));
    }

    /** Puts a whole file in its place at once: a reader sees the old content, or the new, or none. */
    static void write(Path file, byte[] content) throws IOException {
        Path draft = file.resolveSibling(
                "." + file.getFileName() + "-" + ProcessHandle.current().pid());
        try (FileChannel channel = open(draft)) {
            channel.truncate(0);
            writeFully(channel, ByteBuffer.wrap(content));
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncDirectory(parent(file));
    }

    static void writeFully(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** A new name in a directory is durable only once the directory itself is. */
    static void syncDirectory(Path directory) throws IOException {
        if (POSIX) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    static Path parent(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("Expected a file in a directory, but found " + file + ".");
        }
        return parent;
    }

    static JournalException failed(String what, Path file, Exception cause) {
        return new JournalException(
                "Expected to " + what + " " + file + ", but found: " + cause
                        + ". Check the disk and the permissions of that directory; the same command goes on afterwards.",
                cause);
    }

    private static FileAttribute<?>[] only(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
