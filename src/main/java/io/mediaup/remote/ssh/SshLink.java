package io.mediaup.remote.ssh;

import io.mediaup.remote.RemoteException;
import io.mediaup.remote.RemoteException.Kind;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;
import net.schmizz.sshj.connection.channel.direct.Session;

/** A connection to one host, logged in. Thread-safe. */
final class SshLink {

    /** OpenSSH allows ten sessions on one connection by default (sshd_config(5), MaxSessions). */
    private static final int MOST_SESSIONS = 8;

    private final SSHClient client;
    private final Semaphore sessions = new Semaphore(MOST_SESSIONS, true);
    private final AtomicBoolean closed = new AtomicBoolean();

    SshLink(SSHClient client) {
        this.client = client;
    }

    boolean alive() {
        return !closed.get() && client.isConnected() && client.isAuthenticated();
    }

    /** A session for one command; {@link #release} gives its place back. Empty when the connection has died meanwhile. */
    Optional<Session> session() throws RemoteException {
        try {
            sessions.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteException(Kind.INTERRUPTED, "interrupted");
        }
        try {
            return Optional.of(client.startSession());
        } catch (IOException | RuntimeException e) {
            sessions.release();
            if (Thread.currentThread().isInterrupted()) {
                throw new RemoteException(Kind.INTERRUPTED, "interrupted");
            }
            close();
            return Optional.empty();
        }
    }

    void release() {
        sessions.release();
    }

    /** A stream to a port that the host can reach. */
    DirectConnection direct(String host, int port) throws IOException {
        return client.newDirectConnection(host, port);
    }

    /** Ends the connection, and with it everything that goes through it. */
    void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                client.disconnect();
            } catch (IOException e) {
                // It is gone, which is what was asked for.
            }
        }
    }
}
