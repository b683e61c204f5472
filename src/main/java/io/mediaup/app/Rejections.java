package io.mediaup.app;

import io.mediaup.fleet.LaunchDefinition;
import io.mediaup.journal.RunStore;
import io.mediaup.journal.StoredRun;
import io.mediaup.plan.Plan;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Outcome;
import io.mediaup.rollout.RolloutState;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Which targets were rolled back, so that a nightly job does not deploy a bad one again and again. */
final class Rejections {

    /** Runs that are looked at, newest first; a version that is older than that many runs may be tried again. */
    private static final int MOST_RUNS = 100;

    private Rejections() {}

    /** Refuses when the plan's target was rolled back and has not been deployed well since. */
    static void refuse(RunStore store, Plan plan, LaunchDefinition target, PlanSource source) {
        problem(store, plan, target, source).ifPresent(problem -> {
            throw new Refusal(Exit.FAILED, problem);
        });
    }

    /**
     * Why the plan's target is refused; empty when it is not.
     *
     * @param target what hosts of it would be launched from: the same version out of another image is another target, where
     *     that is known of both
     */
    static Optional<String> problem(RunStore store, Plan plan, LaunchDefinition target, PlanSource source) {
        return rolledBack(store, plan, target)
                .map(end -> "Expected a version that was not rolled back, but found that run " + end.run()
                        + " rolled " + plan.target().version() + " back (" + end.reason()
                        + "). Apply another version, or this"
                        + " one once more with 'mediaup apply " + source.words() + " --retry-rejected'.");
    }

    /** A run's end. */
    private record End(String run, String reason) {}

    private static Optional<End> rolledBack(RunStore store, Plan plan, LaunchDefinition target) {
        Iterator<StoredRun> runs = store.runs().limit(MOST_RUNS).iterator();
        while (runs.hasNext()) {
            List<Fact> facts = runs.next().facts();
            if (facts.isEmpty()
                    || !(facts.get(0) instanceof Fact.RunStarted start)
                    || !start.targetVersion().equals(plan.target().version())
                    || another(start.target(), target)
                    || !(facts.get(facts.size() - 1) instanceof Fact.RunEnded end)) {
                continue;
            }
            if (end.outcome() == Outcome.DONE) {
                return Optional.empty();
            }
            if (RolloutState.of(facts).rollback().isPresent()) {
                return Optional.of(new End(start.run(), end.reason()));
            }
        }
        return Optional.empty();
    }

    private static boolean another(LaunchDefinition one, LaunchDefinition other) {
        return one.known() && other.known() && !one.equals(other);
    }
}
