package io.mediaup.probe.ssh;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.Reading;
import io.mediaup.plan.SshCheck;
import io.mediaup.probe.HostTemplate;
import io.mediaup.remote.RemoteResult;
import io.mediaup.remote.RemoteShell;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Asks a host by one command, with the limits of a probe. Safe for use by several threads at once; never throws. */
public final class SshLookup {

    private final CommandQuestions questions;
    private final Supplier<Instant> clock;

    /**
     * For the commands of one plan.
     *
     * @param template fills in what differs per host
     * @param shell runs the commands
     * @param clock gives the time of a reading
     */
    public SshLookup(HostTemplate template, RemoteShell shell, Supplier<Instant> clock) {
        this.questions = new CommandQuestions(new Commands(shell, template), clock);
        this.clock = clock;
    }

    /** Whether the command says yes: by its exit status, or by its output where the check names one. */
    public Reading<Boolean> confirms(Host host, SshCheck check) {
        return read(host, check, result -> Outputs.healthy(check, result));
    }

    /** The number that it prints; not a number where it prints nothing. */
    public Reading<Double> number(Host host, SshCheck check) {
        return read(host, check, result -> Outputs.number(check, result));
    }

    private <T> Reading<T> read(Host host, SshCheck check, Reader<T> reader) {
        Map<SshCheck, Answer> answers = questions.ask(host, Stream.of(check));
        Answer answer = answers.getOrDefault(check, new Answer.Missing(clock.get(), "interrupted"));
        if (answer instanceof Answer.Missing missing) {
            return Reading.unknown(missing.reason(), missing.at());
        }
        Answer.Given given = (Answer.Given) answer;
        try {
            return Reading.known(reader.read(given.result()), given.at());
        } catch (UnreadableException e) {
            return Reading.unknown(Commands.line(e.getMessage()), given.at());
        }
    }

    /** Makes sense of an output. */
    @FunctionalInterface
    private interface Reader<T> {

        T read(RemoteResult result) throws UnreadableException;
    }
}
