package io.mediaup.rollout;

/**
 * What one process is there for. Not journaled: the next process may be there for something else.
 *
 * @param reaps whether it only finishes what was begun: nothing is launched and nothing cordoned
 * @param detaches whether it leaves once only draining is left
 * @param ignoresWindows whether the windows of the plan do not count for it
 * @param stays whether it stays until the run has ended, whatever there is to wait for; otherwise it leaves while the
 *     window is closed and nothing can be finished
 */
public record Mandate(boolean reaps, boolean detaches, boolean ignoresWindows, boolean stays) {

    /** Runs the run to its end. */
    public static final Mandate TO_THE_END = new Mandate(false, false, false, true);

    /** What {@code mediaup apply} does. */
    public static Mandate apply(boolean detaches) {
        return new Mandate(false, detaches, false, false);
    }

    /** What {@code mediaup reap} does. */
    public static Mandate reap(boolean ignoresWindows) {
        return new Mandate(true, true, ignoresWindows, false);
    }
}
