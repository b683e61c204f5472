package io.mediaup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Slot;
import io.mediaup.lab.LabMachine;
import io.mediaup.lab.LabTarget;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.HostRecord;
import io.mediaup.rollout.Outcome;
import io.mediaup.rollout.RolloutState;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What must be true of a lab after a run that is done, whatever happened to the processes on its way. */
final class EndState {

    private final Lab lab;
    private final int hosts;

    EndState(Lab lab, int hosts) {
        this.lab = lab;
        this.hosts = hosts;
    }

    /** Every slot has one host of {@code version}, which gets traffic; no other host lives. */
    void assertDone(String version) {
        List<Fact> facts = lab.facts();
        assertThat(facts.get(facts.size() - 1))
                .isInstanceOfSatisfying(
                        Fact.RunEnded.class, end -> assertThat(end.outcome()).isEqualTo(Outcome.DONE));
        assertThat(lab.facts(Fact.RunEnded.class)).hasSize(1);
        List<LabMachine> alive =
                lab.fleet().hosts().stream().filter(LabMachine::alive).toList();
        assertThat(alive).as("living hosts").hasSize(hosts);
        assertThat(alive).extracting(LabMachine::version).containsOnly(version);
        assertInRotation(alive);
        assertSlots(RolloutState.of(facts), alive);
        assertThat(lab.hostProcesses()).as("processes of hosts").hasSize(hosts);
    }

    /** A host that died by itself stays registered, and gets nothing. */
    private void assertInRotation(List<LabMachine> alive) {
        List<LabTarget> targets = lab.fleet().targets().stream()
                .filter(target -> target.health() != LabTarget.Health.UNUSED)
                .toList();
        assertThat(targets)
                .extracting(LabTarget::id)
                .containsExactlyInAnyOrderElementsOf(
                        alive.stream().map(LabMachine::id).toList());
        assertThat(targets).allMatch(target -> target.health() == LabTarget.Health.HEALTHY);
    }

    private void assertSlots(RolloutState state, List<LabMachine> alive) {
        assertThat(state.slots()).as("slots").hasSize(hosts);
        assertThat(state.inFlight()).as("actions without an outcome").isEmpty();
        List<HostRecord> present =
                state.hosts().stream().filter(HostRecord::present).toList();
        assertThat(present)
                .extracting(HostRecord::id)
                .containsExactlyInAnyOrderElementsOf(
                        alive.stream().map(host -> new HostId(host.id())).toList());
        Set<Slot> filled =
                present.stream().map(HostRecord::slot).flatMap(Optional::stream).collect(Collectors.toSet());
        assertThat(filled).as("slots with a host").containsExactlyInAnyOrderElementsOf(state.slots());
    }

    /** As many fleets of hosts were ever launched, dead ones included, and at most so many single hosts more. */
    void assertLaunched(int fleets, int more) {
        assertThat(lab.fleet().hosts()).as("hosts ever launched").hasSizeBetween(fleets * hosts, fleets * hosts + more);
    }

    /** Only on these hosts may a client have been cut off. */
    void assertInterruptedOnlyOn(Set<String> killed) throws IOException {
        assertThat(lab.interruptions())
                .as("sessions cut, by host")
                .allSatisfy(line -> assertThat(killed).anyMatch(host -> line.contains("host=" + host + " ")));
        if (killed.isEmpty()) {
            assertThat(lab.fleet().stats().total().interrupted()).isZero();
        }
    }
}
