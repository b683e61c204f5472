package io.mediaup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.fleet.HostId;
import io.mediaup.lab.LabMachine;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What operators ask of a run besides pausing it, and runs that take over from another. */
class OperatorIT {

    @RegisterExtension
    private final Lab lab = new Lab();

    /** Sessions last until a test ends them, and until the first old host has gone the second one is not cordoned. */
    private Cli begun() throws Exception {
        lab.withLastingSessions().with("rollout", "{batch: 1, max-surge: 1, max-unavailable: 0, max-draining: 1}");
        lab.run(0, "lab", "up", "PLAN");
        return lab.start("apply", "PLAN", "--yes", "--output", "json");
    }

    @Test
    void shouldRollBackSurvivorsFirstAndRefuseTheVersionAfterwards() throws Exception {
        Cli apply = begun();
        HostId survivor = new HostId(
                apply.awaitEvent("host-told-to-drain").path("subject").asString());

        assertThat(lab.run(0, "rollback", "PLAN", "--reason", "bad build").outText())
                .contains("obeys: rollback");
        lab.endSessions();
        apply.endsWith(1);

        assertThat(apply.summary().path("outcome").asString()).isEqualTo("rolled-back");
        assertThat(lab.hosts("1.4.2")).extracting(LabMachine::id).contains(survivor.value());
        assertThat(lab.hosts("1.4.2")).hasSize(2);
        assertThat(lab.hosts("1.5.0")).isEmpty();
        assertThat(lab.facts(Fact.ActionStarted.class))
                .extracting(Fact.ActionStarted::action)
                .filteredOn(Action.Launch.class::isInstance)
                .noneMatch(action -> ((Action.Launch) action).version().equals("1.4.2"));
        assertThat(lab.sessions("interrupted")).isZero();

        Cli refused = lab.run(1, "apply", "PLAN", "--yes", "--output", "json");
        assertThat(refused.errText()).contains("rolled 1.5.0 back").contains("--retry-rejected");
        assertThat(refused.summary().path("outcome").asString()).isEqualTo("refused");
        assertThat(lab.run(0, "plan", "PLAN").errText()).contains("apply will refuse this plan");
        lab.run(0, "apply", "PLAN", "--yes", "--retry-rejected");
        assertThat(lab.hosts("1.5.0")).hasSize(2);
    }

    @Test
    void shouldPutADrainingHostBackAndHoldIt() throws Exception {
        Cli apply = begun();
        String draining = apply.awaitEvent("host-told-to-drain").path("subject").asString();

        Cli wrong = lab.run(1, "undrain", "PLAN", "lab-nobody");
        assertThat(wrong.errText()).contains("Expected a host of the run, but found 'lab-nobody'.");
        assertThat(lab.run(0, "undrain", "PLAN", draining).outText()).contains("obeys: undrain " + draining);
        apply.awaitEvent("host-returned", draining);
        lab.endSessions();
        apply.endsWith(0);

        assertThat(lab.hosts("1.4.2")).extracting(LabMachine::id).containsExactly(draining);
        assertThat(apply.summary().path("outcome").asString()).isEqualTo("done");
        assertThat(lab.sessions("interrupted")).isZero();
    }

    @Test
    void shouldExtendPatienceHoldAndRelease() throws Exception {
        lab.with("patience", "30s");
        Cli apply = begun();
        String draining = apply.awaitEvent("host-told-to-drain").path("subject").asString();
        String serving = lab.hosts("1.4.2").stream()
                .map(LabMachine::id)
                .filter(id -> !id.equals(draining))
                .findFirst()
                .orElseThrow();

        lab.run(0, "extend", "PLAN", draining, "3h");
        assertThat(lab.run(0, "status", "PLAN").outText()).contains("patience ends in 3 h");
        assertThat(lab.run(64, "extend", "PLAN", draining, "long").errText()).contains("Expected a duration");
        assertThat(lab.run(1, "extend", "PLAN", serving).errText()).contains("Expected a host that drains");
        lab.run(0, "hold", "PLAN", serving);
        assertThat(lab.run(1, "drain", "PLAN", draining).errText()).contains("it drains already");
        lab.endSessions();
        apply.endsWith(0);
        assertThat(lab.hosts("1.4.2")).extracting(LabMachine::id).containsExactly(serving);

        // The hold was of that run only.
        lab.run(0, "apply", "PLAN", "--yes");
        assertThat(lab.hosts("1.4.2")).isEmpty();
    }

