package io.mediaup.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Real time: tasks run on the thread that calls {@link #runUntil}, blocking calls on a bounded pool of daemon threads.
 * {@link #post}, {@link #monotonic} and {@link #every} may be called from any thread; everything else from the engine
 * thread only.
 */
public final class RealTimeline implements Timeline, AutoCloseable {

    /** Enough to look at a large fleet within one probe period, few enough to stay polite to it. */
    private static final int THREADS = 24;

    /** One may hang in a call while the other still says so. */
    private static final int BEATS = 2;

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::at).thenComparingLong(Task::sequence));
    private final LinkedBlockingQueue<Runnable> posted = new LinkedBlockingQueue<>();
    private final ThreadPoolExecutor pool;
    private final ScheduledThreadPoolExecutor beats;
    private final RandomGenerator random = new SplittableRandom();
    private long sequence;

    /** Due at a time of {@link #monotonic}: a clock that is set back must not hold up what is to be done in a second. */
    private record Task(Duration at, long sequence, Runnable run) {}

    /** A timeline whose pool is still empty. */
    public RealTimeline() {
        this.pool =
                new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "mediaup-call");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        this.beats = new ScheduledThreadPoolExecutor(BEATS, task -> {
            Thread thread = new Thread(task, "mediaup-beat");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public Duration monotonic() {
        return Duration.ofNanos(System.nanoTime());
    }

    @Override
    public void at(Instant time, Runnable task) {
        tasks.add(new Task(monotonic().plus(Duration.between(now(), time)), sequence++, task));
    }

    @Override
    public <T> void submit(Callable<T> call, BiConsumer<@Nullable T, @Nullable Exception> onResult) {
        pool.execute(() -> {
            try {
                T result = call.call();
                posted.add(() -> onResult.accept(result, null));
            } catch (Exception e) {
                posted.add(() -> onResult.accept(null, e));
            }
        });
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    /**
     * Runs {@code task} every {@code period} of monotonic time until this is closed, on a thread of its own, so that it
     * also runs while the engine thread waits for a person. Must not throw.
     */
    public void every(Duration period, Runnable task) {
        ScheduledFuture<?> unused =
                beats.scheduleWithFixedDelay(task, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Runs tasks and results on the calling thread for so long, on the monotonic clock. */
    public void runFor(Duration time) throws InterruptedException {
        Duration until = monotonic().plus(time);
        ScheduledFuture<?> unused = beats.schedule(() -> post(() -> {}), time.toNanos(), TimeUnit.NANOSECONDS);
        runUntil(() -> monotonic().compareTo(until) >= 0);
    }

    /** Runs {@code task} on the engine thread soon. From any thread, such as a signal handler's. */
    public void post(Runnable task) {
        posted.add(task);
    }

    /** Runs tasks and results on the calling thread until {@code done}. */
    public void runUntil(BooleanSupplier done) throws InterruptedException {
        while (!done.getAsBoolean()) {
            Runnable next = posted.poll();
            if (next == null) {
                next = dueTask();
            }
            if (next == null) {
                next = posted.poll(untilNext().toNanos(), TimeUnit.NANOSECONDS);
            }
            if (next != null) {
                next.run();
            }
        }
    }

    private @Nullable Runnable dueTask() {
        Task first = tasks.peek();
        if (first == null || first.at().compareTo(monotonic()) > 0) {
            return null;
        }
        tasks.poll();
        return first.run();
    }

    private Duration untilNext() {
        // Bounded, so that whoever waits for a condition is asked again.
        Duration most = Duration.ofSeconds(1);
        Task first = tasks.peek();
        if (first == null) {
            return most;
        }
        Duration wait = first.at().minus(monotonic());
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(most) > 0 ? most : wait;
    }

    @Override
    public void close() {
        pool.shutdownNow();
        beats.shutdownNow();
    }
}
