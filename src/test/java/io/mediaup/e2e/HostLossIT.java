package io.mediaup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.fleet.HostId;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.Fact;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** A host that dies by itself in the middle of a run, with the sessions it has. */
class HostLossIT {

    @RegisterExtension
    private final Lab lab = new Lab();

    @Test
    void shouldReplaceHostsThatDie() throws Exception {
        lab.with("median", "8s").with("p95", "12s");
        lab.run(0, "lab", "up", "PLAN");
        Cli apply = lab.start("apply", "PLAN", "--yes", "--output", "json");
        // One old host while it drains …
        String old = apply.awaitEvent("host-told-to-drain").path("subject").asString();
        killHost(old);
        apply.awaitEvent("host-lost", old);
        // … and the new host that has taken its place.
        String fresh = apply.awaitEvent("host-in-rotation").path("subject").asString();
        killHost(fresh);
        apply.awaitEvent("host-lost", fresh);

        apply.endsWith(0);

        JsonNode summary = apply.summary();
        assertThat(summary.path("outcome").asString()).isEqualTo("done");
        assertThat(summary.path("hosts").path("launched").asInt()).isEqualTo(3);
        assertThat(summary.path("hosts").path("retired").asInt())
                .as("the other old host")
                .isEqualTo(1);
        assertThat(summary.path("hosts").path("current").asInt()).isEqualTo(2);
        assertThat(summary.path("sessions").path("cut").asLong()).isZero();
        assertLost(summary);
        assertNeverTakenForDrained(old);
        assertNeverTakenForDrained(fresh);
        assertThat(lab.hosts("1.5.0")).hasSize(2);
    }

    @Test
    void shouldHaltWhenAHostDiesAndThePlanSaysSo() throws Exception {
        lab.with("median", "8s")
                .with("p95", "12s")
                .with("rollout", "{batch: 1, max-surge: 1, max-unavailable: 0, on-host-lost: halt}");
        lab.run(0, "lab", "up", "PLAN");
        Cli apply = lab.start("apply", "PLAN", "--yes", "--output", "json");
        String old = apply.awaitEvent("host-told-to-drain").path("subject").asString();
        killHost(old);

        apply.endsWith(1);

        JsonNode summary = apply.summary();
        assertThat(summary.path("outcome").asString()).isEqualTo("halted");
        assertThat(summary.path("reason").asString()).contains(old).contains("on-host-lost: halt");
        assertThat(summary.path("exit").asInt()).isEqualTo(1);
        assertLost(summary);
        assertNeverTakenForDrained(old);
        assertThat(apply.errText()).contains("mediaup apply " + lab.planFile());

        // What the message says to do.
        Cli again = lab.run(0, "apply", "PLAN", "--yes", "--output", "json");
        assertThat(again.summary().path("outcome").asString()).isEqualTo("done");
        assertThat(lab.hosts("1.5.0")).hasSize(2);
        assertThat(lab.hosts("1.4.2")).isEmpty();
    }

    @Test
    void shouldReplaceANewHostThatDiesWhileItBoots() throws Exception {
        lab.with("boot-time", "2s");
        lab.run(0, "lab", "up", "PLAN");
        Cli apply = lab.start("apply", "PLAN", "--yes", "--output", "json");
        String fresh = apply.awaitEvent("host-launched").path("subject").asString();
        killHost(fresh);
        assertThat(apply.awaitEvent("host-failed", fresh).path("text").asString())
                .contains("before it got into rotation");

        apply.endsWith(0);

        assertThat(apply.summary().path("hosts").path("launched").asInt()).isEqualTo(3);
        assertThat(apply.summary().path("hosts").path("retired").asInt()).isEqualTo(2);
        assertThat(lab.hosts("1.5.0")).hasSize(2);
        assertThat(lab.sessions("interrupted")).isZero();
    }

    private void killHost(String id) {
        long pid = lab.fleet().find(id).orElseThrow().pid();
        assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
    }

    /** The clients saw it at once; mediaup knows what its last reading said. */
    private void assertLost(JsonNode summary) throws Exception {
        long lost = summary.path("sessions").path("lost").asLong();
        assertThat(lost).isPositive();
        assertThat(lab.sessions("interrupted")).isPositive();
    }

    private void assertNeverTakenForDrained(String id) {
        HostId host = new HostId(id);
        assertThat(lab.facts(Fact.HostLost.class))
                .extracting(Fact.HostLost::host)
                .contains(host);
        assertThat(lab.facts(Fact.HostDrained.class))
                .extracting(Fact.HostDrained::host)
                .doesNotContain(host);
        assertThat(lab.facts(Fact.ActionStarted.class))
                .extracting(Fact.ActionStarted::action)
                .noneMatch(action ->
                        action instanceof Action.Retire retire && retire.host().equals(host));
    }
}
