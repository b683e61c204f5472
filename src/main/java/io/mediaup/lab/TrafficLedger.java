package io.mediaup.lab;

import java.nio.file.Path;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The clients' counters, cumulative over restarts of the traffic, and their log. Thread-safe, because the last write
 * comes from the shutdown hook.
 */
final class TrafficLedger {
    /** The host and version for newcomers that found no target. */
    static final String NOBODY = "-";

    private static final long WRITE_EVERY_NANOS = 200_000_000L;

    private final Path file;
    private final SortedMap<String, LabCounts> counts = new TreeMap<>();
    private boolean changed = true;
    private boolean closed;
    private long writtenAt = System.nanoTime() - WRITE_EVERY_NANOS;

    /** Goes on from what an earlier process counted. Its open sessions ended with it and are not judged. */
    TrafficLedger(Path file) {
        this.file = file;
        LabStats earlier =
                Entries.read(file).map(LabStats::from).orElse(LabStats.NONE).withoutOpen();
        counts.putAll(earlier.byVersion());
        long versioned = earlier.byVersion().values().stream()
                .mapToLong(LabCounts::refused)
                .sum();
        counts.put(NOBODY, new LabCounts(0, 0, 0, earlier.total().refused() - versioned, 0));
    }

    synchronized void opened(String version) {
        add(version, new LabCounts(1, 0, 0, 0, 0));
    }

    synchronized void completed(String version) {
        add(version, new LabCounts(-1, 1, 0, 0, 0));
    }

    /** A session that was open on {@code version} goes on elsewhere, where it was counted as opened. */
    synchronized void moved(String version) {
        add(version, new LabCounts(-1, 0, 0, 0, 1));
    }

    synchronized void interrupted(String version, String host, String what) {
        add(version, new LabCounts(-1, 0, 1, 0, 0));
        log("interrupted", version, host, what);
    }

    synchronized void refused(String version, String host, String what) {
        add(version, new LabCounts(0, 0, 0, 1, 0));
        log("refused", version, host, what);
    }

    /** Writes the counters if they changed, at most every 200 ms. */
    synchronized void flushIfDue(long now) {
        if (changed && !closed && now - writtenAt >= WRITE_EVERY_NANOS) {
            writtenAt = now;
            try {
                stats().toEntries().writeTo(file);
                changed = false;
            } catch (LabException e) {
                // A full disk, or a lab on its way down: the calls go on, and the next write tells it all.
                System.err.println(e.getMessage());
            }
        }
    }

    /** The last write: the sessions that are still open end with this process, unjudged. */
    synchronized void close() {
        if (!closed) {
            closed = true;
            stats().withoutOpen().toEntries().writeTo(file);
        }
    }

    synchronized LabStats stats() {
        LabCounts total = counts.values().stream().reduce(LabCounts.NONE, LabCounts::plus);
        SortedMap<String, LabCounts> versions = new TreeMap<>(counts);
        versions.remove(NOBODY);
        return new LabStats(total, versions);
    }

    private void add(String version, LabCounts more) {
        counts.merge(version, more, LabCounts::plus);
        changed = true;
    }

    private static void log(String what, String version, String host, String detail) {
        System.out.println(Instant.now() + " " + what + " host=" + host + " version=" + version + ": " + detail);
    }
}
