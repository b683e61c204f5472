package io.mediaup.lab;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The open sessions of one host and its drain flag. Thread-safe: the flag and the sessions change under one lock, so
 * that once a drain was confirmed nobody slips in.
 */
final class HostSessions {
    private final int limit;
    private final SortedMap<Long, Instant> open = new TreeMap<>();
    private final Map<Long, SessionLine> lines = new TreeMap<>();
    private final Set<Long> asked = new TreeSet<>();
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

    /** The client of {@code session} can be spoken to from now on. */
    synchronized void attach(long session, SessionLine line) {
        lines.put(session, line);
    }

    synchronized Optional<SessionLine> line(long session) {
        return Optional.ofNullable(lines.get(session));
    }

    /** Up to {@code most} sessions to ask to move; those that were asked before and stayed come last. */
    synchronized List<SessionLine> toMove(int most) {
        List<Long> chosen = lines.keySet().stream()
                .sorted(Comparator.comparing(asked::contains))
                .limit(most)
                .toList();
        asked.addAll(chosen);
        return chosen.stream().map(lines::get).toList();
    }

    synchronized void end(long session) {
        open.remove(session);
        lines.remove(session);
        asked.remove(session);
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
