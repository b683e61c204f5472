package io.mediaup.probe.ssh;

import io.mediaup.fleet.Host;
import io.mediaup.plan.ProbesSpec;
import io.mediaup.plan.RetireSpec;
import io.mediaup.probe.HostTemplate;
import io.mediaup.probe.ServerPort;
import io.mediaup.probe.ServerPortContract;
import io.mediaup.remote.ssh.Shells;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract over real SSH on loopback. */
class SshServerPortContractTest extends ServerPortContract {

    private static final ProbesSpec PROBES = GivenSsh.probes(
            Optional.of(GivenSsh.check("health")),
            Optional.of(GivenSsh.matching("server (\\S+)", "version")),
            GivenSsh.counter("calls", GivenSsh.check("count", "calls")),
            GivenSsh.counter("sip", GivenSsh.matching("^(\\d+)$", "count", "sip")));

    private final Map<Host, CommandServer> servers = new HashMap<>();

    @TempDir
    Path home;

    private Shells shells;
    private ServerPort port;

    @BeforeEach
    void open() {
        shells = new Shells(home);
        port = new SshServerPort(
                PROBES,
                GivenSsh.DRAIN,
                RetireSpec.PLAIN,
                new HostTemplate("sfu", "1.5.0"),
                shells.shell(),
                Instant::now);
    }

    @AfterEach
    void close() {
        shells.close();
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
        CommandServer server = new CommandServer(shells, version);
        servers.put(server.host, server);
        counters().forEach(counter -> server.count(counter, Long.toString(sessions)));
        return server.host;
    }

    @Override
    protected void setSessions(Host host, String counter, long sessions) {
        servers.get(host).count(counter, Long.toString(sessions));
    }

    @Override
    protected void kill(Host host) {
        servers.get(host).sshd.close();
    }

    @Override
    protected boolean breakCounter(Host host, String counter) {
        servers.get(host).count(counter, "no such counter");
        return true;
    }

    @Override
    protected boolean removeDrainEndpoint(Host host) {
        servers.get(host).removeDrain();
        return true;
    }
}
