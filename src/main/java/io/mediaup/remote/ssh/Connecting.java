package io.mediaup.remote.ssh;

import io.mediaup.plan.SshSpec;
import io.mediaup.remote.RemoteException;
import io.mediaup.remote.RemoteException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.SocketFactory;
import net.schmizz.keepalive.KeepAliveRunner;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AuthMethod;

/** Makes connections, a bounded number at the same time, each within the time that the plan allows. Thread-safe. */
final class Connecting {

    private static final int UNANSWERED = 3;

    private final SshSpec.Limits limits;
    private final Identities identities;
    private final Threads threads;
    private final Semaphore parallel;

    Connecting(SshSpec.Limits limits, Identities identities, Threads threads) {
        this.limits = limits;
        this.identities = identities;
        this.threads = threads;
        this.parallel = new Semaphore(limits.parallel(), true);
    }

    /**
     * Connects and logs in.
     *
     * @param via the last host on the way
     */
    SshLink connect(SshSettings to, HostKeyCheck check, boolean certificates, Optional<SshLink> via)
            throws RemoteException {
        // Somebody may have to type a passphrase, so before the clock runs.
        List<AuthMethod> methods = identities.methods(to.keys());
        try {
            parallel.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteException(Kind.INTERRUPTED, "interrupted");
        }
        try {
            return timed(to, check, certificates, via, methods);
        } finally {
            parallel.release();
        }
    }

    private SshLink timed(
            SshSettings to, HostKeyCheck check, boolean certificates, Optional<SshLink> via, List<AuthMethod> methods)
            throws RemoteException {
        SSHClient client = new SSHClient(new ModernConfig(certificates));
        SshLink link = new SshLink(client);
        AtomicBoolean late = new AtomicBoolean();
        Socket socket = new Socket();
        Future<?> watchdog = threads.after(limits.connect(), () -> {
            late.set(true);
            quietly(socket::close);
            link.close();
        });
        client.addHostKeyVerifier(check);
        try {
            open(client, to, via, socket);
            client.auth(to.user(), methods);
            return link;
        } catch (IOException | RuntimeException e) {
            threads.run(() -> {
                link.close();
                quietly(socket::close);
            });
            throw check.refusal().orElseGet(() -> failure(to, e, late.get()));
        } finally {
            watchdog.cancel(false);
        }
    }

    private void open(SSHClient client, SshSettings to, Optional<SshLink> via, Socket socket) throws IOException {
        int millis = (int) limits.connect().toMillis();
        client.getTransport().setTimeoutMs(millis);
        client.getConnection().setTimeoutMs(millis);
        KeepAliveRunner keepAlive = (KeepAliveRunner) client.getConnection().getKeepAlive();
        keepAlive.setKeepAliveInterval((int) Math.max(1, limits.keepAlive().toSeconds()));
        keepAlive.setMaxAliveCount(UNANSWERED);
        if (via.isPresent()) {
            client.connectVia(via.get().direct(to.host(), to.port()), to.certifiedName(), to.port());
        } else {
            socket.connect(new InetSocketAddress(to.host(), to.port()), millis);
            socket.setTcpNoDelay(true);
            // The name is what a host certificate must carry, and it need not be the one that is connected to.
            client.setSocketFactory(new Ready(socket));
            client.connect(to.certifiedName(), to.port());
        }
    }

    private RemoteException failure(SshSettings to, Exception failure, boolean late) {
        if (late) {
            return new RemoteException(
                    Kind.UNREACHABLE, "no SSH connection to " + to.shown() + " within " + text(limits.connect()));
        }
        if (Thread.currentThread().isInterrupted()) {
            return new RemoteException(Kind.INTERRUPTED, "interrupted");
        }
        if (failure instanceof UserAuthException) {
            return new RemoteException(
                    Kind.NOT_PERMITTED, to.shown() + " lets nobody in as " + to.user() + " with our keys");
        }
        String why = failure instanceof ConnectException
                ? "connection refused"
                : failure instanceof SocketTimeoutException
                        ? "no answer within " + text(limits.connect())
                        : failure instanceof NoRouteToHostException
                                ? "no route to the host"
                                : failure instanceof java.nio.channels.UnresolvedAddressException
                                                || failure instanceof java.net.UnknownHostException
                                        ? "the host name does not resolve"
                                        : "it ended before we were let in";
        return new RemoteException(Kind.UNREACHABLE, "no SSH connection to " + to.shown() + ": " + why);
    }

    private static String text(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    private static void quietly(Closing closing) {
        try {
            closing.close();
        } catch (IOException e) {
            // It is gone, which is what was asked for.
        }
    }

    @FunctionalInterface
    private interface Closing {
        void close() throws IOException;
    }

    /** Hands out the one socket that is connected already. */
    private static final class Ready extends SocketFactory {
        private final Socket socket;

        Ready(Socket socket) {
            this.socket = socket;
        }

        @Override
        public Socket createSocket() {
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) {
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port, java.net.InetAddress local, int localPort) {
            return socket;
        }

        @Override
        public Socket createSocket(java.net.InetAddress host, int port) {
            return socket;
        }

        @Override
        public Socket createSocket(java.net.InetAddress host, int port, java.net.InetAddress local, int localPort) {
            return socket;
        }
    }
}
