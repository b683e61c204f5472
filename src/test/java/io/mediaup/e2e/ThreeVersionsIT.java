package io.mediaup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.lab.LabMachine;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A new target is applied while hosts of the version before the last still drain: one version is left at the end. */
class ThreeVersionsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @RegisterExtension
    private final Lab lab = new Lab();

    private LabMachine oldest;
    private Call first;

    /** The run to 1.5.0 has left one host to drain, on which a call goes on. */
    @BeforeEach
    void begin() throws Exception {
        lab.with("patience", PATIENCE.toSeconds() + "s");
        rollout(3);
        lab.run(0, "lab", "up", "PLAN");
        oldest = lab.hosts("1.4.2").get(0);
        first = Call.on(oldest);
        lab.run(75, "apply", "PLAN", "--yes", "--detach");
    }

    private void rollout(int versions) throws Exception {
        lab.with(
                "rollout",
                "{batch: 2, max-surge: 2, max-unavailable: 0, max-draining: 4, max-versions: " + versions + "}");
    }

    @Test
    void shouldLetEachHostDrainByItsOwnClock() throws Exception {
        Instant since = cordoned(oldest.id());
        LabMachine middle = lab.hosts("1.5.0").get(0);
        try (Call second = Call.on(middle)) {
            lab.with("target", "1.6.0");
            Cli apply = lab.start("apply", "PLAN", "--yes", "--output", "json");

            Fact.HostOverdue late = overdue(oldest.id());
            Fact.HostOverdue later = overdue(middle.id());
            assertThat(lab.hosts("1.4.2")).extracting(LabMachine::id).containsExactly(oldest.id());
            assertThat(lab.hosts("1.5.0")).extracting(LabMachine::id).contains(middle.id());
            assertThat(lab.hosts("1.6.0")).hasSize(2);
            // What drained before the run goes on by the time that it began to, and not by the run's.
            assertThat(lab.facts(Fact.RunStarted.class).get(0).hosts())
                    .filteredOn(host -> host.host().value().equals(oldest.id()))
                    .extracting(Fact.StartingHost::drainingSince)
                    .containsExactly(since.toString());
            assertThat(late.at()).isAfterOrEqualTo(since.plus(PATIENCE)).isBefore(later.at());
            assertThat(later.at()).isAfterOrEqualTo(cordoned(middle.id()).plus(PATIENCE));
            assertThat(apply.alive()).isTrue();

            first.hangUp();
            second.hangUp();
            apply.endsWith(0);
        }
        assertOneVersionIsLeft();
    }

    @Test
    void shouldWaitForTheOldestVersionWhereTwoAreTheMost() throws Exception {
        lab.with("target", "1.6.0");
        rollout(2);
        Cli apply = lab.start("apply", "PLAN", "--yes", "--output", "json");
        apply.awaitEvent("mark-done");

        first.hangUp();
        apply.endsWith(0);

        List<Action> actions = lab.facts(Fact.ActionStarted.class).stream()
                .map(Fact.ActionStarted::action)
                .filter(action -> action instanceof Action.Launch || action instanceof Action.Retire)
                .toList();
        List<String> subjects = actions.stream().map(Action::subject).toList();
        assertThat(subjects.indexOf(oldest.id())).isBetween(0, subjects.indexOf("a/1") - 1);
        assertThat(actions).filteredOn(Action.Launch.class::isInstance).hasSize(2);
        assertOneVersionIsLeft();
    }

    private void assertOneVersionIsLeft() throws Exception {
        assertThat(lab.hosts("1.6.0")).hasSize(2);
        assertThat(lab.fleet().hosts()).filteredOn(LabMachine::alive).hasSize(2);
        assertThat(lab.sessions("interrupted")).isZero();
    }

    /** Since when the host drains, as its mark says that the latest run wrote. */
    private Instant cordoned(String host) {
        return lab.facts(Fact.ActionStarted.class).stream()
                .map(Fact.ActionStarted::action)
                .filter(action -> action instanceof Action.Cordon cordon
                        && cordon.host().value().equals(host))
                .map(action -> ((Action.Cordon) action).marks().since().orElseThrow())
                .findFirst()
                .orElseThrow();
    }

    private Fact.HostOverdue overdue(String host) {
        return lab.awaitFact(Fact.HostOverdue.class, fact -> fact.host().value().equals(host));
    }
}
