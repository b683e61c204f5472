package io.mediaup.lab;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Mutual exclusion between threads <em>and</em> processes on one lock file. The operating system releases it when its
 * holder dies, so a crash never leaves a lab locked.
 */
final class FileMutex {
    /** A file lock belongs to the whole JVM, so threads of one JVM need a lock of their own. */
    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private FileMutex() {}

    /** Runs the action while holding the lock. Inside, only locks of places below may be taken. */
    static void holding(Path file, Runnable action) {
        call(file, () -> {
            action.run();
            return file;
        });
    }

    /** As {@link #holding}, with a result. */
    static <T> T call(Path file, Supplier<T> action) {
        ReentrantLock threads = THREADS.computeIfAbsent(file.toAbsolutePath().normalize(), f -> new ReentrantLock());
        threads.lock();
        try (FileChannel channel = open(file)) {
            // Released when the channel is closed.
            channel.lock();
            return action.get();
        } catch (IOException e) {
            throw new LabException(
                    "Expected to lock " + file + ", but found " + e
                            + ". If the lab was taken down meanwhile, bring it up again.",
                    e);
        } finally {
            threads.unlock();
        }
    }

    /** For a process that holds the lock as long as it lives: the channel stays open until the process ends. */
    static Optional<FileLock> tryHold(Path file) throws IOException {
        FileChannel channel = open(file);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(lock);
            }
        } catch (OverlappingFileLockException heldByThisProcess) {
            // Falls through: held is held, whoever holds it.
        }
        channel.close();
        return Optional.empty();
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }
}
