package io.mediaup.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Time, blocking calls and chance: everything that would make a run differ from its repetition. The real one runs tasks
 * on one engine thread and calls on a bounded pool; the virtual one is a priority queue on (time, sequence).
 *
 * <p>All tasks and results run on the one engine thread, never at the same time. Every method may be called from that
 * thread only, except that implementations may say otherwise.
 */
public interface Timeline {

    /** The time now. Deadlines are computed from it, so it is wall time. */
    Instant now();

    /** The time since some fixed moment. Unlike {@link #now} it never jumps, whoever sets the clock. */
    Duration monotonic();

    /** Runs {@code task} after the time from now until {@code time}, whatever becomes of the clock, or as soon as possible when that has passed. */
    void at(Instant time, Runnable task);

    /**
     * Runs {@code look}, a look at the world, at {@code time}; later where the timeline knows that nothing will be seen
     * to change until then. For looks that recur: the time from now until {@code time} is taken as their period.
     */
    default void lookAt(Instant time, Runnable look) {
        at(time, look);
    }

    /**
     * Performs a blocking {@code call} elsewhere and hands its result, or its failure, back to the engine thread.
     *
     * @param call what to perform
     * @param onResult gets the result and null, or null and the failure
     */
    <T> void submit(Callable<T> call, BiConsumer<@Nullable T, @Nullable Exception> onResult);

    /** Chance, for jitter. Seeded where a run shall be repeatable. */
    RandomGenerator random();
}
