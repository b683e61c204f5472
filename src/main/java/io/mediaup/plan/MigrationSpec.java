package io.mediaup.plan;

import java.time.Duration;
import java.util.Optional;

/**
 * How open sessions are moved off a cordoned host.
 *
 * @param means what the request does
 * @param request what is sent: once a host, once a portion of its sessions, or once a session
 * @param sessions where the ids of a host's sessions are read; empty when nothing is sent per session
 * @param pace how fast
 * @param within how long a session that was asked to move may take to be seen gone
 * @param patience how long the sessions of one host may take to move, from when it has settled
 * @param then what happens to what is left after that: {@code WAIT}, {@code KILL} or {@code HALT}
 */
public record MigrationSpec(
        Means means,
        HttpCheck request,
        Optional<SessionList> sessions,
        Pace pace,
        Duration within,
        Duration patience,
        PatienceOutcome then) {

    /** In a request: how many sessions it is about. A request that holds it is sent per portion. */
    static final String COUNT = "migrate.count";

    /** What the request does to a session. */
    public enum Means {
        /** It tells the signalling service, which tells the clients where to go. */
        NOTIFY,
        /** It ends the session on the server, for clients that reconnect by themselves. */
        SEVER
    }

    /**
     * Where the ids of a host's sessions are read.
     *
     * @param source the request; its one JSON pointer leads to an array
     * @param id JSON pointer from an item of the array to the id; empty when the item is the id
     */
    public record SessionList(HttpCheck source, String id) {}

    /**
     * How fast sessions are moved, over the whole fleet: who reconnects should not stampede.
     *
     * @param sessionsPerSecond sessions asked to move in a second, above 0
     * @param inFlight sessions that may be on their way at once, at least 1
     */
    public record Pace(double sessionsPerSecond, int inFlight) {}

    /** Whether a host's sessions can be asked in portions, rather than all by one notice. */
    public boolean portions() {
        return sessions.isPresent()
                || request.url().contains(COUNT)
                || request.body().filter(body -> body.contains(COUNT)).isPresent();
    }
}
