package io.mediaup.journal.file;

import io.mediaup.journal.JournalException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The plan's lock: one runner at a time. The operating system holds it, so it ends with its process however that ends;
 * {@code lock.json} beside it tells people who has it. Between machines that share the directory it is as good as the
 * file system's own locks.
 */
public final class PlanLock implements AutoCloseable {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /**
     * What this process holds, by directory. While it holds a lock it must not so much as open the file again: on Linux,
     * closing any channel of a file drops every lock that the process has on it.
     */
    private static final Map<Path, Holder> MINE = new HashMap<>();

    private final Path directory;
    private final FileChannel channel;
    private final FileLock lock;
    private final Holder holder;

    private PlanLock(Path directory, FileChannel channel, FileLock lock, Holder holder) {
        this.directory = directory;
        this.channel = channel;
        this.lock = lock;
        this.holder = holder;
    }

    /**
     * Who has the lock.
     *
     * @param owner as user@machine
     * @param pid the process
     * @param since when it was taken
     * @param reason what for
     * @param epoch rises with every taking
     */
    public record Holder(String owner, long pid, Instant since, String reason, long epoch) {
        @Override
        public String toString() {
            return owner + " (process " + pid + ", " + reason + ", since " + since.truncatedTo(ChronoUnit.SECONDS)
                    + ")";
        }
    }

    /** Takes the lock, or leaves it to who has it. */
    static Optional<PlanLock> take(Path directory, String owner, Instant now, String reason) {
        Path file = directory.resolve("lock");
        try {
            Durable.directories(directory);
            Path real = directory.toRealPath();
            synchronized (MINE) {
                if (MINE.containsKey(real)) {
                    return Optional.empty();
                }
                Optional<PlanLock> taken =
                        take(real, owner, ProcessHandle.current().pid(), now, reason);
                taken.ifPresent(lock -> MINE.put(real, lock.holder));
                return taken;
            }
        } catch (IOException e) {
            throw Durable.failed("lock", file, e);
        }
    }

    private static Optional<PlanLock> take(Path directory, String owner, long pid, Instant now, String reason)
            throws IOException {
        FileChannel channel = Durable.open(directory.resolve("lock"));
        boolean taken = false;
        try {
            FileLock lock = channel.tryLock(0, 1, false);
            if (lock == null) {
                return Optional.empty();
            }
            long epoch = read(directory).map(Holder::epoch).orElse(0L) + 1;
            Holder holder = new Holder(owner, pid, now, reason, epoch);
            Durable.write(info(directory), MAPPER.writeValueAsString(holder).getBytes(StandardCharsets.UTF_8));
            taken = true;
            return Optional.of(new PlanLock(directory, channel, lock, holder));
        } finally {
            if (!taken) {
                channel.close();
            }
        }
    }

    /** Who has the lock now; empty when nobody has. */
    static Optional<Holder> holder(Path directory) {
        Path file = directory.resolve("lock");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Path real = directory.toRealPath();
            synchronized (MINE) {
                Holder mine = MINE.get(real);
                return mine == null ? other(real) : Optional.of(mine);
            }
        } catch (IOException e) {
            throw Durable.failed("look at", file, e);
        }
    }

    private static Optional<Holder> other(Path directory) throws IOException {
        try (FileChannel channel = Durable.open(directory.resolve("lock"));
                // Shared, so that those who only look never find each other.
                FileLock lock = channel.tryLock(0, 1, true)) {
            return lock != null
                    ? Optional.empty()
                    : read(directory).or(() -> Optional.of(new Holder("somebody", 0, Instant.EPOCH, "unknown", 0)));
        }
    }

    private static Optional<Holder> read(Path directory) throws IOException {
        try {
            return Optional.ofNullable(MAPPER.readValue(Files.readString(info(directory)), Holder.class));
        } catch (NoSuchFileException | JacksonException e) {
            // For people only: the lock itself is the operating system's.
            return Optional.empty();
        }
    }

    private static Path info(Path directory) {
        return directory.resolve("lock.json");
    }

    /** This process as holder. */
    public Holder mine() {
        return holder;
    }

    @Override
    public void close() {
        try {
            synchronized (MINE) {
                if (channel.isOpen()) {
                    lock.release();
                    channel.close();
                    MINE.remove(directory);
                }
            }
        } catch (IOException e) {
            throw new JournalException("Expected to release the lock, but found: " + e + ".", e);
        }
    }
}
