package io.mediaup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Calls of minutes on hosts that go within seconds: their clients tell whether they were moved or cut. */
class MigrateIT {

    private static final String HOST = "http://{{host.address}}:{{host.port}}";
    private static final String TO = "to={{replacement.address}}:{{replacement.port}}";
    private static final String LIST =
            "sessions: {http: {url: \"" + HOST + "/sessions\", json-pointer: /sessions}, id: /id}";

    @RegisterExtension
    private final Lab lab = new Lab();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "notify: {http: {url: \"" + HOST + "/evacuate?" + TO + "\"}}",
                "notify: {http: {url: \"" + HOST + "/session/{{session.id}}/move?" + TO + "\"}}, " + LIST,
                "sever: {http: {method: DELETE, url: \"" + HOST + "/session/{{session.id}}\"}}, " + LIST
            })
    void shouldMoveEveryCallAndCutNone(String means) throws Exception {
        lab.with("technique", "migrate-first")
                .with("migrate", "migrate: {" + means + ", within: 3s}")
                .with("median", "10m")
                .with("p95", "20m")
                .with("arrivals-per-minute", "2");
        lab.run(0, "lab", "up", "PLAN");
        long before = lab.sessions("open");

        Cli apply = lab.run(0, "apply", "PLAN", "--yes", "--output", "json");

        JsonNode sessions = apply.summary().path("sessions");
        assertThat(before).isGreaterThan(5);
        assertThat(sessions.path("cut").asLong()).isZero();
        assertThat(sessions.path("moved").asLong()).isGreaterThan(5);
        assertThat(lab.sessions("interrupted")).isZero();
        assertThat(lab.sessions("moved"))
                .isGreaterThan(5)
                .isEqualTo(sessions.path("moved").asLong());
        assertThat(lab.sessions("open")).isGreaterThan(5);
        assertThat(lab.hosts("1.4.2")).isEmpty();
        assertThat(lab.hosts("1.5.0")).hasSize(2);
    }
}
