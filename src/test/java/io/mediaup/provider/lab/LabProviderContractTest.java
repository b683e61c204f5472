package io.mediaup.provider.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediaup.fleet.HostId;
import io.mediaup.lab.LabDirectory;
import io.mediaup.lab.LabFleet;
import io.mediaup.lab.LabSpec;
import io.mediaup.provider.FleetProvider;
import io.mediaup.provider.FleetProviderContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The lab keeps the port's contract with real processes: one lab for all tests, each of which ends its own hosts. */
class LabProviderContractTest extends FleetProviderContract {

    @TempDir
    static Path root;

    private static LabFleet lab;
    private static HostId unmarked;

    private final LabProvider provider = new LabProvider(lab);

    @BeforeAll
    static void bringUp() {
        lab = new LabFleet(LabDirectory.of(root, "contract"));
        lab.up(new LabSpec(
                1, List.of("a"), "1", Duration.ZERO, 0, Duration.ofSeconds(1), Duration.ofSeconds(1), List.of()));
        unmarked = new HostId(lab.hosts().get(0).id());
    }

    @AfterEach
    void endOwnHosts() {
        lab.hosts().stream()
                .filter(machine -> machine.alive() && !machine.id().equals(unmarked.value()))
                .forEach(machine -> lab.terminate(machine.id()));
    }

    @AfterAll
    static void takeDown() {
        lab.down();
        assertThat(processes()).isEmpty();
    }

    private static List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(root.toString()))
                .toList();
    }

    @Override
    protected FleetProvider provider() {
        return provider;
    }

    @Override
    protected HostId unmarked() {
        return unmarked;
    }

    @Override
    protected FleetProvider ofAnotherProcess() {
        return new LabProvider(new LabFleet(LabDirectory.of(root, "contract")));
    }

    @Override
    protected boolean within(Duration most, Callable<Boolean> condition) {
        try {
            // A first look that takes its time on a busy machine is not late.
            if (condition.call()) {
                return true;
            }
            await().atMost(most.plusMillis(1))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(50))
                    .until(condition);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected void die(HostId host) {
        long pid = lab.find(host.value()).orElseThrow().pid();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }
}
