package io.mediaup.probe.http;

import io.mediaup.fleet.Host;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that writes whatever bytes a test wants, to see what a client makes of them. Every connection has a daemon
 * thread of its own.
 */
final class RawServer implements AutoCloseable {

    /** What happens after the head of a request was read. */
    @FunctionalInterface
    interface Behaviour {
        void answer(Socket socket, OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final CompletableFuture<Void> asked = new CompletableFuture<>();
    private final CompletableFuture<Void> clientLeft = new CompletableFuture<>();

    RawServer(Behaviour behaviour) throws IOException {
        daemon(() -> {
            while (!socket.isClosed()) {
                Socket client = socket.accept();
                connections.incrementAndGet();
                open.add(client);
                daemon(() -> serve(client, behaviour));
            }
        });
    }

    Host host() {
        return Given.host(socket.getLocalPort());
    }

    int connections() {
        return connections.get();
    }

    /** Waits until some request has arrived. */
    void awaitRequest() throws Exception {
        asked.get(60, TimeUnit.SECONDS);
    }

    /** Waits until a client has closed its connection. */
    void awaitClientLeft() throws Exception {
        clientLeft.get(60, TimeUnit.SECONDS);
    }

    /** Writes {@code text} again and again until the client has had enough. */
    static void forever(OutputStream out, String text, long pauseMillis) throws IOException, InterruptedException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        while (true) {
            out.write(bytes);
            out.flush();
            Thread.sleep(pauseMillis);
        }
    }

    static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket client : open) {
            client.close();
        }
    }

    private void serve(Socket client, Behaviour behaviour) throws IOException, InterruptedException {
        try (client) {
            while (readHead(client.getInputStream())) {
                asked.complete(null);
                behaviour.answer(client, client.getOutputStream());
                if (client.isClosed()) {
                    return;
                }
            }
            clientLeft.complete(null);
        } catch (IOException e) {
            clientLeft.complete(null);
        }
    }

    /** Reads up to the empty line; false at the end of the stream. */
    private static boolean readHead(InputStream in) throws IOException {
        int matched = 0;
        while (matched < 4) {
            int b = in.read();
            if (b < 0) {
                return false;
            }
            matched = b == "\r\n\r\n".charAt(matched) ? matched + 1 : b == '\r' ? 1 : 0;
        }
        return true;
    }

    private static void daemon(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException | InterruptedException e) {
                // The socket was closed: the test is over.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @FunctionalInterface
    private interface Task {
        void run() throws IOException, InterruptedException;
    }
}
