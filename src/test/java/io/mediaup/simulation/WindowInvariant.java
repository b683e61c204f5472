package io.mediaup.simulation;

import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Slot;
import io.mediaup.plan.Plan;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.Fact;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The promise of the windows: outside of them no change begins. What may be begun there finishes a replacement: the old
 * host of a slot whose new one was launched leaves, and a slot without a host is filled. Undo never waits, nor does what
 * somebody asks for by hand.
 */
final class WindowInvariant {

    private WindowInvariant() {}

    /** What {@code fact}, which the book does not hold yet, breaks. By the runner's clock, for it has no other. */
    static Optional<String> violation(Plan plan, RunBook book, Fact fact) {
        if (plan.schedule().at(fact.at()).open() || book.undone()) {
            return Optional.empty();
        }
        String what = "";
        if (fact instanceof Fact.BatchOpened) {
            what = "a batch is opened";
        } else if (fact instanceof Fact.ActionStarted started) {
            what = begun(plan, book, started.action());
        }
        return what.isEmpty() ? Optional.empty() : Optional.of("windows: " + what + " while it is closed: " + fact);
    }

    private static String begun(Plan plan, RunBook book, Action action) {
        if (action instanceof Action.MarkFleet) {
            return "the fleet is marked";
        }
        if (action instanceof Action.Retire && !plan.schedule().retireOutside()) {
            return "a host is retired";
        }
        if (action instanceof Action.Launch launch
                && !asked(book, launch.slot())
                && occupied(book, launch.slot().toString())) {
            return "a replacement is launched";
        }
        Slot slot = action instanceof Action.Cordon cordon ? book.slots.get(cordon.host()) : null;
        if (action instanceof Action.Cordon && !book.launchedFor.containsValue(slot) && !asked(book, slot)) {
            return "a host that nothing replaces is cordoned";
        }
        return "";
    }

    /** What somebody asks for by hand waits for no window. */
    private static boolean asked(RunBook book, @Nullable Slot slot) {
        return slot != null && book.wishes.drainAsked.stream().anyMatch(host -> slot.equals(book.slots.get(host)));
    }

    /** Whether a host of the slot is neither cordoned nor gone. */
    private static boolean occupied(RunBook book, String slot) {
        Set<HostId> out = book.cordonedAt.keySet();
        return book.slots.entrySet().stream()
                .filter(entry -> entry.getValue().toString().equals(slot))
                .map(java.util.Map.Entry::getKey)
                .anyMatch(host -> !out.contains(host) && !book.lost.contains(host) && !book.failed.contains(host));
    }
}
