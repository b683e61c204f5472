package io.mediaup.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Many runs of many plans in many kinds of trouble, each drawn from its seed. {@code -Dmediaup.seed=N} reruns one of them
 * and prints its journal; {@code -Dmediaup.runs=N} and {@code -Dmediaup.first=N} run others.
 */
class SimulationCampaignTest {

    private static final int RUNS = Integer.getInteger("mediaup.runs", 400);
    private static final long FIRST = Long.getLong("mediaup.first", 1);

    @Test
    void shouldKeepEveryInvariantWhateverHappens() {
        Long only = Long.getLong("mediaup.seed");
        List<String> failed = new ArrayList<>();
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        int unfinished = 0;
        for (long seed = only == null ? FIRST : only; seed < (only == null ? FIRST + RUNS : only + 1); seed++) {
            Trial trial = new Trial(Variant.of(seed));
            long t0 = System.nanoTime();
            List<String> failures = failuresOf(trial);
            System.err.println(seed + " " + (System.nanoTime() - t0) / 1000000 + " ms " + trial.steps + " "
                    + trial.journal.facts().size());
            Optional<Outcome> outcome = trial.invariants.book.outcome;
            outcome.ifPresent(o -> outcomes.merge(o, 1, Integer::sum));
            unfinished += outcome.isEmpty() ? 1 : 0;
            if (!failures.isEmpty()) {
                failed.add(report(trial, failures));
            }
            if (only != null) {
                trial.journal.facts().forEach(fact -> System.out.println(Fact.class.cast(fact)));
            }
        }
        System.out.println("Campaign: outcomes " + outcomes + ", not ending as expected " + unfinished);
        assertThat(failed).as("%d runs failed", failed.size()).isEmpty();
    }

    private static List<String> failuresOf(Trial trial) {
        try {
            return trial.run();
        } catch (RuntimeException e) {
            return List.of("crashed: " + e + " at " + e.getStackTrace()[0]);
        }
    }

    private static String report(Trial trial, List<String> failures) {
        return "\nFailed on " + trial.variant + "\n  "
                + String.join("\n  ", failures.subList(0, Math.min(5, failures.size())))
                + "\n  Rerun: mvn -q test -Dtest=SimulationCampaignTest -Dmediaup.seed=" + trial.variant.seed() + "\n";
    }
}
