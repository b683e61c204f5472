package io.mediaup.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mediaup.provider.aws.fake.FakeCloud;
import io.mediaup.provider.aws.fake.Instance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The media servers on the instances of a fake cloud: all on one port of loopback, each below the id of its instance. A
 * server has sessions until it was asked for them a few times after it was told to drain.
 */
final class FakeServers implements AutoCloseable {

    private static final int SESSIONS = 3;

    private final FakeCloud cloud;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final Map<String, Integer> draining = new ConcurrentHashMap<>();

    FakeServers(FakeCloud cloud) throws IOException {
        this.cloud = cloud;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Sessions left on a server. */
    int sessions(String id) {
        return draining.getOrDefault(id, SESSIONS);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/", 3);
        Optional<Instance> instance = cloud.alive().stream()
                .filter(one ->
                        one.id().equals(path[1]) && one.state(cloud.now()).equals("running"))
                .findFirst();
        try (exchange) {
            if (instance.isEmpty()) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            byte[] body = answer(instance.get(), path[2]).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private String answer(Instance instance, String path) {
        return switch (path) {
            case "health" -> "ok";
            case "version" -> "{\"version\":\"" + instance.tags().getOrDefault("Version", "") + "\"}";
            case "sessions" -> "{\"count\":" + count(instance.id()) + "}";
            case "drain" -> "{\"drain\":" + draining.containsKey(instance.id()) + "}";
            case "drain/enable" -> {
                draining.putIfAbsent(instance.id(), SESSIONS);
                yield "ok";
            }
            case "drain/disable" -> {
                draining.remove(instance.id());
                yield "ok";
            }
            default -> throw new IllegalArgumentException(path);
        };
    }

    /** Each question ends one session of a server that drains. */
    private int count(String id) {
        Integer left = draining.computeIfPresent(id, (key, count) -> Math.max(0, count - 1));
        return left == null ? SESSIONS : left;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
