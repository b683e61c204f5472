package io.mediaup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.lab.LabLaunch;
import io.mediaup.rollout.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code plan --out} and {@code apply} of what it saved. */
class SavedPlanIT {

    private static final String SAVED = "e2e.plan";

    @RegisterExtension
    private final Lab lab = new Lab();

    @BeforeEach
    void save() throws IOException {
        lab.with("hosts", "3").with("target", "1.4.9");
        lab.run(0, "lab", "up", "PLAN");
        Cli plan = lab.run(0, "plan", "PLAN", "--set", "target.version=1.5.0", "--out", SAVED);
        assertThat(plan.outText())
                .contains("e2e → 1.5.0", "Saved in " + SAVED + ". To do exactly this: mediaup apply " + SAVED);
    }

    private Path file() {
        return lab.directory().resolve(SAVED);
    }

    private String text() throws IOException {
        return Files.readString(file());
    }

    @Test
    void shouldBeAppliedContinuedAndThenHaveNothingToDo() throws Exception {
        assertThat(Files.getPosixFilePermissions(file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        // The plan file may change or vanish: what was saved is what is done.
        Files.delete(lab.planFile());

        Cli first = lab.start("apply", SAVED, "--yes", "--output", "json");
        String draining = first.awaitEvent("host-told-to-drain").path("subject").asString();
        String run = lab.latestRun().orElseThrow().id();
        assertThat(text()).contains("\"run\" : \"" + run + "\"");
        first.kill();
        assertThat(lab.run(0, "status", SAVED).outText()).contains("e2e → 1.5.0  run " + run);
        // What the plan was saved with need not be said again, and cannot be.
        assertThat(lab.run(0, "extend", SAVED, draining, "1m").outText())
                .contains("the next 'mediaup apply " + SAVED + "' obeys it");
        Cli second = lab.run(0, "apply", SAVED, "--yes", "--output", "json");
        Cli third = lab.run(0, "apply", SAVED, "--yes", "--output", "json");

        assertThat(second.summary().path("run").asString()).isEqualTo(run);
        assertThat(second.summary().path("target-version").asString()).isEqualTo("1.5.0");
        assertThat(third.summary().path("outcome").asString()).isEqualTo("nothing-to-do");
        assertThat(third.summary().path("reason").asString()).contains("run " + run, "is done");
        assertThat(lab.runs()).hasSize(1);
        assertThat(lab.facts(Fact.RunEnded.class)).hasSize(1);
        assertThat(lab.hosts("1.5.0")).hasSize(3);
        assertThat(lab.sessions("interrupted")).isZero();
    }

    @Test
    void shouldBeRefusedWithTheDifferenceOnceTheFleetHasChanged() throws Exception {
        List<String> hosts =
                lab.hosts("1.4.2").stream().map(host -> host.id()).sorted().toList();
        lab.fleet().terminate(hosts.get(0));
        lab.fleet().deregister(hosts.get(1));
        String added = lab.fleet().launch(LabLaunch.of("by-hand", "b", "1.4.3")).id();

        Cli apply = lab.run(66, "apply", SAVED, "--yes", "--output", "json");

        assertThat(apply.err())
                .containsSubsequence("Expected the fleet as it was when " + SAVED + " was saved, but found:")
                .contains(
                        "  " + hosts.get(0) + ": gone, 1.4.2 in a.",
                        "  " + hosts.get(1) + ": target group lab registered → not registered.",
                        "  " + added + ": new, 1.4.3 in b.")
                .noneMatch(line -> line.contains(hosts.get(2)));
        assertThat(apply.errText())
                .contains("Nothing was changed.", "plan.yaml --set target.version=1.5.0 --out " + SAVED);
        assertThat(apply.summary().path("outcome").asString()).isEqualTo("refused");
        assertThat(apply.summary().path("exit").asInt()).isEqualTo(66);
        assertThat(lab.latestRun()).isEmpty();
        assertThat(lab.run(64, "apply", SAVED, "--yes", "--set", "target.version=1.6.0")
                        .errText())
                .contains("Expected no --set");
    }

    @Test
    void shouldBeRefusedWhenItIsDamagedOrOvertaken() throws Exception {
        String whole = text();
        assertThat(lab.run(64, "plan", "PLAN", "--out", "plan.yaml").errText()).contains("something else");
        Files.writeString(file(), whole.substring(0, whole.length() / 2));
        assertThat(lab.run(65, "apply", SAVED, "--yes").errText()).contains("cut off", "Save it anew");
        Files.writeString(file(), whole);

        lab.run(0, "apply", "PLAN", "--yes");
        assertThat(lab.run(66, "apply", SAVED, "--yes").errText())
                .contains("  run " + lab.latestRun().orElseThrow().id() + " has begun since");
        lab.run(0, "lab", "down", "PLAN");
        assertThat(lab.run(69, "plan", "PLAN", "--out", SAVED).errText()).contains("the lab is not up");
    }
}
