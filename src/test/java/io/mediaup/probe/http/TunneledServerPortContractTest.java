package io.mediaup.probe.http;

import io.mediaup.fleet.Host;
import io.mediaup.plan.HttpCheck;
import io.mediaup.plan.ProbesSpec;
import io.mediaup.probe.HostTemplate;
import io.mediaup.probe.ServerException;
import io.mediaup.probe.ServerPort;
import io.mediaup.remote.RemoteException;
import io.mediaup.remote.RemoteShell;
import io.mediaup.remote.ssh.Shells;
import io.mediaup.remote.ssh.TestSshd;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract over HTTP through SSH tunnels; the servers are the same as without. */
class TunneledServerPortContractTest extends HttpServerPortContractTest {

    private static final ProbesSpec PROBES = Given.probes(
            Optional.of(tunneled(Given.get("/health"))),
            Optional.of(tunneled(Given.get("/version", "/version"))),
            Given.counter("calls", tunneled(Given.get("/stats", "/calls"))),
            Given.counter("sip", tunneled(Given.get("/stats", "/sip"))));

    @TempDir
    Path home;

    private Shells shells;
    private TestSshd sshd;
    private ServerPort port;

    @BeforeEach
    void open() {
        shells = new Shells(home);
        sshd = shells.server();
        RemoteShell shell = shells.shell();
        // All the hosts of this test are behind one SSH server, which stands for theirs.
        Host entrance = Shells.host(sshd.port());
        Tunnels tunnels = (host, to) -> {
            try {
                return shell.tunnel(entrance, to);
            } catch (RemoteException e) {
                throw new ServerException(e.getMessage(), e.permanent());
            }
        };
        port = new HttpServerPort(
                PROBES,
                Given.drain(
                        tunneled(Given.post("/drain/enable")),
                        tunneled(Given.post("/drain/disable")),
                        tunneled(Given.get("/drain", "/drain"))),
                Optional.empty(),
                Optional.empty(),
                new RequestFactory(
                        new HostTemplate("sfu-eu", "1.5.0"), new HeaderSecrets(Map.of(), Path.of("")), tunnels),
                Instant::now);
    }

    @AfterEach
    void close() {
        org.assertj.core.api.Assertions.assertThat(sshd.logins()).isEqualTo(1);
        shells.close();
    }

    @Override
    protected ServerPort port() {
        return port;
    }

    private static HttpCheck tunneled(HttpCheck c) {
        return new HttpCheck(
                c.method(),
                c.url(),
                c.headers(),
                c.body(),
                c.expectStatus(),
                c.jsonPointers(),
                c.expect(),
                c.timeout(),
                true);
    }
}
