package io.mediaup.app;

import io.mediaup.engine.EngineListener;
import io.mediaup.engine.Timeline;
import io.mediaup.notify.HookPort;
import io.mediaup.notify.Notice;
import io.mediaup.plan.HookSpec;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.RolloutState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells the hooks of a plan what happens in a run. Which notice was delivered is journaled, so the next process of the run
 * delivers what this one did not: at least once. Only what is told of the end of a run cannot be caught up on: a process that
 * is killed in the seconds after it takes that along.
 */
final class HookFeed implements EngineListener {

    private final List<HookLine> lines = new ArrayList<>();
    private final Notices notices = new Notices();
    private final List<Fact.HookCalled> failures = new ArrayList<>();
    private Consumer<Fact> journal = fact -> {};

    HookFeed(List<HookSpec> hooks, HookPort port, Timeline timeline) {
        for (HookSpec hook : hooks) {
            lines.add(new HookLine(hook, lines.size() + 1, port, timeline, this::called));
        }
    }

    /**
     * Takes up the feed of a run.
     *
     * @param facts what happened so far; what of it was not told yet is told now
     * @param record where it is noted what was told
     */
    void begin(List<Fact> facts, Consumer<Fact> record) {
        if (lines.isEmpty()) {
            return;
        }
        Set<String> known = new HashSet<>();
        for (Fact fact : facts) {
            if (fact instanceof Fact.HookCalled called) {
                known.add(called.hook() + " " + called.notice());
            }
        }
        journal = record;
        RolloutState state = new RolloutState();
        for (Fact fact : facts) {
            state.apply(fact);
            tell(notices.of(fact, state), known);
        }
    }

    @Override
    public void onFact(Fact fact, RolloutState state) {
        if (!lines.isEmpty()) {
            tell(notices.of(fact, state), Set.of());
        }
    }

    private void tell(List<Notice> told, Set<String> known) {
        for (Notice notice : told) {
            lines.stream()
                    .filter(line -> line.wants(notice) && !known.contains(line.name() + " " + notice.id()))
                    .forEach(line -> line.add(notice));
        }
    }

    private void called(Fact.HookCalled call) {
        if (!call.failure().isEmpty()) {
            failures.add(call);
        }
        journal.accept(call);
    }

    /** Whether every notice was delivered or given up. */
    boolean idle() {
        return lines.stream().allMatch(line -> line.undelivered() == 0);
    }

    /** From now on nothing can be journaled; what is given up from now on is only told by {@link #complaints}. */
    void close() {
        failures.clear();
        journal = fact -> {};
    }

    /** What was not delivered since the feed was closed, for people. */
    List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        failures.forEach(call -> complaints.add(
                "Warning: " + call.hook() + " was not told " + call.notice() + ": " + call.failure() + "."));
        for (HookLine line : lines) {
            if (line.undelivered() > 0) {
                complaints.add("Warning: " + line.undelivered() + " of the notices for " + line.name()
                        + " could not be delivered in time"
                        + (line.failure().isEmpty() ? "." : ": " + line.failure() + "."));
            }
        }
        return complaints;
    }
}
