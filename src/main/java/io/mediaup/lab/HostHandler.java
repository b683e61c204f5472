package io.mediaup.lab;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The HTTP interface of a {@link LabHost}.
 *
 * <pre>
 * GET  /health                          200, also while draining, as media servers do
 * GET  /version                         {"version":"1.4.2"}
 * GET  /sessions                        {"count":1,"sessions":[{"id":"1","since":"2026-01-01T00:00:00Z"}]}
 * GET  /drain                           {"drain":false}
 * POST /drain/enable, /drain/disable    also PUT; DELETE /drain disables; 200 with the new flag
 * GET  /metrics                         Prometheus text format 0.0.4
 * POST /session                         one session, see below; 503 while draining or full
 * POST /evacuate?to=HOST:PORT&count=N   asks N clients, or all, to move there
 * POST /session/ID/move?to=HOST:PORT    asks one client
 * DELETE /session/ID                    ends one session; its client reconnects by itself
 * </pre>
 *
 * A session is one open request with a chunked body. The answer begins at once; when the client ends its body the
 * answer ends too. If the connection breaks instead, the session ends as well.
 */
final class HostHandler implements HttpHandler {
    private static final String JSON = "application/json";
    private static final Pattern ONE_SESSION = Pattern.compile("/session/(\\d{1,18})(/move)?");

    private final String id;
    private final String zone;
    private final String version;
    private final HostSessions sessions;

