package io.mediaup.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanEdits;
import io.mediaup.plan.PlanFile;
import io.mediaup.plan.Technique;
import io.mediaup.rollout.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every plan under {@code plans/} leads to its end in virtual time, and does to sessions what its technique says. On the lab,
 * with real processes, {@code src/bench/techniques.sh} runs the same plans.
 */
class ShippedPlansTest {

    static List<Path> plans() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("plans"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("reference.yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("plans")
    void shouldUpgradeTheFleet(Path file) throws Exception {
        Plan plan = PlanFile.read(file.toString(), Files.readAllBytes(file), PlanEdits.NONE);
        Trial trial = new Trial(Variant.calm(7, plan, Fleets.of(6, 2, "1.4.2", 5)));

        assertThat(trial.run()).isEmpty();

        assertThat(trial.invariants.book.outcome).contains(Outcome.DONE);
        assertThat(trial.run.fleet().truth().values())
                .filteredOn(SimulatedHost::alive)
                .hasSize(6)
                .allMatch(host -> host.version.equals("1.5.0"));
        if (plan.technique() == Technique.KILL_RECONNECT) {
            assertThat(trial.invariants.cut).isPositive();
        } else {
            assertThat(trial.invariants.cut).isZero();
        }
    }
}
