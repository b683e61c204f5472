package io.mediaup.simulation;

import io.mediaup.engine.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time: a priority queue on (time, sequence). No thread, no sleep; the same seed gives the same order. A call
 * happens at the moment it is submitted, and its result arrives after the latency that the world gives it. Not
 * thread-safe.
 */
public final class VirtualTimeline implements Timeline {

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::at).thenComparingLong(Task::sequence));
    private final RandomGenerator random;
    private final Supplier<Duration> latency;
    private Instant now;
    private long sequence;
    private Life life = new Life();

    private record Task(Instant at, long sequence, Life life, Runnable run) {}

    /** One process on this timeline; its tasks die with it. */
    private static final class Life {
        private boolean over;
    }

    /**
     * A timeline that begins at {@code start}.
     *
     * @param latency how long each call takes
     */
    public VirtualTimeline(Instant start, RandomGenerator random, Supplier<Duration> latency) {
        this.now = start;
        this.random = random;
        this.latency = latency;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void at(Instant time, Runnable task) {
        tasks.add(new Task(time, sequence++, life, task));
    }

    @Override
    public <T> void submit(Callable<T> call, BiConsumer<@Nullable T, @Nullable Exception> onResult) {
        Instant arrives = now.plus(latency.get());
        try {
            T result = call.call();
            at(arrives, () -> onResult.accept(result, null));
        } catch (Exception e) {
            at(arrives, () -> onResult.accept(null, e));
        }
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    /** Kills the process that put the tasks here: none of them will run. The world goes on. */
    public void crash() {
        life.over = true;
        life = new Life();
    }

    /**
     * Runs tasks in order until {@code done}, until {@code end} is reached, or until none is left.
     *
     * @return whether {@code done} came true
     */
    public boolean runUntil(BooleanSupplier done, Instant end) {
        while (!done.getAsBoolean()) {
            Task next = tasks.peek();
            if (next == null || next.at().isAfter(end)) {
                return false;
            }
            tasks.poll();
            if (!next.life().over) {
                now = next.at().isAfter(now) ? next.at() : now;
                next.run().run();
            }
        }
        return true;
    }
}
