package io.mediaup.gate.ssh;

import io.mediaup.fleet.GateVerdict;
import io.mediaup.fleet.Host;
import io.mediaup.gate.GatePort;
import io.mediaup.gate.GatePortContract;
import io.mediaup.plan.GateSpec;
import io.mediaup.remote.ssh.Shells;
import io.mediaup.remote.ssh.TestSshd;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract, by a number that a command on one host prints. */
class SshGateContractTest extends GatePortContract {

    @TempDir
    Path home;

    private Shells shells;
    private TestSshd server;
    private GatePort port;

    @BeforeEach
    void open() {
        shells = new Shells(home);
        server = shells.server();
        port = GivenGate.port(shells);
    }

    @AfterEach
    void close() {
        shells.close();
    }

    @Override
    protected GatePort port() {
        return port;
    }

    @Override
    protected GateSpec gate() {
        return GivenGate.number("loss");
    }

    @Override
    protected List<Host> hosts() {
        return List.of(Shells.host(server.port()));
    }

    @Override
    protected void make(GateVerdict verdict) {
        switch (verdict) {
            case PASS -> server.on("loss", call -> call.print("0.019\n", 0));
            case FAIL -> server.on("loss", call -> call.print("2e-2\n", 0));
            case INCONCLUSIVE -> server.on("loss", call -> call.print("\n", 0));
            case ERROR -> server.on("loss", call -> call.print("0.019\n", 1));
        }
    }

    @Override
    protected Instant now() {
        return Instant.now();
    }
}
