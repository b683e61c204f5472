package io.mediaup.lab;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The open sessions of one host and its drain flag. Thread-safe: the flag and the sessions change under one lock, so
 * that once a drain was confirmed nobody slips in.
 */
final class HostSessions {
    private final int limit;
    private final SortedMap<Long, Instant> open = new TreeMap<>();
    private long admitted;
    private boolean draining;

    HostSessions(int limit) {
        this.limit = limit;
    }

    /** The new session's number; empty when the host is draining or full. */
    synchronized Optional<Long> admit() {
        if (draining || open.size() >= limit) {
            return Optional.empty();
        }
        admitted++;
        open.put(admitted, Instant.now());
        return Optional.of(admitted);
    }

    synchronized void end(long session) {
        open.remove(session);
    }

    synchronized void drain(boolean wanted) {
        draining = wanted;
    }

    synchronized boolean draining() {
        return draining;
    }

    /** A copy: session number to the time since when it is open. */
    synchronized Map<Long, Instant> open() {
        return new TreeMap<>(open);
    }

    synchronized int count() {
        return open.size();
    }

    synchronized long admitted() {
        return admitted;
    }
}
