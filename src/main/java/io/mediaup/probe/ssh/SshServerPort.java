package io.mediaup.probe.ssh;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.Reading;
import io.mediaup.plan.Check;
import io.mediaup.plan.DrainSpec;
import io.mediaup.plan.DrainSpec.DrainCommand;
import io.mediaup.plan.ProbesSpec;
import io.mediaup.plan.RetireSpec;
import io.mediaup.plan.SessionCounter;
import io.mediaup.plan.SshCheck;
import io.mediaup.probe.HostTemplate;
import io.mediaup.probe.Inspection;
import io.mediaup.probe.MoveRequest;
import io.mediaup.probe.ServerException;
import io.mediaup.probe.ServerPort;
import io.mediaup.remote.RemoteResult;
import io.mediaup.remote.RemoteShell;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A server that is asked and told by commands on its host. Safe for use by several threads at once.
 *
 * <p>One inspection runs each distinct command once, all of them at the same time over the host's one connection, so it
 * takes about as long as the longest time limit of its checks, and the time to connect, at most.
 */
public final class SshServerPort implements ServerPort {

    private static final String NOT_PROBED = "not probed";

    private final ProbesSpec probes;
    private final Optional<DrainCommand> drain;
    private final Supplier<Instant> clock;
    private final Commands commands;
    private final CommandQuestions questions;
    private final DrainWaits waits;
    private final Optional<SshCheck> before;
    private final Farewell farewell;

    /**
     * A port for the hosts of one plan.
     *
     * @param probes what is asked
     * @param drain how servers are told to drain
     * @param template fills in what differs per host
     * @param retire what is done on a host before it goes
     * @param shell runs the commands
     * @param clock gives the time of a reading
     */
    public SshServerPort(
            ProbesSpec probes,
            DrainSpec drain,
            RetireSpec retire,
            HostTemplate template,
            RemoteShell shell,
            Supplier<Instant> clock) {
        this.probes = probes;
        this.drain = drain.command();
        this.clock = clock;
        this.commands = new Commands(shell, template);
        this.questions = new CommandQuestions(commands, clock);
        this.waits = new DrainWaits(clock);
        this.before = retire.before();
        this.farewell = new Farewell(shell, template, clock);
    }

    @Override
    public Inspection inspect(Host host) {
        Map<SshCheck, Answer> answers = questions.ask(host, checks());
        Map<String, Reading<Long>> sessions = new LinkedHashMap<>();
        for (SessionCounter counter : probes.sessions()) {
            sessions.put(counter.name(), read(Optional.of(counter.source()), answers, Outputs::count));
        }
        Optional<Check> flag = drain.map(DrainCommand::readBack);
        return new Inspection(
                read(probes.health(), answers, Outputs::healthy),
                read(probes.version(), answers, Outputs::version),
                flag.filter(DrainWaits::keeps).isPresent()
                        ? waits.draining(host.id())
                        : read(flag, answers, Outputs::drainFlag),
                sessions);
    }

    @Override
    public void enterDrain(Host host) throws ServerException {
        tell(host, command().enter());
    }

    @Override
    public void leaveDrain(Host host) throws ServerException {
        tell(host, command().leave());
        waits.left(host.id());
    }

    @Override
    public boolean beforeRetirement(Host host, String key) throws ServerException {
        return before.isEmpty() || farewell.done(before.get(), host, key);
    }

    /** The plan's mover is asked instead, which knows its way. */
    @Override
    public long move(Host from, MoveRequest request) throws ServerException {
        throw new ServerException("Expected a way to move sessions, but the plan has none. Add migrate to it.", true);
    }

    /** As {@link #move}. */
    @Override
    public void notifyReconnect(Host host, String key) throws ServerException {
        throw new ServerException("Expected somebody to tell, but the plan names none. Add reconnect to it.", true);
    }

    private DrainCommand command() throws ServerException {
        return drain.orElseThrow(() ->
                new ServerException("Expected a drain command, but the plan has none. Add drain.enter to it.", true));
    }

    private void tell(Host host, Check check) throws ServerException {
        if (!(check instanceof SshCheck told)) {
            throw new ServerException("Expected a command, but found another check.", true);
        }
        RemoteResult result = commands.run(told, host);
        SshReply.require(told, result);
        if (told.printsWait()) {
            try {
                waits.told(host.id(), Outputs.seconds(result));
            } catch (UnreadableException e) {
                throw SshReply.failed(told, e.getMessage(), false);
            }
        }
    }

    private Stream<SshCheck> checks() {
        Stream<Check> probed = Stream.of(
                        probes.health().stream(),
                        probes.version().stream(),
                        drain.map(DrainCommand::readBack).filter(check -> !DrainWaits.keeps(check)).stream(),
                        probes.sessions().stream().map(SessionCounter::source))
                .flatMap(checks -> checks);
        return probed.filter(SshCheck.class::isInstance).map(SshCheck.class::cast);
    }

    private <T> Reading<T> read(Optional<Check> check, Map<SshCheck, Answer> answers, Reader<T> reader) {
        if (check.isEmpty() || !(check.get() instanceof SshCheck asked)) {
            return Reading.unknown(NOT_PROBED, clock.get());
        }
        Answer answer = answers.get(asked);
        if (answer == null) {
            return Reading.unknown("interrupted", clock.get());
        }
        if (answer instanceof Answer.Missing missing) {
            return Reading.unknown(missing.reason(), missing.at());
        }
        Answer.Given given = (Answer.Given) answer;
        try {
            return Reading.known(reader.read(asked, given.result()), given.at());
        } catch (UnreadableException e) {
            return Reading.unknown(Commands.line(e.getMessage()), given.at());
        }
    }

    /** Makes sense of an output. */
    @FunctionalInterface
    private interface Reader<T> {

        T read(SshCheck check, RemoteResult result) throws UnreadableException;
    }
}
