package io.mediaup.gate.http;

import io.mediaup.fleet.GateVerdict;
import io.mediaup.gate.FakePrometheus;
import io.mediaup.gate.GatePort;
import io.mediaup.gate.GatePortContract;
import io.mediaup.plan.GateSpec;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The contract, by a number in a document. */
class HttpGateContractTest extends GatePortContract {

    private FakePrometheus server;

    @BeforeEach
    void start() throws IOException {
        server = new FakePrometheus();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    protected GatePort port() {
        return Given.port(Map.of());
    }

    @Override
    protected GateSpec gate() {
        return Given.number(server.url() + "/stats", ">= 99.5", "/percent");
    }

    @Override
    protected void make(GateVerdict verdict) {
        switch (verdict) {
            case PASS -> server.says(200, "{\"percent\": 99.5}");
            case FAIL -> server.says(200, "{\"percent\": 99.4}");
            case INCONCLUSIVE -> server.says(200, "{\"percent\": null}");
            case ERROR -> server.says(200, "{}");
        }
    }

    @Override
    protected Instant now() {
        return Instant.now();
    }
}
