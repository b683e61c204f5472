package io.mediaup.probe.ssh;

import io.mediaup.fleet.Host;
import io.mediaup.plan.MigrationSpec;
import io.mediaup.plan.SshCheck;
import io.mediaup.probe.HostTemplate;
import io.mediaup.probe.MoveRequest;
import io.mediaup.probe.MoveWay;
import io.mediaup.probe.ServerException;
import io.mediaup.remote.RemoteShell;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Has sessions moved, or listed, by commands on the host that they leave. Thread-safe. */
public final class SshMoves implements MoveWay {

    private final MigrationSpec spec;
    private final HostTemplate template;
    private final RemoteShell shell;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "mediaup-ssh-move");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * For the hosts of one plan.
     *
     * @param spec what is run, and what lists sessions; what is asked of this must be a command there
     * @param template fills in what differs per host
     * @param shell runs the commands
     */
    public SshMoves(MigrationSpec spec, HostTemplate template, RemoteShell shell) {
        this.spec = spec;
        this.template = template;
        this.shell = shell;
    }

    @Override
    public void notice(Host from, MoveRequest move) throws ServerException {
        tell(from, move, "");
    }

    @Override
    public Map<String, ServerException> each(Host from, MoveRequest move, List<String> ids) throws ServerException {
        Map<String, Future<?>> running = new LinkedHashMap<>();
        for (String id : ids) {
            running.put(id, threads.submit(() -> {
                tell(from, move, id);
                return id;
            }));
        }
        Map<String, ServerException> failures = new LinkedHashMap<>();
        for (Map.Entry<String, Future<?>> one : running.entrySet()) {
            try {
                one.getValue().get();
            } catch (InterruptedException e) {
                running.values().forEach(future -> future.cancel(true));
                Thread.currentThread().interrupt();
                throw new ServerException("interrupted", false);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof ServerException failure)) {
                    throw new IllegalStateException("Expected an answer or a failure, but found another.", e);
                }
                failures.put(one.getKey(), failure);
            }
        }
        return failures;
    }

    @Override
    public List<String> sessions(Host from, MoveRequest move) throws ServerException {
        SshCheck list = (SshCheck) spec.sessions().orElseThrow().source();
        try {
            return Outputs.ids(list, commands(move, "").run(list, from));
        } catch (UnreadableException e) {
            throw new ServerException(Commands.line("the list of sessions: " + e.getMessage()), false);
        }
    }

    private void tell(Host from, MoveRequest move, String session) throws ServerException {
        SshCheck order = (SshCheck) spec.request();
        SshReply.require(order, commands(move, session).run(order, from));
    }

    private Commands commands(MoveRequest move, String session) {
        return new Commands(shell, template.moving(move, session));
    }
}
