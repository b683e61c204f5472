package io.mediaup.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers as many media servers would: healthy, with 20 calls, which take half a minute to end once it drains. */
final class AnsweringServer implements AutoCloseable {

    static {
        // Read once by the JDK. Without it head and body of an answer wait for each other, as no real server's do.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final long DRAIN_NANOS = 30_000_000_000L;

    private final Map<String, Long> drainingSince = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final HttpServer server;

    AnsweringServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        byte[] body = body(path[1], path[2]).getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String body(String question, String host) {
        switch (question) {
            case "enter" -> drainingSince.putIfAbsent(host, System.nanoTime());
            case "leave" -> drainingSince.remove(host);
            default -> {}
        }
        Long since = drainingSince.get(host);
        boolean over = since != null && System.nanoTime() - since > DRAIN_NANOS;
        return "{\"drain\": " + (since != null) + ", \"count\": " + (over ? 0 : 20) + "}";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
