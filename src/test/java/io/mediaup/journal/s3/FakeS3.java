package io.mediaup.journal.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A bucket over HTTP that can be told to misbehave. What S3 itself does is held against {@code moto_server} by the same
 * contract suite.
 */
public final class FakeS3 implements AutoCloseable {

    /** What goes wrong with a request. */
    public enum Fault {
        /** It is done, and its answer is an error of the server. */
        LOST_ANSWER,
        /** It is not done, and its answer is an error of the server. */
        BROKEN,
        /** It is done, and nothing is ever answered. */
        SILENCE,
        /** It meets another conditional write. */
        CONFLICT,
        SLOW_DOWN,
        EXPIRED,
        DENIED
    }

    static {
        // Or every answer waits 40 ms for an acknowledgement (TCP_NODELAY of this server).
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    @SuppressWarnings("ArrayRecordComponent") // nobody compares it
    private record Kept(byte[] content, Map<String, String> notes, String tag) {}

    private static final Map<Fault, Answer> REFUSALS = new EnumMap<>(Map.of(
            Fault.BROKEN, Answer.error(500, "InternalError"),
            Fault.CONFLICT, Answer.error(409, "ConditionalRequestConflict"),
            Fault.SLOW_DOWN, Answer.error(503, "SlowDown"),
            Fault.EXPIRED, Answer.error(400, "ExpiredToken"),
            Fault.DENIED, Answer.error(403, "AccessDenied")));

    private record Planned(Fault fault, String method, String part) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private final TreeMap<String, Kept> objects = new TreeMap<>();
    private final List<Planned> faults = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private int pageSize = 1000;
    private long version;
    private Fault standing;

    /** An empty one. */
    public FakeS3() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Its address on loopback. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    synchronized FakeS3 pagesOf(int keys) {
        pageSize = keys;
        return this;
    }

    /** The next request of this method for a key that contains {@code part} goes wrong; those before are spared. */
    synchronized void fail(Fault fault, String method, String part) {
        faults.add(new Planned(fault, method, part));
    }

    /** From now on every request goes wrong in this way; in none with {@code null}. */
    public synchronized void failAll(Fault fault) {
        standing = fault;
    }

    /** {@code METHOD key} of every request so far; of a listing the prefix. */
    synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    synchronized void forgetRequests() {
        requests.clear();
    }

    synchronized void put(String key, String content, Map<String, String> notes) {
        objects.put(key, new Kept(content.getBytes(StandardCharsets.UTF_8), notes, "\"" + ++version + "\""));
    }

    synchronized List<String> keys() {
        return List.copyOf(objects.keySet());
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String key = path.substring(Math.min(path.indexOf('/', 1) + 1, path.length()));
            Map<String, String> query = query(exchange);
            byte[] body = Bodies.read(exchange);
            Answer answer = answer(exchange, path.indexOf('/', 1) < 0 || key.isEmpty(), key, query, body);
            if (answer == null) {
                over.await();
                return;
            }
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] content = answer.content();
            exchange.sendResponseHeaders(answer.status(), content.length == 0 ? -1 : content.length);
            exchange.getResponseBody().write(content);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // nobody compares it
    private record Answer(int status, Map<String, String> headers, byte[] content) {
        static Answer error(int status, String code) {
            String xml = "<Error><Code>" + code + "</Code><Message>as planned</Message></Error>";
            return new Answer(status, Map.of("Content-Type", "application/xml"), xml.getBytes(StandardCharsets.UTF_8));
        }
    }

    private synchronized Answer answer(
            HttpExchange exchange, boolean listing, String key, Map<String, String> query, byte[] body) {
        String subject = listing ? query.getOrDefault("prefix", "") : key;
        requests.add(exchange.getRequestMethod() + " " + subject);
        Fault fault = next(exchange.getRequestMethod(), subject);
        if (fault != null && REFUSALS.containsKey(fault)) {
            return REFUSALS.get(fault);
        }
        Answer answer = listing ? list(query) : object(exchange, key, body);
        return fault == Fault.SILENCE ? null : fault == Fault.LOST_ANSWER ? REFUSALS.get(Fault.BROKEN) : answer;
    }

    private Fault next(String method, String subject) {
        for (Iterator<Planned> all = faults.iterator(); all.hasNext(); ) {
            Planned planned = all.next();
            if (planned.method().equals(method) && subject.contains(planned.part())) {
                all.remove();
                return planned.fault();
            }
        }
        return standing;
    }

    private Answer object(HttpExchange exchange, String key, byte[] body) {
        Kept kept = objects.get(key);
        return switch (exchange.getRequestMethod()) {
            case "PUT" -> write(exchange, key, kept, body);
            case "DELETE" -> {
                objects.remove(key);
                yield new Answer(204, Map.of(), new byte[0]);
            }
            default -> kept == null ? Answer.error(404, "NoSuchKey") : new Answer(200, headers(kept), kept.content());
        };
    }

    private Answer write(HttpExchange exchange, String key, Kept kept, byte[] body) {
        String match = exchange.getRequestHeaders().getFirst("If-Match");
        if (match != null && kept == null) {
            return Answer.error(404, "NoSuchKey");
        }
        boolean taken = exchange.getRequestHeaders().containsKey("If-None-Match") && kept != null;
        if (taken || (match != null && !match.equals(kept.tag()))) {
            return Answer.error(412, "PreconditionFailed");
        }
        Map<String, String> notes = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (name.toLowerCase(Locale.ROOT).startsWith("x-amz-meta-")) {
                notes.put(name.toLowerCase(Locale.ROOT).substring("x-amz-meta-".length()), values.get(0));
            }
        });
        Kept now = new Kept(body, notes, "\"" + ++version + "\"");
        objects.put(key, now);
        return new Answer(200, Map.of("ETag", now.tag()), new byte[0]);
    }

    private static Map<String, String> headers(Kept kept) {
        Map<String, String> headers = new HashMap<>(Map.of("ETag", kept.tag()));
        kept.notes().forEach((name, value) -> headers.put("x-amz-meta-" + name, value));
        return headers;
    }

    /** As ListObjectsV2 does, a page at a time. */
    private Answer list(Map<String, String> query) {
        String prefix = query.getOrDefault("prefix", "");
        String after = query.getOrDefault("continuation-token", query.getOrDefault("start-after", ""));
        TreeSet<String> found = new TreeSet<>();
        for (String key : objects.tailMap(prefix, true).keySet()) {
            int end = key.startsWith(prefix) && query.containsKey("delimiter") ? key.indexOf('/', prefix.length()) : -1;
            String entry = end < 0 ? key : key.substring(0, end + 1);
            if (key.startsWith(prefix) && entry.compareTo(after) > 0) {
                found.add(entry);
            }
        }
        List<String> page = found.stream().limit(pageSize).toList();
        StringBuilder xml = new StringBuilder("<ListBucketResult>");
        page.forEach(entry -> xml.append(
                entry.endsWith("/")
                        ? "<CommonPrefixes><Prefix>" + entry + "</Prefix></CommonPrefixes>"
                        : "<Contents><Key>" + entry + "</Key></Contents>"));
        if (page.size() < found.size()) {
            xml.append("<IsTruncated>true</IsTruncated><NextContinuationToken>")
                    .append(page.get(page.size() - 1))
                    .append("</NextContinuationToken>");
        }
        xml.append("</ListBucketResult>");
        return new Answer(200, Map.of(), xml.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }
}
