package io.mediaup.probe;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.Reading;
import io.mediaup.plan.Check;
import io.mediaup.plan.DrainSpec;
import io.mediaup.plan.DrainSpec.DrainCommand;
import io.mediaup.plan.ProbesSpec;
import io.mediaup.plan.SessionCounter;
import io.mediaup.plan.SshCheck;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A server that is asked some things over HTTP and others over SSH, as the plan says for each: both at the same time. Safe
 * for use by several threads at once.
 */
public final class MixedServerPort implements ServerPort {

    private final ProbesSpec probes;
    private final Optional<DrainCommand> drain;
    private final ServerPort http;
    private final ServerPort ssh;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "mediaup-mixed-probe");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * A port for the hosts of one plan.
     *
     * @param http answers what is asked over HTTP
     * @param ssh answers what is asked over SSH
     */
    public MixedServerPort(ProbesSpec probes, DrainSpec drain, ServerPort http, ServerPort ssh) {
        this.probes = probes;
        this.drain = drain.command();
        this.http = http;
        this.ssh = ssh;
    }

    @Override
    public Inspection inspect(Host host) {
        Future<Inspection> overSsh = threads.submit(() -> ssh.inspect(host));
        Inspection overHttp = http.inspect(host);
        Inspection found = await(overSsh);
        // An interrupt ends both; what SSH would have said is as unknown as what HTTP said then.
        return found == null ? overHttp : merged(overHttp, found);
    }

    @Override
    public void enterDrain(Host host) throws ServerException {
        port(drain.map(DrainCommand::enter)).enterDrain(host);
    }

    @Override
    public void leaveDrain(Host host) throws ServerException {
        port(drain.map(DrainCommand::leave)).leaveDrain(host);
    }

    /** Only SSH can do anything on a host. */
    @Override
    public boolean beforeRetirement(Host host, String key) throws ServerException {
        return ssh.beforeRetirement(host, key);
    }

    /** {@code http} has been given the plan's mover, whichever way that goes. */
    @Override
    public long move(Host from, MoveRequest request) throws ServerException {
        return http.move(from, request);
    }

    /** As {@link #move}. */
    @Override
    public void notifyReconnect(Host host, String key) throws ServerException {
        http.notifyReconnect(host, key);
    }

    private Inspection merged(Inspection overHttp, Inspection overSsh) {
        Map<String, Reading<Long>> sessions = new LinkedHashMap<>(overHttp.sessions());
        for (SessionCounter counter : probes.sessions()) {
            Reading<Long> reading = overSsh.sessions().get(counter.name());
            if (counter.source() instanceof SshCheck && reading != null) {
                sessions.put(counter.name(), reading);
            }
        }
        return new Inspection(
                isSsh(probes.health()) ? overSsh.healthy() : overHttp.healthy(),
                isSsh(probes.version()) ? overSsh.version() : overHttp.version(),
                isSsh(drain.map(DrainCommand::readBack)) ? overSsh.draining() : overHttp.draining(),
                sessions);
    }

    private ServerPort port(Optional<Check> check) {
        return isSsh(check) ? ssh : http;
    }

    private static boolean isSsh(Optional<Check> check) {
        return check.filter(SshCheck.class::isInstance).isPresent();
    }

    private static @Nullable Inspection await(Future<Inspection> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException e) {
            throw new IllegalStateException("Expected an inspection without exceptions, but found one.", e);
        }
    }
}
