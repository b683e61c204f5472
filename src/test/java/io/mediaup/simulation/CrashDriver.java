package io.mediaup.simulation;

import io.mediaup.rollout.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Kills a run at every boundary of its journal: with an append lost (before the intent is written, or after an effect and
 * before its outcome), with a part of it on disk, and with all of it on disk but nothing done (after the intent, before the
 * effect). Whoever takes up the run is killed in turn, within what it writes first. The run must come to the end that it
 * comes to undisturbed, with every invariant held all the way.
 */
final class CrashDriver {

    /** As many facts as any append holds, and more. */
    private static final int ALL = Integer.MAX_VALUE;

    private CrashDriver() {}

    /**
     * A run to be killed.
     *
     * @param sameEnd whether every killed run must leave the very fleet that the undisturbed one leaves, and launch no
     *     host more; otherwise the outcome alone must be the same
     */
    record Story(String name, Variant variant, Outcome outcome, boolean sameEnd) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** In append number {@code append}, from 0, with {@code durable} facts of it on disk. */
    private record Kill(int append, int durable) {}

    /** What went wrong at the points at which the run was killed; empty when nothing did. */
    static List<String> failures(Story story) {
        return failures(story, trial -> {});
    }

    /** The same for runs that somebody has tampered with before. */
    static List<String> failures(Story story, Consumer<Trial> tamper) {
        Trial calm = new Trial(story.variant);
        List<String> failures = new ArrayList<>(calm.run());
        if (!calm.invariants.book.outcome.equals(Optional.of(story.outcome))) {
            failures.add("undisturbed it ended as " + calm.invariants.book.outcome);
        }
        if (!failures.isEmpty()) {
            return failures;
        }
        List<Kill> points = points(calm.journal.appends());
        System.out.println("Crash suite: " + story + ": killed at each of " + points.size()
                + " journal boundaries, and again on each resume");
        return IntStream.range(0, points.size())
                .boxed()
                .parallel()
                .flatMap(i -> killings(points.get(i), i).stream())
                .map(kills -> failure(story, kills, fleet(calm), tamper))
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<Kill> points(List<Integer> appends) {
        List<Kill> points = new ArrayList<>();
        for (int append = 0; append < appends.size(); append++) {
            for (int durable = 0; durable <= appends.get(append); durable++) {
                points.add(new Kill(append, durable));
            }
        }
        return points;
    }

    /** Once; and once more on resume: in turn at each of the four boundaries around what the next process writes first. */
    private static List<List<Kill>> killings(Kill first, int turn) {
        Kill second = new Kill(first.append + 1 + turn / 2 % 2, turn % 2 == 0 ? 0 : ALL);
        return List.of(List.of(first), List.of(first, second));
    }

    private static Optional<String> failure(Story story, List<Kill> kills, List<String> fleet, Consumer<Trial> tamper) {
        Trial killed = new Trial(story.variant);
        tamper.accept(killed);
        kills.forEach(kill -> killed.journal.killAt(kill.append, kill.durable));
        List<String> failures = new ArrayList<>();
        try {
            failures.addAll(killed.run());
        } catch (RuntimeException e) {
            failures.add("it crashed: " + e);
        }
        if (!killed.journal.killed()) {
            failures.add("the process was not killed");
        }
        if (!killed.invariants.book.outcome.equals(Optional.of(story.outcome))) {
            failures.add("it ended as " + killed.invariants.book.outcome);
        }
        if (story.sameEnd && !fleet(killed).equals(fleet)) {
            failures.add("it left " + fleet(killed) + " instead of " + fleet);
        }
        return failures.isEmpty()
                ? Optional.empty()
                : Optional.of("\n" + story + ", killed at " + kills + ": " + String.join("\n  ", failures));
    }

    /** Every host that ever was, without what depends on times and names: also one that was launched for nothing shows. */
    private static List<String> fleet(Trial trial) {
        return trial.run.fleet().truth().values().stream()
                .map(host -> host.zone + " " + host.version + " "
                        + (host.alive() ? "up" : "gone")
                        + (host.registration.registered() ? " registered" : "")
                        + (host.alive() && host.draining ? " told to drain" : "")
                        + (host.alive() && host.marks.isDraining() ? " marked" : ""))
                .sorted()
                .toList();
    }
}
