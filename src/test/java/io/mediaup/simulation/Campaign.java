package io.mediaup.simulation;

import io.mediaup.rollout.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Many runs of many plans in many kinds of trouble, each drawn from its seed. {@code mvn -Psoak} runs it for as long as one
 * likes; {@link SimulationCampaignTest} runs a part of it in every build.
 *
 * @param outcomes how many runs ended in which way
 * @param failures what was wrong with those that failed, each with its seed and how to rerun it; in the order of the seeds
 */
record Campaign(Map<String, Long> outcomes, List<String> failures) {

    /** Seeds that are handed out at a time, so that a long campaign keeps nothing but its failures. */
    private static final int PART = 500;

    private record Ended(String outcome, Optional<String> failure) {}

    /** {@code -Dmediaup.runs}, {@code -Dmediaup.first}: how many seeds, from which one on. */
    public static void main(String[] arguments) {
        long first = Long.getLong("mediaup.first", 1);
        long runs = Long.getLong("mediaup.runs", 100_000);
        long begun = System.nanoTime();
        Campaign campaign = run(first, runs, trial -> {}, System.out::println);
        long seconds = Math.max(1, (System.nanoTime() - begun) / 1_000_000_000);
        System.out.println("Soak: seeds " + first + " to " + (first + runs - 1) + " in " + seconds + " s ("
                + runs / seconds + " a second), " + campaign.failures.size() + " failed, " + campaign.outcomes);
        System.exit(campaign.failures.isEmpty() ? 0 : 1);
    }

    /**
     * Runs {@code runs} seeds from {@code first} on, on all cores: the runs share nothing.
     *
     * @param tamper is given each run before it begins
     * @param progress is told of every failure at once, and now and then how far it is
     */
    static Campaign run(long first, long runs, Consumer<Trial> tamper, Consumer<String> progress) {
        Map<String, Long> outcomes = new TreeMap<>();
        List<String> failures = new ArrayList<>();
        for (long from = first; from < first + runs; from += PART) {
            long to = Math.min(from + PART, first + runs);
            List<Ended> ended = LongStream.range(from, to)
                    .parallel()
                    .mapToObj(seed -> run(seed, tamper))
                    .toList();
            for (Ended end : ended) {
                outcomes.merge(end.outcome, 1L, Long::sum);
                end.failure.ifPresent(failures::add);
                end.failure.ifPresent(progress);
            }
            progress.accept("Campaign: " + (to - first) + " runs " + outcomes + ", " + failures.size() + " failed");
        }
        return new Campaign(outcomes, failures);
    }

    private static Ended run(long seed, Consumer<Trial> tamper) {
        Trial trial = Trial.of(seed);
        tamper.accept(trial);
        List<String> failures = failuresOf(trial);
        return new Ended(
                trial.invariants.book.outcome.map(Outcome::toString).orElse("no end"),
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
        return "\nFailed on " + trial.variant + (trial.journal.killed() ? ", killed" : "")
                + (trial.asks().isEmpty() ? "" : "\n  asked " + trial.asks()) + "\n  "
                + String.join("\n  ", failures.subList(0, Math.min(5, failures.size())))
                + "\n  Rerun: mvn -q test -Dtest=SimulationCampaignTest -Dmediaup.seed=" + trial.variant.seed() + "\n";
    }
}
