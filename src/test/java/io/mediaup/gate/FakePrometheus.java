package io.mediaup.gate;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A metrics server on loopback whose answers the test chooses by the query. */
public final class FakePrometheus implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> queries = new CopyOnWriteArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile Function<String, String> body = query -> vector("0");

    /** Starts on a free port. */
    public FakePrometheus() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Where it listens, without the path of the API. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers with this status and body from now on. */
    public FakePrometheus says(int code, String text) {
        return says(code, query -> text);
    }

    /** Answers each query with what {@code text} makes of it. */
    public FakePrometheus says(int code, Function<String, String> text) {
        status = code;
        body = text;
        return this;
    }

    /** The queries that came, decoded. */
    public List<String> queries() {
        return queries;
    }

    /** The values of Authorization that came. */
    public List<String> tokens() {
        return tokens;
    }

    /** An instant vector with a series for each value. */
    public static String vector(String... values) {
        StringBuilder series = new StringBuilder();
        for (String value : values) {
            series.append(series.isEmpty() ? "" : ",")
                    .append("{\"metric\":{\"host\":\"h\"},\"value\":[1764000000.1,\"" + value + "\"]}");
        }
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[" + series + "]}}";
    }

    private void answer(HttpExchange exchange) throws IOException {
        String raw = String.valueOf(exchange.getRequestURI().getRawQuery());
        String query = raw.startsWith("query=") ? URLDecoder.decode(raw.substring(6), StandardCharsets.UTF_8) : "";
        queries.add(query);
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        if (token != null) {
            tokens.add(token);
        }
        byte[] bytes = body.apply(query).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
