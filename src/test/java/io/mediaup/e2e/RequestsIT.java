package io.mediaup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.fleet.HostId;
import io.mediaup.lab.LabMachine;
import io.mediaup.lab.LabTarget;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Request;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** pause, resume and abort from another process, for a run that a process runs, and for one that none does. */
class RequestsIT {

    /** The first old host has to go before the second one may be cordoned, so that there is time. */
    @RegisterExtension
    private final Lab lab = new Lab();

    @BeforeEach
    void takeTime() throws IOException {
        lab.withLastingSessions().with("rollout", "{batch: 1, max-surge: 1, max-unavailable: 0, max-draining: 1}");
    }

    @Test
    void shouldPauseAndResumeARunningRun() throws Exception {
        lab.run(0, "lab", "up", "PLAN");
        Cli apply = lab.start("apply", "PLAN", "--yes", "--output", "json");
        HostId draining = new HostId(
                apply.awaitEvent("host-told-to-drain").path("subject").asString());

        Cli pause = lab.run(0, "pause", "PLAN", "--reason", "lunch");
        assertThat(pause.outText()).contains("obeys: pause");
        apply.awaitEvent("run-paused");
        lab.endSessions();
        // It has drained and could go: only the pause keeps it.
        lab.awaitFact(Fact.HostDrained.class, fact -> fact.host().equals(draining));
        Cli status = lab.run(0, "status", "PLAN", "--output", "json");
        assertThat(status.events().get(0).path("state").asString()).isEqualTo("paused");
        assertThat(apply.alive()).isTrue();

        Cli resume = lab.run(0, "resume", "PLAN");
        assertThat(resume.outText()).contains("obeys: resume");
        apply.endsWith(0);

        assertThat(apply.summary().path("outcome").asString()).isEqualTo("done");
        assertThat(betweenPauseAndResume())
                .noneMatch(action -> action instanceof Action.Launch
                        || action instanceof Action.Cordon
                        || action instanceof Action.Retire);
        assertThat(lab.sessions("interrupted")).isZero();
    }

    @Test
    void shouldLeaveNoHostHalfWayWhenARunIsAborted() throws Exception {
        lab.with("hosts", "3");
        lab.run(0, "lab", "up", "PLAN");
        Cli apply = lab.start("apply", "PLAN", "--yes", "--output", "json");
        apply.awaitEvent("host-told-to-drain");

        assertThat(lab.run(0, "abort", "PLAN").outText()).contains("obeys: abort");
        lab.endSessions();
        apply.endsWith(1);

        assertThat(apply.summary().path("outcome").asString()).isEqualTo("aborted");
        assertThat(apply.summary().path("hosts").path("outdated").asInt()).isPositive();
        assertNoHostHalfWay(3);
        assertThat(lab.sessions("interrupted")).isZero();
    }

    @Test
    void shouldObeyRequestsForARunThatNoProcessRuns() throws Exception {
        lab.with("hosts", "3");
        Cli none = lab.run(1, "pause", "PLAN");
        assertThat(none.errText()).contains("Expected an unfinished run of e2e");
        lab.run(0, "lab", "up", "PLAN");
        Cli apply = lab.start("apply", "PLAN", "--yes", "--output", "json");
        apply.awaitEvent("host-told-to-drain");
        apply.kill();

        assertThat(lab.run(0, "pause", "PLAN").outText()).contains("No process runs");
        // Both times: when it takes the request, and when it knows of it.
        for (int i = 0; i < 2; i++) {
            Cli paused = lab.run(75, "apply", "PLAN", "--yes", "--output", "json");
            assertThat(paused.summary().path("outcome").asString()).isEqualTo("unfinished");
            assertThat(paused.errText()).contains("mediaup resume " + lab.planFile());
        }
        lab.run(0, "apply", "PLAN", "--yes", "--unfinished-ok");

        lab.run(0, "abort", "PLAN");
        lab.endSessions();
        Cli aborted = lab.run(1, "apply", "PLAN", "--yes", "--output", "json");

        assertThat(aborted.summary().path("outcome").asString()).isEqualTo("aborted");
        assertNoHostHalfWay(3);
        assertThat(lab.sessions("interrupted")).isZero();

        // An aborted run is over: the same command begins a new one.
        Cli again = lab.run(0, "apply", "PLAN", "--yes", "--output", "json");
        assertThat(again.summary().path("outcome").asString()).isEqualTo("done");
        assertThat(lab.hosts("1.5.0")).hasSize(3);
    }

    /** Every living host gets traffic; a replacement whose old host stays may be one more than there shall be. */
    private void assertNoHostHalfWay(int hosts) {
        List<String> alive = lab.fleet().hosts().stream()
                .filter(LabMachine::alive)
                .map(LabMachine::id)
                .toList();
        assertThat(alive).hasSizeBetween(hosts, hosts + 1);
        assertThat(lab.fleet().targets()).allMatch(target -> target.health() == LabTarget.Health.HEALTHY);
        assertThat(lab.fleet().targets()).extracting(LabTarget::id).containsExactlyInAnyOrderElementsOf(alive);
    }

    private List<Action> betweenPauseAndResume() {
        List<Fact> facts = lab.facts();
        return facts.subList(request(facts, Request.Kind.PAUSE), request(facts, Request.Kind.RESUME)).stream()
                .filter(Fact.ActionStarted.class::isInstance)
                .map(fact -> ((Fact.ActionStarted) fact).action())
                .toList();
    }

    private static int request(List<Fact> facts, Request.Kind kind) {
        for (int i = 0; i < facts.size(); i++) {
            if (facts.get(i) instanceof Fact.RequestReceived received
                    && received.request().kind() == kind) {
                return i;
            }
        }
        throw new AssertionError("Expected a " + kind + " in the journal, but found none.");
    }
}
