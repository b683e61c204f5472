package io.mediaup.probe.http;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostId;
import io.mediaup.plan.HttpCheck;
import io.mediaup.plan.MigrationSpec;
import io.mediaup.plan.MigrationSpec.SessionList;
import io.mediaup.probe.HostTemplate;
import io.mediaup.probe.MoveRequest;
import io.mediaup.probe.ServerException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import tools.jackson.databind.JsonNode;

/**
 * Asks for sessions to be moved over HTTP: by one notice for the host, or by one request for each session. Thread-safe.
 *
 * <p>Sessions that were asked before and are still there come last, so that a few that cannot move do not keep the
 * others. What was asked before is forgotten with the process; being asked twice is what the key is for.
 */
public final class SessionMover {

    /** Requests on their way to the signalling service, or to a server, at once. */
    private static final int AT_ONCE = 8;

    private final MigrationSpec spec;
    private final HostTemplate template;
    private final KeyedRequests requests;
    private final Map<HostId, Map<String, Integer>> asked = new ConcurrentHashMap<>();

    /**
     * For the hosts of one plan.
     *
     * @param spec what is sent, and where sessions are listed
     * @param template fills in what differs per host
     * @param requests makes requests of what is sent
     * @param clock gives the time of an answer
     */
    public SessionMover(MigrationSpec spec, HostTemplate template, RequestFactory requests, Supplier<Instant> clock) {
        this.spec = spec;
        this.template = template;
        this.requests = new KeyedRequests(requests, clock);
    }

    /** Asks; returns how many sessions that was, which may be none where the server lists none. */
    long move(Host from, MoveRequest move) throws ServerException {
        if (spec.sessions().isEmpty()) {
            HttpCheck notice = keyed(move.key());
            DrainReply.require(notice, requests.ask(from, notice, template.moving(move.to(), "", move.count())));
            return move.count();
        }
        Map<String, Integer> before = asked.computeIfAbsent(from.id(), id -> new ConcurrentHashMap<>());
        List<String> ids = sessions(from, spec.sessions().get(), move);
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
        ServerException failure = null;
        for (int first = 0; first < ids.size(); first += AT_ONCE) {
            Map<String, HttpCheck> orders = new LinkedHashMap<>();
            ids.subList(first, Math.min(ids.size(), first + AT_ONCE))
                    .forEach(id -> orders.put(id, keyed(move.key() + "/" + header(id))));
            Map<String, Answer> answers = together(from, move, orders);
            for (Map.Entry<String, HttpCheck> order : orders.entrySet()) {
                before.merge(order.getKey(), 1, Integer::sum);
                try {
                    Answer answer = answers.get(order.getKey());
                    if (answer != null) {
                        DrainReply.require(order.getValue(), answer);
                    }
                    done++;
                } catch (ServerException e) {
                    failure = e;
                }
            }
            if (done == 0 && failure != null) {
                throw failure;
            }
        }
        return done;
    }

    private Map<String, Answer> together(Host from, MoveRequest move, Map<String, HttpCheck> orders)
            throws ServerException {
        Map<String, Exchange> exchanges = new LinkedHashMap<>();
        for (Map.Entry<String, HttpCheck> order : orders.entrySet()) {
            HostTemplate filled = template.moving(move.to(), order.getKey(), 1);
            exchanges.put(order.getKey(), requests.send(from, order.getValue(), filled));
        }
        Map<String, Answer> answers = new LinkedHashMap<>();
        for (Map.Entry<String, Exchange> exchange : exchanges.entrySet()) {
            answers.put(exchange.getKey(), requests.await(exchange.getValue()));
        }
        return answers;
    }

    private List<String> sessions(Host from, SessionList list, MoveRequest move) throws ServerException {
        HttpCheck source = list.source();
        Answer answer = requests.ask(from, source, template.moving(move.to(), "", move.count()));
        if (!(answer instanceof Answer.Given given)) {
            Answer.Missing missing = (Answer.Missing) answer;
            throw new ServerException("the list of sessions: " + missing.reason(), missing.permanent());
        }
        try {
            Statuses.requireGood(source, given);
            String pointer =
                    source.jsonPointers().isEmpty() ? "" : source.jsonPointers().get(0);
            return ids(given.body().at(pointer), list.id());
        } catch (UnreadableException e) {
            throw new ServerException(Reasons.line("the list of sessions: " + e.getMessage()), false);
        }
    }

    private static List<String> ids(JsonNode array, String pointer) throws UnreadableException {
        if (!array.isArray()) {
            throw new UnreadableException("expected an array of sessions, but found " + Body.kind(array));
        }
        List<String> ids = new ArrayList<>();
        for (JsonNode item : array) {
            JsonNode id = pointer.isEmpty() ? item : item.at(pointer);
            if (!id.isString() && !id.isNumber()) {
                throw new UnreadableException("expected an id in every session, but found " + Body.kind(id));
            }
            ids.add(id.asString());
        }
        return ids;
    }

    /** An id comes from a server: in a header only what cannot end it. */
    private static String header(String id) {
        return id.replaceAll("[^\\w.:@-]", "_");
    }

    private HttpCheck keyed(String key) {
        return KeyedRequests.keyed(spec.request(), key);
    }
}
