package io.mediaup.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.fleet.GateVerdict;
import io.mediaup.plan.GateSpec.Inconclusive;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.plan.RolloutSpec.OnFailure;
import io.mediaup.plan.SessionModel;
import io.mediaup.plan.TestPlans;
import io.mediaup.rollout.Fact;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A version that is bad, in two ways, under each {@code on-failure} and each technique: never below the floor and no session
 * cut, which the invariants of {@link Trial} see to, and the fleet left as declared.
 */
class BadVersionTest {

    private static final Fault.Window EVER = new Fault.Window(Duration.ZERO, Duration.ofDays(30));
    private static final Fault NEVER_HEALTHY = new Fault.BadVersion(Fault.BadVersion.Defect.TARGET);

    /** Healthy, and its gate goes bad while the canary bakes. */
    private static final Fault FAILS_ITS_GATE =
            new Fault.BadGate(new Fault.Window(Duration.ofMinutes(5), Duration.ofDays(30)), GateVerdict.FAIL, 1);

    private static final Fault NO_GATE_SERVER = new Fault.BadGate(EVER, GateVerdict.ERROR, 1);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // defect | technique | on-failure | end | hosts by version: those in rotation, and those besides
                "NEVER_HEALTHY | drain | PAUSE | paused: 2 failures reached max-failures: 2 | 1=6",
                "NEVER_HEALTHY | drain | HALT | HALTED: 2 failures reached max-failures: 2 | 1=6",
                "NEVER_HEALTHY | drain | ROLLBACK | ROLLED_BACK: rolled back by itself: 2 failures reached max-failures: 2 | 1=6",
                "FAILS_ITS_GATE | drain | PAUSE | paused: the gate ice failed: simulated fail | 1=5, 1 out=1, 2=1",
                "FAILS_ITS_GATE | drain | HALT | HALTED: the gate ice failed: simulated fail | 1=5, 1 out=1, 2=1",
                "FAILS_ITS_GATE | drain | ROLLBACK | ROLLED_BACK: rolled back by itself: the gate ice failed: simulated fail | 1=6",
                "FAILS_ITS_GATE | kill | PAUSE | paused: the gate ice failed: simulated fail | 1=5, 1 out=1, 2=1",
                "FAILS_ITS_GATE | kill | ROLLBACK | ROLLED_BACK: rolled back by itself: the gate ice failed: simulated fail | 1=6",
                "NEVER_HEALTHY | sides | ROLLBACK | ROLLED_BACK: rolled back by itself: 2 failures reached max-failures: 2 | 1=6",
                "FAILS_ITS_GATE | sides | HALT | HALTED: the gate ice failed: simulated fail | 1=5, 1 out=1, 2=1",
                "FAILS_ITS_GATE | sides | ROLLBACK | ROLLED_BACK: rolled back by itself: the gate ice failed: simulated fail | 1=6",
                "NO_GATE_SERVER | drain | ROLLBACK | paused: the gate ice cannot be judged: simulated error | 1=5, 1 out=1, 2=1",
            })
    void shouldLeaveTheFleetAsDeclared(String defect, String technique, OnFailure onFailure, String end, String fleet) {
        Fault fault = Map.of(
                        "NEVER_HEALTHY",
                        NEVER_HEALTHY,
                        "FAILS_ITS_GATE",
                        FAILS_ITS_GATE,
                        "NO_GATE_SERVER",
                        NO_GATE_SERVER)
                .get(defect);
        Plan plan = plan(technique, onFailure);
        Trial trial = new Trial(Variant.calm(3, plan, Fleets.of(6, 3, "1", 5)).with(FaultScript.of(fault)));
        trial.mostResumes = 0;

        List<String> failures = trial.run();

        assertThat(failures).isEmpty();
        assertThat(end(trial)).isEqualTo(end);
        assertThat(fleet(trial)).isEqualTo(fleet);
        // The technique to kill cuts what is on the canary when that goes, and nothing else.
        assertThat(trial.invariants.cut).isLessThanOrEqualTo(technique.equals("kill") ? 5 : 0);
        assertThat(batches(trial)).isEqualTo(1);
    }

    private static Plan plan(String technique, OnFailure onFailure) {
        PlanBuilder builder = technique.equals("kill") ? PlanBuilder.killReconnect() : PlanBuilder.drainFirst();
        builder.batches("2").surge("1").unavailable("0");
        return (technique.equals("sides") ? PlanBuilder.activePassive() : builder)
                .canary(1, Duration.ofMinutes(10), false)
                .gates(TestPlans.gate("ice", Inconclusive.PAUSE))
                .onFailure(onFailure)
                .model(new SessionModel(Duration.ofHours(2), Duration.ofHours(5), true))
                .build();
    }

    private static String end(Trial trial) {
        Optional<Fact.RunEnded> end = trial.journal.facts().stream()
                .filter(Fact.RunEnded.class::isInstance)
                .map(Fact.RunEnded.class::cast)
                .findFirst();
        return end.map(ended -> ended.outcome() + ": " + ended.reason()).orElse("paused: " + trial.left);
    }

    private static long batches(Trial trial) {
        return trial.journal.facts().stream()
                .filter(Fact.BatchOpened.class::isInstance)
                .count();
    }

    /** How many hosts are up by version. */
    private static String fleet(Trial trial) {
        Map<String, Integer> hosts = new TreeMap<>();
        trial.run.fleet().truth().values().stream()
                .filter(host -> host.alive() && !trial.invariants.book.failed.contains(host.id))
                .forEach(host -> hosts.merge(
                        host.version + (host.inRotation(trial.run.timeline().now()) ? "" : " out"), 1, Integer::sum));
        String text = hosts.toString();
        return text.substring(1, text.length() - 1);
    }
}
