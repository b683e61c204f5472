package io.mediaup.probe.http;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.Reading;
import io.mediaup.plan.Check;
import io.mediaup.plan.DrainSpec;
import io.mediaup.plan.DrainSpec.DrainCommand;
import io.mediaup.plan.HttpCheck;
import io.mediaup.plan.ProbesSpec;
import io.mediaup.plan.SessionCounter;
import io.mediaup.probe.Inspection;
import io.mediaup.probe.MoveRequest;
import io.mediaup.probe.ReconnectTeller;
import io.mediaup.probe.ServerException;
import io.mediaup.probe.ServerPort;
import io.mediaup.probe.SessionMover;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

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
    private final Optional<ReconnectTeller> reconnect;

    /**
     * A port for the hosts of one plan.
     *
     * @param probes what is asked
     * @param drain how servers are told to drain
     * @param mover moves sessions, if they are moved
     * @param reconnect tells clients to reconnect, if they are told
     * @param requests makes requests of checks
     * @param clock gives the time of a reading
     */
    public HttpServerPort(
            ProbesSpec probes,
            DrainSpec drain,
            Optional<SessionMover> mover,
            Optional<ReconnectTeller> reconnect,
            RequestFactory requests,
            Supplier<Instant> clock) {
        this.probes = probes;
        this.drain = drain.command();
        this.clock = clock;
        this.mover = mover;
        this.reconnect = reconnect;
        this.questions = new Questions(requests, new ProbeClient(clock), clock);
    }

    @Override
    public Inspection inspect(Host host) {
        Answers answers = questions.ask(host, checks());
        Map<String, Reading<Long>> sessions = new LinkedHashMap<>();
        for (SessionCounter counter : probes.sessions()) {
            sessions.put(
                    counter.name(),
                    read(
                            requests(Stream.of(counter.source())).findFirst(),
                            answers,
                            (check, answer) -> SessionCount.read(check, counter.format(), answer)));
        }
        return new Inspection(
                read(request(probes.health()), answers, YesOrNo::health),
                read(request(probes.version()), answers, ServerVersion::read),
                read(request(drain.map(DrainCommand::readBack)), answers, YesOrNo::drainFlag),
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
        reconnect.get().tell(host, key);
    }

    private List<HttpCheck> checks() {
        Stream<Check> probed = Stream.of(
                        probes.health().stream(),
                        probes.version().stream(),
                        drain.map(DrainCommand::readBack).stream(),
                        probes.sessions().stream().map(SessionCounter::source))
                .flatMap(checks -> checks);
        return requests(probed).toList();
    }

    private static Optional<HttpCheck> request(Optional<Check> check) {
        return requests(check.stream()).findFirst();
    }

    /** What is not asked over HTTP is somebody else's. */
    private static Stream<HttpCheck> requests(Stream<Check> checks) {
        return checks.filter(HttpCheck.class::isInstance).map(HttpCheck.class::cast);
    }

    private DrainCommand command() throws ServerException {
        return drain.orElseThrow(() ->
                new ServerException("Expected a drain command, but the plan has none. Add drain.enter to it.", true));
    }

    private void tell(Host host, Check check) throws ServerException {
        HttpCheck request = request(Optional.of(check))
                .orElseThrow(() -> new ServerException("Expected an HTTP request, but found another check.", true));
        DrainReply.require(request, questions.ask(host, List.of(request)).to(request));
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