    @Test
    void shouldSupersedeAnUnfinishedRunOfAnotherTarget() throws Exception {
        Cli apply = begun();
        apply.awaitEvent("host-told-to-drain");
        apply.kill();
        lab.endSessions();

        String[] changed = {"apply", "PLAN", "--yes", "--output", "json", "--set", "target.version=1.6.0"};
        Cli begun = lab.start(changed);
        begun.awaitEvent("runner-joined");
        begun.kill();
        assertThat(lab.run(64, "apply", "PLAN", "--yes").errText())
                .contains("found no --set target.version")
                .contains("mediaup apply " + lab.planFile() + " --set target.version=1.6.0");
        assertThat(lab.run(0, "status", "PLAN").outText()).contains("e2e → 1.6.0");
        Cli other = lab.run(0, changed);

        assertThat(begun.errText()).contains("supersedes").contains("target.version: 1.5.0 → 1.6.0");
        assertThat(other.summary().path("outcome").asString()).isEqualTo("done");
        assertThat(lab.hosts("1.6.0")).hasSize(2);
        assertThat(lab.fleet().hosts().stream().filter(LabMachine::alive)).hasSize(2);
        assertThat(lab.runs()).hasSize(2);
        assertThat(outcomes()).containsExactlyInAnyOrder(Outcome.SUPERSEDED, Outcome.DONE);
        assertThat(lab.sessions("interrupted")).isZero();
    }

    @Test
    void shouldGoBackToTheVersionBeforeWithTheHostsThatStillDrain() throws Exception {
        Cli apply = begun();
        String survivor = apply.awaitEvent("host-told-to-drain").path("subject").asString();
        apply.kill();
        lab.endSessions();

        lab.run(0, "apply", "PLAN", "--yes", "--set", "target.version=1.4.2");

        assertThat(lab.hosts("1.4.2")).extracting(LabMachine::id).contains(survivor);
        assertThat(lab.hosts("1.4.2")).hasSize(2);
        assertThat(lab.begun(Action.Launch.class)).isZero();
        assertThat(lab.sessions("interrupted")).isZero();
    }

    @Test
    void shouldTakeOverFromAnotherMachineOnlyWhenToldTo() throws Exception {
        Cli apply = begun();
        String draining = apply.awaitEvent("host-told-to-drain").path("subject").asString();
        apply.kill();
        Fact.RunStarted start = lab.facts(Fact.RunStarted.class).get(0);
        String since = lab.facts(Fact.ActionStarted.class).stream()
                .filter(fact -> fact.action() instanceof Action.Cordon)
                .map(fact -> ((Action.Cordon) fact.action())
                        .marks()
                        .since()
                        .orElseThrow()
                        .toString())
                .findFirst()
                .orElseThrow();
        forget();
        lab.endSessions();

        Cli refused = lab.run(75, "apply", "PLAN", "--yes");
        assertThat(refused.errText()).contains("run " + start.run() + " (").contains("--adopt " + start.run());
        assertThat(lab.run(75, "apply", "PLAN", "--yes", "--adopt", "other").errText())
                .contains("--adopt " + start.run());

        lab.run(0, "apply", "PLAN", "--yes", "--adopt", start.run());
        assertThat(lab.hosts("1.5.0")).hasSize(2);
        assertThat(lab.hosts("1.4.2")).isEmpty();
        assertThat(lab.facts(Fact.RunStarted.class).get(0).hosts())
                .filteredOn(host -> host.host().value().equals(draining))
                .singleElement()
                .extracting(Fact.StartingHost::drainingSince)
                .isEqualTo(since);
        assertThat(lab.sessions("interrupted")).isZero();

        // A run that has ended needs no adoption.
        forget();
        lab.run(0, "apply", "PLAN", "--yes");
        lab.run(0, "apply", "PLAN", "--yes", "--set", "target.version=1.6.0");
        assertThat(lab.hosts("1.6.0")).hasSize(2);
    }

    /** The clients hang up; from then on nobody calls. */
    private List<Outcome> outcomes() throws Exception {
        return lab.store()
                .runs()
                .map(run -> run.facts().get(run.facts().size() - 1))
                .map(fact -> ((Fact.RunEnded) fact).outcome())
                .toList();
    }

    /** Loses what a machine that is gone had on its disk. */
    private void forget() throws Exception {
        Path runs = lab.runs().get(0).getParent();
        try (Stream<Path> files = Files.walk(runs)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
