package io.mediaup.probe.http;

import io.mediaup.fleet.Host;
import io.mediaup.plan.ProbesSpec;
import io.mediaup.probe.ServerPort;
import io.mediaup.probe.ServerPortContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

/** The contract over real HTTP on loopback. */
class HttpServerPortContractTest extends ServerPortContract {

    private static final ProbesSpec PROBES = Given.probes(
            Optional.of(Given.get("/health")),
            Optional.of(Given.get("/version", "/version")),
            Given.counter("calls", Given.get("/stats", "/calls")),
            Given.counter("sip", Given.get("/stats", "/sip")));

    private final Map<Host, FakeMediaServer> servers = new HashMap<>();
    private final ServerPort port = Given.port(
            PROBES,
            Given.drain(Given.post("/drain/enable"), Given.post("/drain/disable"), Given.get("/drain", "/drain")),
            Map.of(),
            Instant::now);

    @AfterEach
    void stopServers() {
        servers.values().forEach(FakeMediaServer::close);
    }

    @Override
    protected ServerPort port() {
        return port;
    }

    @Override
    protected Set<String> counters() {
        return Set.of("calls", "sip");
    }

    @Override
    protected Instant now() {
        return Instant.now();
    }

    @Override
    protected Host start(String version, long sessions) {
        try {
            FakeMediaServer server = new FakeMediaServer(version);
            Host host = Given.host("127.0.0.1", server.port(), version);
            servers.put(host, server);
            counters().forEach(counter -> setSessions(host, counter, sessions));
            return host;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void setSessions(Host host, String counter, long sessions) {
        servers.get(host).count(counter, Long.toString(sessions));
    }

    @Override
    protected void kill(Host host) {
        servers.get(host).close();
    }

    @Override
    protected boolean breakCounter(Host host, String counter) {
        servers.get(host).count(counter, "null");
        return true;
    }

    @Override
    protected boolean removeDrainEndpoint(Host host) {
        servers.get(host).removeDrain();
        return true;
    }
}
