package io.mediaup.probe.http;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.Reading;
import io.mediaup.plan.DrainSpec;
import io.mediaup.plan.DrainSpec.DrainCommand;
import io.mediaup.plan.HttpCheck;
import io.mediaup.plan.MigrationSpec;
import io.mediaup.plan.Plan;
import io.mediaup.plan.ProbesSpec;
import io.mediaup.plan.ReconnectSpec;
import io.mediaup.plan.SessionCounter;
import io.mediaup.probe.HostTemplate;
import io.mediaup.probe.Inspection;
import io.mediaup.probe.MoveRequest;
import io.mediaup.probe.ServerException;
import io.mediaup.probe.ServerPort;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A server that is asked and told over HTTP. Safe for use by several threads at once; holds one HTTP client, made at the
 * first request.
 *
 * <p>One inspection sends each distinct request once, all of them at the same time, so it takes about as long as the
 * longest time limit of its checks at most.
 */
public final class HttpServerPort implements ServerPort {

    private static final String NOT_PROBED = "not probed";

    private final ProbesSpec probes;
    private final Optional<DrainCommand> drain;
    private final Supplier<Instant> clock;
    private final Questions questions;
    private final Optional<SessionMover> mover;
    private final Optional<ReconnectSpec> reconnect;
    private final HostTemplate template;
    private final KeyedRequests requests;

    /**
     * What servers, and the signalling service beside them, are told.
     *
     * @param drain how servers are told to drain
     * @param migration how sessions are moved, if they are
     * @param reconnect how clients are told to reconnect, if they are
     */
    public record Orders(DrainSpec drain, Optional<MigrationSpec> migration, Optional<ReconnectSpec> reconnect) {

        /** Those of {@code plan}. */
        public static Orders of(Plan plan) {
            return new Orders(plan.drain(), plan.migration(), plan.reconnect());
        }
    }

    /**
     * A port for the hosts of one plan.
     *
     * @param probes what is asked
     * @param orders what is told
     * @param template fills in what differs per host
     * @param secrets resolves {@code env:} and {@code file:} values of headers, each time that they are sent
     * @param clock gives the time of a reading
     */
    public HttpServerPort(
            ProbesSpec probes, Orders orders, HostTemplate template, HeaderSecrets secrets, Supplier<Instant> clock) {
        this.probes = probes;
        this.drain = orders.drain().command();
        this.reconnect = orders.reconnect();
        this.template = template;
        this.requests = new KeyedRequests(secrets, clock);
        this.clock = clock;
        this.mover = orders.migration().map(spec -> new SessionMover(spec, template, secrets, clock));
        this.questions = new Questions(new RequestFactory(template, secrets), new ProbeClient(clock), clock);
    }

    @Override
    public Inspection inspect(Host host) {
        Answers answers = questions.ask(host, checks());
        Optional<HttpCheck> flag = drain.map(DrainCommand::readBack);
        Map<String, Reading<Long>> sessions = new LinkedHashMap<>();
        for (SessionCounter counter : probes.sessions()) {
            sessions.put(
                    counter.name(),
                    read(
                            Optional.of(counter.source()),
                            answers,
                            (check, answer) -> SessionCount.read(check, counter.format(), answer)));
        }
        return new Inspection(
                read(probes.health(), answers, YesOrNo::health),
                read(probes.version(), answers, ServerVersion::read),
                read(flag, answers, YesOrNo::drainFlag),
                sessions);
    }

    @Override
    public void enterDrain(Host host) throws ServerException {
        tell(host, command().enter());
    }

    @Override
    public void leaveDrain(Host host) throws ServerException {
        tell(host, command().leave());
    }

    @Override
    public long move(Host from, MoveRequest request) throws ServerException {
        if (mover.isEmpty()) {
            throw new ServerException(
                    "Expected a way to move sessions, but the plan has none. Add migrate to it.", true);
        }
        return mover.get().move(from, request);
    }

    @Override
    public void notifyReconnect(Host host, String key) throws ServerException {
        if (reconnect.isEmpty()) {
            throw new ServerException(
                    "Expected a way to tell clients to reconnect, but the plan has none. Add reconnect to it.", true);
        }
        HttpCheck notice = KeyedRequests.keyed(reconnect.get().notice(), key);
        DrainReply.require(notice, requests.ask(host, notice, template));
    }

    private List<HttpCheck> checks() {
        List<HttpCheck> checks = new ArrayList<>();
        probes.health().ifPresent(checks::add);
        probes.version().ifPresent(checks::add);
        drain.map(DrainCommand::readBack).ifPresent(checks::add);
        probes.sessions().forEach(counter -> checks.add(counter.source()));
        return checks;
    }

    private DrainCommand command() throws ServerException {
        return drain.orElseThrow(() ->
                new ServerException("Expected a drain command, but the plan has none. Add drain.enter to it.", true));
    }

    private void tell(Host host, HttpCheck check) throws ServerException {
        DrainReply.require(check, questions.ask(host, List.of(check)).to(check));
    }

    private <T> Reading<T> read(Optional<HttpCheck> check, Answers answers, Reader<T> reader) {
        return check.map(asked -> read(asked, answers.to(asked), reader))
                .orElseGet(() -> Reading.unknown(NOT_PROBED, clock.get()));
    }

    private static <T> Reading<T> read(HttpCheck check, Answer answer, Reader<T> reader) {
        if (answer instanceof Answer.Missing missing) {
            return Reading.unknown(missing.reason(), missing.at());
        }
        Answer.Given given = (Answer.Given) answer;
        try {
            return Reading.known(reader.read(check, given), given.at());
        } catch (UnreadableException e) {
            return Reading.unknown(Reasons.line(e.getMessage()), given.at());
        }
    }

    /** Makes sense of an answer. */
    @FunctionalInterface
    private interface Reader<T> {

        T read(HttpCheck check, Answer.Given answer) throws UnreadableException;
    }
}
