package io.mediaup.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabFleetTest extends LabTestBase {
    @Test
    void shouldBringUpHostsAndTrafficAndTakeAllOfItDown() {
        fleet.up(spec(3, 120, Duration.ofSeconds(5), Duration.ofSeconds(9)));

        assertThat(fleet.hosts()).hasSize(3).allMatch(machine -> machine.state() == LabMachine.State.RUNNING);
        assertThat(fleet.hosts()).extracting(LabMachine::zone).containsExactlyInAnyOrder("a", "b", "a");
        assertThat(fleet.targets()).hasSize(3).allMatch(target -> target.health() == LabTarget.Health.HEALTHY);
        assertThat(fleet.trafficRunning()).isTrue();
        eventually("initial sessions", () -> fleet.stats().total().open() > 5);
        assertThat(LabDirectory.all(root)).containsExactly(lab);
        assertThat(processes()).hasSize(4);

        fleet.down();

        assertThat(processes()).isEmpty();
        assertThat(lab.path()).doesNotExist();
        assertThat(LabDirectory.all(root)).isEmpty();
    }

    @Test
    void shouldReviveWhatDiedButNotWhatWasTerminatedOrDeregistered() {
        fleet.up(SMALL);
        List<LabMachine> before = fleet.hosts();
        kill(before.get(0));
        fleet.terminate(before.get(1).id());
        fleet.deregister(before.get(0).id());
        eventually("dead", () -> fleet.hosts().get(0).state() == LabMachine.State.DEAD);

        fleet.up(SMALL);

        assertThat(fleet.hosts())
                .extracting(LabMachine::state)
                .containsExactly(LabMachine.State.RUNNING, LabMachine.State.TERMINATED);
        assertThat(fleet.hosts().get(0).pid()).isNotEqualTo(before.get(0).pid());
        assertThat(fleet.targets()).isEmpty();
    }

    @Test
    void shouldRefuseAnotherFleetUnderTheSameName() {
        fleet.up(SMALL);

        assertThatThrownBy(() -> fleet.up(spec(3, 0, Duration.ofSeconds(1), Duration.ofSeconds(1))))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("Expected a lab of 3 hosts")
                .hasMessageContaining("found it up with 2");
    }

    @Test
    void shouldStartOneProcessPerKeyHoweverOftenItIsAsked() {
        fleet.up(SMALL);

        Set<String> ids = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> new LabFleet(lab).launch(LabLaunch.of("run/slot-1/launch/1", "a", "1.5.0")))
                .map(LabMachine::id)
                .collect(Collectors.toSet());

        assertThat(ids).hasSize(1);
        assertThat(fleet.hosts()).hasSize(3);
        LabMachine machine = running(ids.iterator().next());
        assertThat(machine.version()).isEqualTo("1.5.0");
        assertThat(fleet.findByKey("run/slot-1/launch/1")).contains(machine);
        assertThat(processes()).hasSize(3);
    }

    @Test
    void shouldRefuseAKeyThatAskedForSomethingElseBefore() {
        fleet.up(SMALL);
        fleet.launch(LabLaunch.of("k", "a", "1.5.0"));

        assertThatThrownBy(() -> fleet.launch(LabLaunch.of("k", "b", "1.5.0")))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("zone a as before, but found b");
    }

    @Test
    void shouldNotLaunchAgainForTheKeyOfADeadOrTerminatedHost() {
        fleet.up(SMALL);
        LabMachine machine =
                running(fleet.launch(LabLaunch.of("k", "a", "1.5.0")).id());
        kill(machine);
        eventually("dead", () -> fleet.find(machine.id()).orElseThrow().state() == LabMachine.State.DEAD);

        assertThat(fleet.launch(LabLaunch.of("k", "a", "1.5.0")).state()).isEqualTo(LabMachine.State.DEAD);
        assertThat(fleet.terminate(machine.id()).state()).isEqualTo(LabMachine.State.TERMINATED);
        assertThat(fleet.terminate(machine.id()).state()).isEqualTo(LabMachine.State.TERMINATED);
        assertThat(fleet.launch(LabLaunch.of("k", "a", "1.5.0")).state()).isEqualTo(LabMachine.State.TERMINATED);
        assertThat(processes()).hasSize(2);
    }

    @Test
    void shouldTellABootingHostFromADeadOne() {
        LabSpec slow = new LabSpec(
                1,
                List.of("a"),
                "1.4.2",
                Duration.ofSeconds(60),
                0,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                List.of());
        lab.create();
        slow.addTo(Entries.empty()).writeTo(lab.labFile());

        String id = fleet.launch(LabLaunch.of("k", "a", "1")).id();
        fleet.register(id);

        assertThat(fleet.find(id).orElseThrow().state()).isEqualTo(LabMachine.State.BOOTING);
        assertThat(fleet.targets()).extracting(LabTarget::health).containsExactly(LabTarget.Health.INITIAL);
        kill(fleet.find(id).orElseThrow());
        eventually("dead", () -> fleet.find(id).orElseThrow().state() == LabMachine.State.DEAD);
        assertThat(fleet.targets()).extracting(LabTarget::health).containsExactly(LabTarget.Health.UNUSED);
    }

    @Test
    void shouldKeepMarksAndTags() {
        fleet.up(SMALL);
        String id = fleet.launch(new LabLaunch(
                        "k", "a", "1.5.0", List.of(), Map.of("Role", "sfu"), Map.of("mediaup:run", "r 1")))
                .id();

        fleet.mark(id, Map.of("mediaup:phase", "cordoned=yes\nno", "x", "1"));

        assertThat(fleet.find(id).orElseThrow().tags()).isEqualTo(Map.of("Role", "sfu"));
        assertThat(fleet.find(id).orElseThrow().marks())
                .isEqualTo(Map.of("mediaup:run", "r 1", "mediaup:phase", "cordoned=yes\nno", "x", "1"));
    }

    @Test
    void shouldNameTheNextStepWhenThereIsNoLabOrNoHost() {
        assertThatThrownBy(() -> fleet.launch(LabLaunch.of("k", "a", "1")))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("mediaup lab up");
        fleet.up(SMALL);
        assertThatThrownBy(() -> fleet.terminate("lab-nobody"))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("lab-nobody")
                .hasMessageContaining("mediaup lab status");
        assertThatThrownBy(() -> fleet.deregister("../../etc")).isInstanceOf(LabException.class);
    }

    @Test
    void shouldEndHostsWhoseLabWasDeleted() throws Exception {
        fleet.up(spec(1, 60, Duration.ofSeconds(1), Duration.ofSeconds(1)));

        Files.delete(lab.labFile());

        eventually("no process", () -> processes().isEmpty());
        LabFiles.deleteTree(lab.path(), lab.labFile());
    }
}
