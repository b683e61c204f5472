package io.mediaup.simulation;

import io.mediaup.fleet.HostId;
import io.mediaup.plan.Plan;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.Fact;
import java.util.Optional;
import java.util.Set;

/**
 * The promise of the windows: outside of them no change begins. What may be begun there finishes a replacement: the old
 * host of a slot whose new one was launched leaves, and a slot without a host is filled. Undo never waits, and neither does
 * what somebody asks for by hand: {@code mediaup drain} replaces a host now.
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
                && occupied(book, launch.slot().toString())
                && !asked(book, launch.slot().toString())) {
            return "a replacement is launched";
        }
        if (action instanceof Action.Cordon cordon
                && !book.wishes.drainAsked.contains(cordon.host())
                && !book.launchedFor.containsValue(book.slots.get(cordon.host()))) {
            return "a host that nothing replaces is cordoned";
        }
        return "";
    }

    private static boolean asked(RunBook book, String slot) {
        return book.wishes.drainAsked.stream()
                .map(book.slots::get)
                .anyMatch(of -> of != null && of.toString().equals(slot));
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
