package io.mediaup.probe.http;

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

/** A media server that behaves: health, version, counts, and a drain flag with a command for each way. */
final class FakeMediaServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, String> counts = new ConcurrentHashMap<>();
    private final String version;
    private volatile boolean draining;
    private volatile boolean drainable = true;

    FakeMediaServer(String version) throws IOException {
        this.version = version;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Sets the JSON value of a counter. */
    void count(String name, String json) {
        counts.put(name, json);
    }

    void removeDrain() {
        drainable = false;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String asked =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        String answer = !drainable && asked.contains("/drain") ? "" : answer(asked);
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(bytes.length == 0 ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private String answer(String asked) {
        return switch (asked) {
            case "GET /health" -> "OK";
            case "GET /version" -> "{\"name\":\"fake\",\"version\":\"" + version + "\"}";
            case "GET /drain" -> "{\"drain\":" + draining + "}";
            case "POST /drain/enable" -> drain(true);
            case "POST /drain/disable" -> drain(false);
            case "GET /stats" -> counts.toString().replaceAll("(\\w+)=", "\"$1\":");
            default -> "";
        };
    }

    private String drain(boolean on) {
        draining = on;
        return "OK";
    }
}
