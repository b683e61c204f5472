package io.mediaup.plan;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How open sessions are moved off a cordoned host.
 *
 * @param means what the request does
 * @param request what is sent, or run on the host: once a host, once a portion of its sessions, or once a session
 * @param sessions where the ids of a host's sessions are read; empty when nothing is sent per session
 * @param pace how fast
 * @param within how long a session that was asked to move may take to be seen gone
 * @param patience how long the sessions of one host may take to move, from when it has settled
 * @param then what happens to what is left after that: {@code WAIT}, {@code KILL} or {@code HALT}
 */
public record MigrationSpec(
        Means means,
        Check request,
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
     * @param source the request, whose one JSON pointer leads to an array; or a command, which prints one id on each line,
     *     or by its pattern
     * @param id JSON pointer from an item of the array to the id; empty when the item is the id
     */
    public record SessionList(Check source, String id) {}

    /**
     * How fast sessions are moved, over the whole fleet: who reconnects should not stampede.
     *
     * @param sessionsPerSecond sessions asked to move in a second, above 0
     * @param inFlight sessions that may be on their way at once, at least 1
     */
    public record Pace(double sessionsPerSecond, int inFlight) {}

    /** Whether a host's sessions can be asked in portions, rather than all by one notice. */
    public boolean portions() {
        return sessions.isPresent() || names(COUNT);
    }

    /** Whether {@code template} is filled into the request. */
    boolean names(String template) {
        return texts(request).anyMatch(text -> text.contains(template));
    }

    /** What is filled in, besides headers. */
    private static Stream<String> texts(Check check) {
        if (check instanceof SshCheck command) {
            return command.command().stream();
        }
        HttpCheck request = (HttpCheck) check;
        return Stream.concat(Stream.of(request.url()), request.body().stream());
    }
}
