package io.mediaup.remote;

import io.mediaup.fleet.Host;
import java.net.InetSocketAddress;

/**
 * A way into the hosts of a plan. Calls block, have time limits of their own, and may be made from several threads at
 * once. An interrupt ends a call early; the thread stays interrupted.
 */
public interface RemoteShell extends AutoCloseable {

    /**
     * Runs a command to its end. Whatever its exit status, that is a result; no result is an exception, after which the
     * command may have run, be running, or never have started.
     *
     * @throws RemoteException when the host could not be reached, or the command did not end within its limits
     */
    RemoteResult run(Host host, RemoteCommand command) throws RemoteException;

    /**
     * A port of this machine's loopback that leads to {@code port} of the host's loopback. It stays open until this
     * shell is closed, and the same question gets the same answer as long as the connection lives.
     *
     * @throws RemoteException when the host could not be reached; whether anybody listens there shows on connecting
     */
    InetSocketAddress tunnel(Host host, int port) throws RemoteException;

    /** Ends every connection. */
    @Override
    void close();
}