    HostHandler(String id, String zone, String version, HostSessions sessions) {
        this.id = id;
        this.zone = zone;
        this.version = version;
        this.sessions = sessions;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            route(exchange);
        } catch (RuntimeException e) {
            System.err.println("Expected a request that can be answered, but found " + e);
        }
    }

    private void route(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        switch (path == null ? "" : path) {
            case "/health" -> get(exchange, JSON, "{\"status\":\"ok\",\"id\":" + quote(id) + "}\n");
            case "/version" -> get(exchange, JSON, "{\"version\":" + quote(version) + "}\n");
            case "/sessions" -> get(exchange, JSON, sessionsJson());
            case "/metrics" -> get(exchange, "text/plain; version=0.0.4; charset=utf-8", metrics());
            case "/drain" -> drainFlag(exchange);
            case "/drain/enable" -> drain(exchange, true, List.of("POST", "PUT"));
            case "/drain/disable" -> drain(exchange, false, List.of("POST", "PUT"));
            case "/session" -> session(exchange);
            case "/evacuate" -> evacuate(exchange);
            default -> oneSession(exchange, path == null ? "" : path);
        }
    }

    private void evacuate(HttpExchange exchange) throws IOException {
        Optional<String> to = to(exchange);
        if (!allowed(exchange, List.of("POST"))) {
            return;
        }
        if (to.isEmpty()) {
            answer(exchange, 400, JSON, "{\"error\":\"no to=HOST:PORT\"}\n");
            return;
        }
        int most = query(exchange, "count").map(Integer::parseInt).orElse(Integer.MAX_VALUE);
        long asked = sessions.toMove(most).stream()
                .filter(line -> line.move(to.get()))
                .count();
        answer(exchange, 200, JSON, "{\"asked\":" + asked + "}\n");
    }

    /** What is asked of one session. */
    private void oneSession(HttpExchange exchange, String path) throws IOException {
        Matcher matcher = ONE_SESSION.matcher(path);
        Optional<SessionLine> line =
                matcher.matches() ? sessions.line(Long.parseLong(matcher.group(1))) : Optional.empty();
        if (line.isEmpty()) {
            answer(exchange, 404, JSON, "{\"error\":\"not found\"}\n");
            return;
        }
        boolean move = matcher.group(2) != null;
        Optional<String> to = to(exchange);
        if (!allowed(exchange, List.of(move ? "POST" : "DELETE"))) {
            return;
        }
        if (move && to.isEmpty()) {
            answer(exchange, 400, JSON, "{\"error\":\"no to=HOST:PORT\"}\n");
        } else {
            boolean heard =
                    move ? line.get().move(to.orElseThrow()) : line.get().sever();
            if (!move) {
                sessions.end(Long.parseLong(matcher.group(1)));
            }
            answer(exchange, 200, JSON, "{\"asked\":" + (heard ? 1 : 0) + "}\n");
        }
    }

    private static Optional<String> to(HttpExchange exchange) {
        return query(exchange, "to").filter(to -> to.matches("[\\w.-]+:\\d{1,5}"));
    }

    private static Optional<String> query(HttpExchange exchange, String name) {
        String query = exchange.getRequestURI().getQuery();
        return Stream.of((query == null ? "" : query).split("&"))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .findFirst();
    }

    private void session(HttpExchange exchange) throws IOException {
        if (!allowed(exchange, List.of("POST"))) {
            return;
        }
        Optional<Long> admitted = sessions.admit();
        if (admitted.isEmpty()) {
            exchange.getResponseHeaders().set("Connection", "close");
            answer(exchange, 503, JSON, "{\"error\":\"accepting no new sessions\"}\n");
            return;
        }
        try {
            hold(exchange, admitted.orElseThrow());
        } finally {
            sessions.end(admitted.orElseThrow());
        }
    }

    /** Ends the session before the answer, so that a client that saw the end no longer finds itself counted. */
    private void hold(HttpExchange exchange, long session) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", JSON);
        exchange.sendResponseHeaders(200, 0);
        OutputStream answer = exchange.getResponseBody();
        answer.write(("{\"session\":\"" + session + "\"}\n").getBytes(StandardCharsets.UTF_8));
        answer.flush();
        SessionLine line = new SessionLine(exchange);
        sessions.attach(session, line);
        InputStream body = exchange.getRequestBody();
        byte[] ignored = new byte[256];
        while (body.read(ignored) >= 0) {
            // Whatever the client sends is its media; only the end of it counts.
        }
        sessions.end(session);
        line.end();
        answer.close();
    }

    private void drainFlag(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("DELETE")) {
            drain(exchange, false, List.of("DELETE"));
        } else {
            get(exchange, JSON, drainJson());
        }
    }

    private void drain(HttpExchange exchange, boolean wanted, List<String> methods) throws IOException {
        if (allowed(exchange, methods)) {
            sessions.drain(wanted);
            answer(exchange, 200, JSON, drainJson());
        }
    }

    private void get(HttpExchange exchange, String type, String body) throws IOException {
        if (allowed(exchange, List.of("GET", "HEAD"))) {
            answer(exchange, 200, type, body);
        }
    }

    private static boolean allowed(HttpExchange exchange, List<String> methods) throws IOException {
        if (methods.contains(exchange.getRequestMethod())) {
            return true;
        }
        exchange.getResponseHeaders().set("Allow", String.join(", ", methods));
        answer(exchange, 405, JSON, "{\"error\":\"method not allowed\"}\n");
        return false;
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
        if (!head) {
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().close();
        }
    }

    private String drainJson() {
        return "{\"drain\":" + sessions.draining() + "}\n";
    }

    private String sessionsJson() {
        var open = sessions.open();
        return open.entrySet().stream()
                .map(s -> "{\"id\":\"" + s.getKey() + "\",\"since\":\"" + s.getValue() + "\"}")
                .collect(Collectors.joining(",", "{\"count\":" + open.size() + ",\"sessions\":[", "]}\n"));
    }

    private String metrics() {
        String labels = "{host=" + quote(id) + ",zone=" + quote(zone) + ",version=" + quote(version) + "} ";
        return metric("lab_sessions", "gauge", "Sessions open now.", labels + sessions.count())
                + metric("lab_sessions_total", "counter", "Sessions ever admitted.", labels + sessions.admitted())
                + metric(
                        "lab_draining",
                        "gauge",
                        "1 while no sessions are admitted.",
                        labels + (sessions.draining() ? 1 : 0));
    }

    private static String metric(String name, String type, String help, String sample) {
        return "# HELP " + name + " " + help + "\n# TYPE " + name + " " + type + "\n" + name + sample + "\n";
    }

    /** A JSON string; Prometheus label values follow the same rules for what can occur here. */
    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else {
                quoted.append(c < ' ' ? ' ' : c);
            }
        }
        return quoted.append('"').toString();
    }
}
