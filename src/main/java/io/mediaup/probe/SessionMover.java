package io.mediaup.probe;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Asks for sessions to be moved: by one notice for the host, or by one request for each session. Thread-safe.
 *
 * <p>Sessions that were asked before and are still there come last, so that a few that cannot move do not keep the
 * others. What was asked before is forgotten with the process; being asked twice is what the key is for.
 */
public final class SessionMover {

    /** Requests on their way to the signalling service, or to a server, at once. */
    private static final int AT_ONCE = 8;

    private final MoveWay orders;
    private final @Nullable MoveWay list;
    private final Map<HostId, Map<String, Integer>> asked = new ConcurrentHashMap<>();

    private SessionMover(MoveWay orders, @Nullable MoveWay list) {
        this.orders = orders;
        this.list = list;
    }

    /** Asks by one notice for the host. */
    public static SessionMover ofHosts(MoveWay orders) {
        return new SessionMover(orders, null);
    }

    /** Asks for each session by itself; they are listed by {@code list}. */
    public static SessionMover ofSessions(MoveWay orders, MoveWay list) {
        return new SessionMover(orders, list);
    }

    /** Asks; returns how many sessions that was, which may be none where the server lists none. */
    public long move(Host from, MoveRequest move) throws ServerException {
        if (list == null) {
            orders.notice(from, move);
            return move.count();
        }
        Map<String, Integer> before = asked.computeIfAbsent(from.id(), id -> new ConcurrentHashMap<>());
        List<String> ids = list.sessions(from, move);
        before.keySet().retainAll(ids);
        ToIntFunction<String> times = id -> before.getOrDefault(id, 0);
        List<String> chosen = ids.stream()
                .sorted(Comparator.comparingInt(times))
                .limit(move.count())
                .toList();
        return each(from, move, chosen, before);
    }

    private long each(Host from, MoveRequest move, List<String> ids, Map<String, Integer> before)
            throws ServerException {
        long done = 0;
        for (int first = 0; first < ids.size(); first += AT_ONCE) {
            List<String> some = ids.subList(first, Math.min(ids.size(), first + AT_ONCE));
            Map<String, ServerException> failures = orders.each(from, move, some);
            some.forEach(id -> before.merge(id, 1, Integer::sum));
            done += some.size() - failures.size();
            if (done == 0 && !failures.isEmpty()) {
                throw failures.values().iterator().next();
            }
        }
        return done;
    }
}
