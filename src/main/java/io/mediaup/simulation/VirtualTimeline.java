package io.mediaup.simulation;

import io.mediaup.engine.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
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

    /** However quiet the world: what somebody forgot to announce comes late, but it comes. */
    private static final Duration MOST_LEAP = Duration.ofMinutes(10);

    private final PriorityQueue<Task> tasks = new PriorityQueue<>(VirtualTimeline::order);
    private final RandomGenerator random;
    private final Supplier<Duration> latency;
    /** Tasks that were put here to be run at once, in their order: most of all, and too many to sort. */
    private final ArrayDeque<Task> atOnce = new ArrayDeque<>();

    private final PriorityQueue<Change> changes = new PriorityQueue<>(Comparator.comparing(Change::at));
    private final Instant start;
    private Instant now;
    private Instant restlessUntil = Instant.MIN;
    private @Nullable Look look;
    private boolean leaping;
    private long sequence;
    private final Life world = new Life();
    private Life life = new Life();

    private record Task(Instant at, long sequence, Life life, Runnable run) {}

    private static int order(Task one, Task other) {
        int byTime = one.at.compareTo(other.at);
        return byTime == 0 ? Long.compare(one.sequence, other.sequence) : byTime;
    }

    /** A look that may be put off, on the grid of its period. */
    private record Look(Task task, Duration period) {}

    /** Something will be seen to change, in looks from {@code at} to {@code until}. */
    private record Change(Instant at, Instant until) {}

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
        this.start = start;
        this.now = start;
        this.random = random;
        this.latency = latency;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Duration monotonic() {
        return Duration.between(start, now);
    }

    @Override
    public void at(Instant time, Runnable task) {
        Task next = new Task(time, sequence++, life, task);
        if (time.equals(now)) {
            atOnce.add(next);
        } else {
            tasks.add(next);
        }
    }

    @Override
    public void lookAt(Instant time, Runnable task) {
        if (leaping && look == null) {
            look = new Look(new Task(time, sequence++, life, task), Duration.between(now, time));
        } else {
            at(time, task);
        }
    }

    /**
     * From now on leaps over looks in which nothing can be seen to change, as announced by {@link #changes}. They take
     * most of the time of a long run, and show what the look before showed.
     */
    void leap() {
        leaping = true;
    }

    /** Announces that looks from {@code from} to {@code until} may show something new. */
    void changes(Instant from, Instant until) {
        if (leaping && from.isBefore(Instant.MAX)) {
            changes.add(new Change(from, until));
        }
    }

    /** When the look that is put off is due, by what is announced now. */
    private Instant due(Look waiting) {
        Instant at = waiting.task.at();
        while (!changes.isEmpty() && !changes.peek().at().isAfter(at)) {
            Change change = changes.remove();
            // One between two looks is seen by the second one. What the run itself did right after the first one, it
            // knows.
            boolean between = change.at().isAfter(at.minus(waiting.period));
            Instant seen = between && change.until().isBefore(at) ? at : change.until();
            restlessUntil = seen.isAfter(restlessUntil) ? seen : restlessUntil;
        }
        if (!restlessUntil.isBefore(at) || waiting.period.isZero()) {
            return at;
        }
        Instant most = at.plus(MOST_LEAP);
        Instant until = changes.isEmpty() || changes.peek().at().isAfter(most)
                ? most
                : changes.peek().at();
        long period = waiting.period.toNanos();
        long ahead = Duration.between(at, until).toNanos();
        return at.plusNanos((ahead + period - 1) / period * period);
    }

    private @Nullable Task next() {
        Task task = queue().peek();
        if (look == null) {
            return task;
        }
        Instant due = due(look);
        boolean lookFirst = task == null || due.isBefore(task.at());
        return lookFirst ? new Task(due, look.task.sequence(), look.task.life(), look.task.run()) : task;
    }

    private void take(Task task) {
        if (look != null && task.sequence() == look.task.sequence()) {
            look = null;
        } else {
            queue().poll();
        }
    }

    /** Where the next task is. */
    private Queue<Task> queue() {
        Task now = atOnce.peek();
        Task later = tasks.peek();
        return now != null && (later == null || order(now, later) < 0) ? atOnce : tasks;
    }

    /** Runs {@code task} at {@code time} whatever process lives then: something that the world does by itself. */
    public void inWorld(Instant time, Runnable task) {
        tasks.add(new Task(time, sequence++, world, task));
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
            Task next = next();
            if (next == null || next.at().isAfter(end)) {
                return false;
            }
            take(next);
            if (!next.life().over) {
                now = next.at().isAfter(now) ? next.at() : now;
                next.run().run();
            }
        }
        return true;
    }
}
