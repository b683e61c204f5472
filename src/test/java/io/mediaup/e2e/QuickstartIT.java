package io.mediaup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.console.Steps;
import io.mediaup.lab.LabMachine;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** The first thing that somebody tries, and that the plan tells the truth about it. */
class QuickstartIT {

    @RegisterExtension
    private final Lab lab = new Lab();

    @Test
    void shouldUpgradeAFleetWithLiveSessionsAndThenFindNothingToDo() throws Exception {
        lab.with("hosts", "3").with("zones", "[a, b]");
        Cli up = lab.run(0, "lab", "up", "PLAN", "--output", "json");
        assertThat(up.events().get(0).path("sessions").path("open").asLong()).isPositive();
        List<LabMachine> old = lab.hosts("1.4.2");

        Cli apply = lab.run(0, "apply", "PLAN", "--yes", "--output", "json");

        JsonNode summary = apply.summary();
        assertThat(summary.path("outcome").asString()).isEqualTo("done");
        assertThat(summary.path("hosts").path("launched").asInt()).isEqualTo(3);
        assertThat(summary.path("hosts").path("retired").asInt()).isEqualTo(3);
        assertThat(summary.path("hosts").path("current").asInt()).isEqualTo(3);
        assertThat(summary.path("hosts").path("outdated").asInt()).isZero();
        assertThat(summary.path("sessions").path("cut").asLong()).isZero();
        assertThat(summary.path("exit").asInt()).isZero();
        JsonNode status = lab.status();
        assertThat(status.path("sessions").path("interrupted").asLong()).isZero();
        assertThat(status.path("sessions").path("refused").asLong()).isZero();
        assertThat(versions(status)).containsExactly("1.5.0", "1.5.0", "1.5.0");
        // There were sessions on the old hosts, and they ended by themselves.
        assertThat(status.path("sessions-by-version")
                        .path("1.4.2")
                        .path("completed")
                        .asLong())
                .isPositive();
        assertThat(old)
                .hasSize(3)
                .allSatisfy(host -> assertThat(
                                lab.fleet().find(host.id()).orElseThrow().alive())
                        .isFalse());

        List<LabMachine> current = lab.hosts("1.5.0");
        List<Path> runs = lab.runs();
        Cli again = lab.run(0, "apply", "PLAN", "--yes");

        assertThat(again.outText()).isEqualTo("Nothing to do: all 3 hosts run 1.5.0.");
        assertThat(lab.runs()).isEqualTo(runs).hasSize(1);
        assertThat(lab.hosts("1.5.0")).isEqualTo(current);
    }

    @Test
    void shouldStartTheLabAndDoWhatThePlanSaid() throws Exception {
        lab.with("hosts", "4").with("zones", "[a, b]").with("rollout", "{batch: 2, max-surge: 2, max-unavailable: 0}");

        List<String> planned = planned("a plan of a lab that is not up");
        lab.run(0, "lab", "up", "PLAN");
        assertThat(planned("a plan of a lab that is up")).isEqualTo(planned);
        Cli apply = lab.run(0, "apply", "PLAN", "--yes", "--output", "json");

        List<String> done = keys(
                Steps.byBatch(Steps.of(lab.facts())), step -> step.batch() + " " + step.slot() + " " + step.verb());
        assertThat(done).isEqualTo(planned);
        assertThat(apply.summary().path("hosts").path("launched").asInt()).isEqualTo(4);
        assertThat(lab.sessions("interrupted")).isZero();
    }

    /** Batch, slot and action in the order of batches and slots, and within a slot in the order of time. */
    private List<String> planned(String what) throws Exception {
        Cli plan = lab.run(0, "plan", "PLAN", "--output", "json");
        assertThat(plan.summary().path("outcome").asString()).as(what).isEqualTo("planned");
        return keys(
                plan.events("step"),
                step -> step.path("batch").asInt() + " " + step.path("slot").asString() + " "
                        + step.path("action").asString());
    }

    private static <T> List<String> keys(List<T> steps, Function<T, String> key) {
        return steps.stream().map(key).toList();
    }

    private static Stream<String> versions(JsonNode status) {
        return status.path("hosts")
                .valueStream()
                .map(host -> host.path("version").asString());
    }
}
