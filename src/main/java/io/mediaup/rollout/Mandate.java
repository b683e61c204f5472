package io.mediaup.rollout;

import java.time.Instant;

/**
 * What one process is there for. Not journaled: the next process may be there for something else.
 *
 * @param reaps whether it only finishes what was begun: nothing is launched and nothing cordoned
 * @param detaches whether it leaves once only draining is left
 * @param ignoresWindows whether the windows of the plan do not count for it
 * @param stays whether it stays until the run has ended, whatever there is to wait for; otherwise it leaves while the
 *     window is closed and nothing can be finished
 * @param successor the run that takes over from this one, which is only brought to its end; empty when none does
 * @param since when this process took up the run, where it has a successor
 */
public record Mandate(
        boolean reaps, boolean detaches, boolean ignoresWindows, boolean stays, String successor, Instant since) {

    /** Runs the run to its end. */
    public static final Mandate TO_THE_END = of(false, false, false, true);

    /** What {@code mediaup apply} does. */
    public static Mandate apply(boolean detaches) {
        return of(false, detaches, false, false);
    }

    /** What {@code mediaup reap} does. */
    public static Mandate reap(boolean ignoresWindows) {
        return of(true, true, ignoresWindows, false);
    }

    /** Brings a run to its end that {@code successor} takes over from. */
    public static Mandate supersede(String successor, Instant now) {
        return new Mandate(false, false, true, true, successor, now);
    }

    /** Whether the run is only brought to its end, because another takes over. */
    public boolean supersedes() {
        return !successor.isEmpty();
    }

    private static Mandate of(boolean reaps, boolean detaches, boolean ignoresWindows, boolean stays) {
        return new Mandate(reaps, detaches, ignoresWindows, stays, "", Instant.MIN);
    }
}
