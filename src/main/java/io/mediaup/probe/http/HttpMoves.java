package io.mediaup.probe.http;

import io.mediaup.fleet.Host;
import io.mediaup.plan.HttpCheck;
import io.mediaup.plan.MigrationSpec;
import io.mediaup.plan.MigrationSpec.SessionList;
import io.mediaup.probe.HostTemplate;
import io.mediaup.probe.MoveRequest;
import io.mediaup.probe.MoveWay;
import io.mediaup.probe.ServerException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Asks for sessions to be moved, or where they are, over HTTP; each request has an {@code Idempotency-Key}. Thread-safe. */
public final class HttpMoves implements MoveWay {

    private final MigrationSpec spec;
    private final HostTemplate template;
    private final KeyedRequests requests;

    /**
     * For the hosts of one plan.
     *
     * @param spec what is sent, and where sessions are listed; what is asked of this must be over HTTP there
     * @param template fills in what differs per host
     * @param requests makes requests of what is sent
     * @param clock gives the time of an answer
     */
    public HttpMoves(MigrationSpec spec, HostTemplate template, RequestFactory requests, Supplier<Instant> clock) {
        this.spec = spec;
        this.template = template;
        this.requests = new KeyedRequests(requests, clock);
    }

    @Override
    public void notice(Host from, MoveRequest move) throws ServerException {
        HttpCheck notice = keyed(move.key());
        DrainReply.require(notice, requests.ask(from, notice, template.moving(move, "")));
    }

    /** An order on its way. */
    private record Sent(HttpCheck order, Exchange exchange) {}

    @Override
    public Map<String, ServerException> each(Host from, MoveRequest move, List<String> ids) throws ServerException {
        Map<String, Sent> sent = new LinkedHashMap<>();
        for (String id : ids) {
            HttpCheck order = keyed(move.key() + "/" + header(id));
            sent.put(id, new Sent(order, requests.send(from, order, template.moving(move, id))));
        }
        Map<String, ServerException> failures = new LinkedHashMap<>();
        for (Map.Entry<String, Sent> one : sent.entrySet()) {
            try {
                DrainReply.require(
                        one.getValue().order(), requests.await(one.getValue().exchange()));
            } catch (ServerException e) {
                failures.put(one.getKey(), e);
            }
        }
        return failures;
    }

    @Override
    public List<String> sessions(Host from, MoveRequest move) throws ServerException {
        SessionList list = spec.sessions().orElseThrow();
        HttpCheck source = (HttpCheck) list.source();
        Answer answer = requests.ask(from, source, template.moving(move, ""));
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
        return KeyedRequests.keyed((HttpCheck) spec.request(), key);
    }
}
