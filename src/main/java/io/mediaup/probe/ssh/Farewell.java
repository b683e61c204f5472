package io.mediaup.probe.ssh;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.Printable;
import io.mediaup.plan.SshCheck;
import io.mediaup.probe.HostTemplate;
import io.mediaup.probe.ServerException;
import io.mediaup.remote.RemoteException;
import io.mediaup.remote.RemoteJobs;
import io.mediaup.remote.RemoteJobs.Job;
import io.mediaup.remote.RemoteShell;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The command that must succeed on a host before it goes, as a job that outlives the connection and mediaup. Its time limit
 * counts from when this process first asked for it. Thread-safe.
 */
final class Farewell {

    private final RemoteJobs jobs;
    private final HostTemplate template;
    private final Supplier<Instant> clock;
    private final Map<String, Instant> asked = new ConcurrentHashMap<>();

    Farewell(RemoteShell shell, HostTemplate template, Supplier<Instant> clock) {
        this.jobs = new RemoteJobs(shell);
        this.template = template;
        this.clock = clock;
    }

    /** Whether the command has succeeded; false while it runs. */
    boolean done(SshCheck command, Host host, String key) throws ServerException {
        List<String> argv = new ArrayList<>();
        for (String word : command.command()) {
            argv.add(template.argument(word, host));
        }
        Instant since = asked.computeIfAbsent(key, first -> clock.get());
        try {
            Job job = jobs.start(host, key, argv);
            if (job instanceof Job.Ended ended && ended.status() == 0) {
                return true;
            }
            if (job instanceof Job.Running && clock.get().isBefore(since.plus(command.timeout()))) {
                return false;
            }
            throw failed(command, job);
        } catch (RemoteException e) {
            if (!e.permanent() && clock.get().isBefore(since.plus(command.timeout()))) {
                // Whether it was started is found out by asking again with the same key.
                return false;
            }
            // It may run: another attempt would be a second copy beside it.
            throw new ServerException(Commands.line("retire.before: " + e.getMessage()), true);
        }
    }

    /** What has ended may be tried again; what may still run, or died half-way, is for people to look at. */
    private static ServerException failed(SshCheck command, Job job) {
        String found = "no end within its timeout";
        if (job instanceof Job.Ended end) {
            String tail = Printable.firstLine(end.tail(), 40);
            found = "exit status " + end.status() + (tail.isEmpty() ? "" : ": " + tail);
        } else if (job instanceof Job.Died died) {
            found = died.reason();
        }
        boolean ended = job instanceof Job.Ended;
        return new ServerException(
                Commands.line("Expected " + command.command().get(0) + " to succeed before it goes, but got: " + found
                        + (ended ? "" : ". Look at the host, where it may still run: a resumed run starts it again.")),
                !ended);
    }
}
