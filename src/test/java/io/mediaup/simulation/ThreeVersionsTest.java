package io.mediaup.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.fleet.Marks;
import io.mediaup.fleet.ObservedHost;
import io.mediaup.fleet.Slot;
import io.mediaup.fleet.TargetState;
import io.mediaup.plan.PatienceOutcome;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.plan.SessionModel;
import io.mediaup.plan.TestPlans;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run begins while hosts of the version before the last still drain: three versions alive at once, and one at the end. */
class ThreeVersionsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(90);

    /** Longer than anybody's patience. */
    private static final SessionModel LONG = new SessionModel(Duration.ofDays(2), Duration.ofDays(5), true);

    @ParameterizedTest
    @CsvSource({"0, 3", "2, 2"})
    void shouldEndWithOneVersionAndLetEachHostDrainByItsOwnClock(int maxVersions, int mostAlive) {
        PlanBuilder plan = PlanBuilder.drainFirst()
                .batches("2")
                .surge("2")
                .counters(TestPlans.counter("calls", 0, PATIENCE, PatienceOutcome.KILL))
                .model(LONG);
        if (maxVersions > 0) {
            plan.maxVersions(maxVersions);
        }
        List<ObservedHost> fleet = new ArrayList<>(Fleets.of(4, 2, "1", 5));
        // They were cordoned by the run before, 80 and 70 minutes ago.
        fleet.add(draining("older-1", "a", 80));
        fleet.add(draining("older-2", "b", 70));
        Trial trial = new Trial(Variant.calm(5, plan.build(), fleet));

        assertThat(trial.run()).isEmpty();

        assertThat(trial.invariants.book.outcome).contains(Outcome.DONE);
        assertThat(versionsAlive(trial)).isEqualTo(mostAlive);
        Map<String, Duration> retired = retired(trial);
        assertThat(retired.get("older-1")).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
        assertThat(retired.get("older-2")).isBetween(Duration.ofMinutes(20), Duration.ofMinutes(21));
        trial.invariants.book.cordonedAt.forEach((host, since) -> {
            if (host.value().startsWith("old-")) {
                Duration drained = Duration.between(since, Fleets.START.plus(retired.get(host.value())));
                assertThat(drained).as(host.value()).isBetween(PATIENCE, PATIENCE.plusMinutes(1));
            }
        });
        assertThat(retired).hasSize(6);
    }

    private static ObservedHost draining(String id, String zone, int minutes) {
        Marks marks = Marks.of("r0", new Slot(zone, 1), 4, "before").draining(Fleets.START.minusSeconds(60L * minutes));
        return Fleets.host(id, zone, "0", 5, marks, TargetState.NOT_REGISTERED);
    }

    /** When each host was retired, from the beginning. */
    private static Map<String, Duration> retired(Trial trial) {
        Map<String, Duration> retired = new TreeMap<>();
        trial.journal.facts().stream()
                .filter(Fact.ActionStarted.class::isInstance)
                .map(Fact.ActionStarted.class::cast)
                .filter(fact -> fact.action() instanceof Action.Retire)
                .forEach(fact -> retired.put(fact.action().subject(), Duration.between(Fleets.START, fact.at())));
        return retired;
    }

    /** The most versions that were up at once. */
    private static int versionsAlive(Trial trial) {
        int most = 0;
        for (SimulatedHost host : trial.run.fleet().truth().values()) {
            most = Math.max(most, versionsAt(trial, host.launchedAt).size());
        }
        return most;
    }

    private static Set<String> versionsAt(Trial trial, Instant time) {
        Set<String> versions = new TreeSet<>();
        trial.run.fleet().truth().values().stream()
                .filter(host -> !host.launchedAt.isAfter(time) && (host.diedAt == null || host.diedAt.isAfter(time)))
                .forEach(host -> versions.add(host.version));
        return versions;
    }
}
