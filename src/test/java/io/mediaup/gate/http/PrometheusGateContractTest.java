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

/** The contract, by the query API of Prometheus. */
class PrometheusGateContractTest extends GatePortContract {

    private FakePrometheus prometheus;

    @BeforeEach
    void start() throws IOException {
        prometheus = new FakePrometheus();
    }

    @AfterEach
    void stop() {
        prometheus.close();
    }

    @Override
    protected GatePort port() {
        return Given.port(Map.of());
    }

    @Override
    protected GateSpec gate() {
        return Given.query(prometheus.url(), "up", "< 0.02");
    }

    @Override
    protected void make(GateVerdict verdict) {
        switch (verdict) {
            case PASS -> prometheus.says(200, FakePrometheus.vector("0.01"));
            case FAIL -> prometheus.says(200, FakePrometheus.vector("0.02"));
            case INCONCLUSIVE -> prometheus.says(200, FakePrometheus.vector());
            case ERROR -> prometheus.says(503, "");
        }
    }

    @Override
    protected Instant now() {
        return Instant.now();
    }
}
