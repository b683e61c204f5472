package io.mediaup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** {@code mediaup lab}, with its plan and without. */
class LabVerbsIT {

    @RegisterExtension
    private final Lab lab = new Lab();

    @Test
    void shouldBringALabUpShowItSteerItsTrafficAndTakeItDown() throws Exception {
        assertThat(lab.run(69, "lab", "status").errText()).contains("mediaup lab up PLAN");
        assertThat(lab.run(69, "lab", "status", "PLAN").errText()).contains("mediaup lab up");
        assertThat(lab.run(69, "lab", "traffic").errText()).contains("mediaup lab up PLAN");
        assertThat(lab.run(0, "lab", "down").outText()).isEqualTo("No lab is up.");
        assertThat(lab.run(64, "lab", "up").errText()).contains("PLAN");
        assertThat(lab.run(64, "lab").errText()).contains("up, down, status or traffic");

        JsonNode up =
                lab.run(0, "lab", "up", "PLAN", "--output", "json").events().get(0);
        assertThat(up.path("hosts").size()).isEqualTo(2);
        assertThat(up.path("traffic").path("running").asBoolean()).isTrue();
        JsonNode again =
                lab.run(0, "lab", "up", "PLAN", "--output", "json").events().get(0);
        assertThat(again.path("hosts")).isEqualTo(up.path("hosts"));
        assertThat(lab.run(0, "lab", "status", "PLAN").outText())
                .contains("1.4.2", "running", "healthy", "INTERRUPTED", "180 arrivals per minute");

        JsonNode stopped = lab.run(0, "lab", "traffic", "--stop", "--output", "json")
                .events()
                .get(0);
        assertThat(stopped.path("traffic").path("running").asBoolean()).isFalse();
        assertThat(stopped.path("sessions").path("open").asLong()).isZero();
        assertThat(stopped.path("sessions").path("interrupted").asLong()).isZero();
        JsonNode changed = lab.run(0, "lab", "traffic", "PLAN", "--arrivals-per-minute", "60", "--output", "json")
                .events()
                .get(0);
        assertThat(changed.path("traffic").path("running").asBoolean()).isTrue();
        assertThat(changed.path("traffic").path("arrivals-per-minute").asInt()).isEqualTo(60);
        assertThat(lab.run(64, "lab", "traffic", "--arrivals-per-minute", "-1").errText())
                .contains("0 to 60000 arrivals per minute, but found -1");

        assertThat(lab.run(0, "lab", "down", "PLAN").outText()).contains("Lab e2e is down");
        assertThat(lab.hosts("1.4.2")).isEmpty();
        lab.run(69, "lab", "status");
        assertThat(lab.run(0, "lab", "down", "PLAN").outText()).isEqualTo("No lab is up.");
    }

    @Test
    void shouldTakeTheOnlyLabDownWithoutItsPlan() throws Exception {
        lab.run(0, "lab", "up", "PLAN");

        assertThat(lab.run(0, "lab", "status", "--output", "json")
                        .events()
                        .get(0)
                        .path("name")
                        .asString())
                .isEqualTo("e2e");
        lab.run(0, "lab", "down", "--quiet");

        assertThat(lab.fleet().directory().exists()).isFalse();
    }
}
