package io.mediaup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.gate.FakePrometheus;
import io.mediaup.lab.LabMachine;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.Fact;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A canary with a gate on live traffic: one that fails goes back by itself, one that passes waits for a person. */
class BadVersionIT {

    @RegisterExtension
    private final Lab lab = new Lab();

    private FakePrometheus prometheus;

    @BeforeEach
    void judge() throws Exception {
        prometheus = new FakePrometheus();
        lab.with("hosts", "3");
    }

    @AfterEach
    void stop() {
        prometheus.close();
    }

    private void plan(String canary) throws Exception {
        plan("rollback", canary);
    }

    private void plan(String onFailure, String canary) throws Exception {
        lab.with(
                "rollout",
                "{batch: 2, max-surge: 1, max-unavailable: 0, on-failure: " + onFailure + ", canary: " + canary + "}\n"
                        + "gates:\n  - {name: ice, every: 200ms, expect: \"< 0.02\", prometheus: {url: \""
                        + prometheus.url()
                        + "\", query: 'ice{version=\"{{target.version}}\"}', headers: {Authorization: \"env:PROM_TOKEN\"}}}");
        lab.environment("PROM_TOKEN", "Bearer s3cret");
    }

    @Test
    void shouldGoBackByItselfAndRefuseTheVersionFromThenOn() throws Exception {
        plan("{hosts: 1, bake: 5m}");
        // No data before the new version carries anything, then a measure that is bad for the new version only.
        prometheus.says(
                200,
                query -> query.contains("1.5.0") && prometheus.queries().size() > 3
                        ? FakePrometheus.vector("0.4")
                        : FakePrometheus.vector());
        lab.run(0, "lab", "up", "PLAN");

        Cli apply = lab.run(1, "apply", "PLAN", "--yes", "--output", "json");

        assertThat(apply.summary().path("outcome").asString()).isEqualTo("rolled-back");
        assertThat(apply.summary().path("reason").asString()).contains("the gate ice failed: 0.4, expected < 0.02");
        assertThat(lab.hosts("1.5.0")).isEmpty();
        assertThat(lab.hosts("1.4.2")).hasSize(3);
        assertThat(lab.fleet().targets())
                .extracting("id")
                .containsExactlyInAnyOrderElementsOf(
                        lab.hosts("1.4.2").stream().map(LabMachine::id).toList());
        // The survivors were enough: nothing of the old version was launched, and only the canary of the new one.
        assertThat(lab.begun(Action.Launch.class)).isEqualTo(1);
        assertThat(lab.facts(Fact.BatchOpened.class)).hasSize(1);
        assertThat(lab.sessions("interrupted")).isZero();
        assertThat(prometheus.queries()).allMatch("ice{version=\"1.5.0\"}"::equals);
        assertThat(prometheus.tokens()).isNotEmpty().allMatch("Bearer s3cret"::equals);
        assertThat(apply.outText() + apply.errText()).doesNotContain("s3cret");
        try (Stream<Path> files = Files.walk(lab.runs().get(0))) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(file).content().doesNotContain("s3cret"));
        }

        Cli again = lab.run(1, "apply", "PLAN", "--yes");
        assertThat(again.errText()).contains("rolled 1.5.0 back").contains("--retry-rejected");
        assertThat(lab.runs()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"pause, 75, unfinished", "halt, 1, halted"})
    void shouldStopAtOnceAndKeepEveryHostOfTheOldVersion(String onFailure, int exit, String outcome) throws Exception {
        plan(onFailure, "{hosts: 1, bake: 5m}");
        prometheus.says(200, FakePrometheus.vector("0.4"));
        lab.run(0, "lab", "up", "PLAN");

        Cli apply = lab.run(exit, "apply", "PLAN", "--yes", "--output", "json");

        assertThat(apply.summary().path("outcome").asString()).isEqualTo(outcome);
        assertThat(apply.summary().path("reason").asString()).contains("the gate ice failed: 0.4, expected < 0.02");
        // Nothing was retired, so whoever looks has both ways open, and at no time were fewer than three in rotation.
        assertThat(lab.hosts("1.4.2")).hasSize(3);
        assertThat(lab.hosts("1.5.0")).hasSize(1);
        assertThat(lab.fleet().targets()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(lab.begun(Action.Launch.class)).isEqualTo(1);
        assertThat(lab.begun(Action.Retire.class)).isZero();
        assertThat(lab.sessions("interrupted")).isZero();
    }

    /** The end state of each: 1.4.2 serves as before, and of 1.5.0 nothing is left. */
    @ParameterizedTest
    @CsvSource({"pause, 75, unfinished", "halt, 1, halted", "rollback, 1, rolled-back"})
    void shouldLeaveTheOldVersionAloneWhereTheNewOneNeverGetsHealthy(String onFailure, int exit, String outcome)
            throws Exception {
        lab.with("rollout", "{batch: 1, max-surge: 1, max-unavailable: 0, on-failure: " + onFailure + "}");
        lab.run(0, "lab", "up", "PLAN");
        List<String> old = lab.hosts("1.4.2").stream().map(LabMachine::id).toList();
        // For this health check only 1.4.2 is well.
        String[] apply = {
            "apply",
            "PLAN",
            "--yes",
            "--output",
            "json",
            "--set",
            "target.boot-timeout=1s",
            "--set",
            "probes.health.http={url: 'http://{{host.address}}:{{host.port}}/version', json-pointer: /version, equals: '1.4.2'}"
        };

        Cli bad = lab.run(exit, apply);

        assertThat(bad.summary().path("outcome").asString()).isEqualTo(outcome);
        assertThat(bad.summary().path("reason").asString()).contains("2 failures reached max-failures: 2");
        assertThat(lab.facts(Fact.HostFailed.class)).hasSize(2);
        assertThat(lab.begun(Action.Register.class)).isZero();
        assertThat(lab.begun(Action.Cordon.class)).isZero();
        assertThat(lab.begun(Action.Retire.class)).isZero();
        assertThat(lab.hosts("1.5.0")).isEmpty();
        assertThat(lab.fleet().targets()).extracting("id").containsExactlyInAnyOrderElementsOf(old);
        assertThat(lab.sessions("interrupted")).isZero();
        if (onFailure.equals("rollback")) {
            assertThat(lab.run(1, apply).errText()).contains("rolled 1.5.0 back");
        }
    }

    @Test
    void shouldWaitForApprovalOfACanaryThatIsGood() throws Exception {
        plan("{hosts: 1, bake: 1s, approve: true}");
        prometheus.says(200, FakePrometheus.vector("0.01"));
        lab.run(0, "lab", "up", "PLAN");

        Cli waits = lab.run(75, "apply", "PLAN", "--yes", "--output", "json");

        assertThat(waits.summary().path("reason").asString()).contains("waits for approval");
        assertThat(waits.errText()).contains("mediaup approve ");
        assertThat(lab.hosts("1.5.0")).hasSize(1);
        lab.run(75, "apply", "PLAN", "--yes");
        assertThat(lab.run(0, "approve", "PLAN", "--reason", "looks fine").outText())
                .contains("No process runs");

        Cli done = lab.run(0, "apply", "PLAN", "--yes", "--output", "json");

        assertThat(done.summary().path("outcome").asString()).isEqualTo("done");
        assertThat(lab.hosts("1.5.0")).hasSize(3);
        assertThat(lab.facts(Fact.BatchProven.class)).isNotEmpty();
        assertThat(lab.sessions("interrupted")).isZero();
        assertThat(lab.run(1, "approve", "PLAN").errText()).contains("Expected an unfinished run");
    }
}
