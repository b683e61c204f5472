package io.mediaup.simulation;

import io.mediaup.fleet.HostId;
import io.mediaup.plan.SessionCounter;
import io.mediaup.probe.Inspection;
import io.mediaup.probe.ServerPort;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was known of a host when its retirement was decided, and what the last look before it said. The decision is that of
 * one process, on what this process has heard; the last look may be that of the one after it, which takes up what was begun.
 */
final class Evidence {

    /** The longest time an answer takes to arrive. */
    private final Duration latency;

    private final Map<HostId, Inspection> lastLooks = new HashMap<>();
    private final Map<HostId, Decided> decided = new HashMap<>();
    private Map<HostId, Deque<Inspection>> heard = new HashMap<>();

    /** The answers up to a decision, newest first, and from when on they prove something. */
    private record Decided(Deque<Inspection> answers, Instant from, Instant at) {}

    Evidence(Duration latency) {
        this.latency = latency;
    }

    /** The servers as a process sees them that begins now; it alone decides from now on. */
    ServerPort witness(ServerPort servers) {
        heard = new HashMap<>();
        return new Witness(servers, heard, lastLooks::put);
    }

    /** A retirement of {@code id} is decided at {@code at}; its counts prove something from {@code from} on. */
    void decided(HostId id, Instant from, Instant at) {
        decided.put(id, new Decided(new ArrayDeque<>(heard.getOrDefault(id, new ArrayDeque<>())), from, at));
    }

    /** Whether {@code id} is asked right now, and says that it is low. */
    boolean lowNow(HostId id, SessionCounter counter, Instant now) {
        Inspection look = lastLooks.get(id);
        return look != null
                && look.sessions().get(counter.name()).at().equals(now)
                && Witness.streak(new ArrayDeque<>(List.of(look)), counter, Instant.MIN) == 1;
    }

    /** How many readings of {@code counter} in a row were known and low when the retirement of {@code id} was decided. */
    int streak(HostId id, SessionCounter counter) {
        Decided on = decided.get(id);
        return on == null ? 0 : Witness.streakKnownAt(on.answers, counter, on.from, on.at.minus(latency));
    }
}
