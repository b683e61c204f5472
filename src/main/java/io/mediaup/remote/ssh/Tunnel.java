package io.mediaup.remote.ssh;

import io.mediaup.remote.RemoteException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;

/**
 * A port on this machine's loopback that leads to a port on a host's loopback (RFC 4254, 7.2). Whoever may use this
 * machine may use it, too, as with {@code ssh -L}. Thread-safe.
 */
final class Tunnel implements AutoCloseable {

    private static final String FAR_END = "127.0.0.1";

    private final Threads threads;
    private final Way way;
    private final int port;
    private final ServerSocket entrance;

    /** Finds the connection to go through, or makes it anew. */
    @FunctionalInterface
    interface Way {
        SshLink link() throws RemoteException;
    }

    private Tunnel(Threads threads, Way way, int port, ServerSocket entrance) {
        this.threads = threads;
        this.way = way;
        this.port = port;
        this.entrance = entrance;
    }

    static Tunnel open(Threads threads, Way way, int port) throws IOException {
        Tunnel tunnel = new Tunnel(threads, way, port, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        threads.run(tunnel::listen);
        return tunnel;
    }

    InetSocketAddress entrance() {
        return (InetSocketAddress) entrance.getLocalSocketAddress();
    }

    private void listen() {
        while (!entrance.isClosed()) {
            try {
                Socket caller = entrance.accept();
                threads.run(() -> carry(caller));
            } catch (IOException e) {
                // One caller that is gone already is no reason to end; a closed entrance ends the loop.
            }
        }
    }

    private void carry(Socket caller) {
        try (caller;
                DirectConnection channel = way.link().direct(FAR_END, port)) {
            threads.run(() -> copy(caller, channel));
            channel.getInputStream().transferTo(new Flushing(caller.getOutputStream()));
        } catch (IOException | RemoteException e) {
            // The caller sees its connection end, which is what happened.
        }
    }

    private static void copy(Socket caller, DirectConnection channel) {
        try {
            InputStream in = caller.getInputStream();
            OutputStream out = channel.getOutputStream();
            byte[] piece = new byte[8192];
            int length = in.read(piece);
            while (length >= 0) {
                out.write(piece, 0, length);
                out.flush();
                length = in.read(piece);
            }
            out.close();
        } catch (IOException e) {
            try {
                channel.close();
            } catch (IOException again) {
                // Closed is closed.
            }
        }
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            // Closed is closed.
        }
    }

    /** What comes must be handed on at once: the caller may wait for it. */
    private static final class Flushing extends java.io.FilterOutputStream {
        Flushing(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            out.flush();
        }
    }
}
