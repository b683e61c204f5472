package io.mediaup.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
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
        LongStream seeds = only == null ? LongStream.range(FIRST, FIRST + RUNS) : LongStream.of(only);
        // The runs share nothing, so they may run side by side; the order of what they report stays that of the seeds.
        List<Ended> ended =
                seeds.parallel().mapToObj(SimulationCampaignTest::run).toList();
        if (only != null) {
            ended.get(0).facts().forEach(System.out::println);
        }
        Map<String, Long> outcomes =
                ended.stream().collect(Collectors.groupingBy(Ended::outcome, TreeMap::new, Collectors.counting()));
        System.out.println("Campaign: " + ended.size() + " runs " + outcomes);
        List<String> failed =
                ended.stream().map(Ended::failure).flatMap(Optional::stream).toList();
        assertThat(failed).as("%d runs failed", failed.size()).isEmpty();
    }

    private record Ended(String outcome, List<Fact> facts, Optional<String> failure) {}

    private static Ended run(long seed) {
        Trial trial = Trial.of(seed);
        List<String> failures = failuresOf(trial);
        return new Ended(
                trial.invariants.book.outcome.map(Outcome::toString).orElse("no end"),
                Long.getLong("mediaup.seed") == null ? List.of() : trial.journal.facts(),
                failures.isEmpty() ? Optional.empty() : Optional.of(report(trial, failures)));
    }

    private static List<String> failuresOf(Trial trial) {
        try {
            return trial.run();
        } catch (RuntimeException e) {
            return List.of("crashed: " + e + " at " + frames(e));
        }
    }

    private static String frames(RuntimeException e) {
        return Stream.of(e.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("io.mediaup"))
                .limit(3)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining(" < "));
    }

    private static String report(Trial trial, List<String> failures) {
        return "\nFailed on " + trial.variant + (trial.journal.killed() ? ", killed" : "") + "\n  "
                + String.join("\n  ", failures.subList(0, Math.min(5, failures.size())))
                + "\n  Rerun: mvn -q test -Dtest=SimulationCampaignTest -Dmediaup.seed=" + trial.variant.seed() + "\n";
    }
}
