package io.mediaup.bench;

import io.mediaup.engine.Timeline;
import io.mediaup.simulation.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Virtual time in which the calls of one moment are made at the same time, on a pool as large as the real one. */
final class PooledTimeline implements Timeline, AutoCloseable {

    private static final int THREADS = 24;

    private final VirtualTimeline time;
    private final Duration latency;
    private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);

    /** Pooled calls in {@code time}, each of which takes {@code latency} of it. */
    PooledTimeline(VirtualTimeline time, Duration latency) {
        this.time = time;
        this.latency = latency;
    }

    @Override
    public Instant now() {
        return time.now();
    }

    @Override
    public Duration monotonic() {
        return time.monotonic();
    }

    @Override
    public void at(Instant moment, Runnable task) {
        time.at(moment, task);
    }

    @Override
    public <T> void submit(Callable<T> call, BiConsumer<@Nullable T, @Nullable Exception> onResult) {
        Future<T> result = pool.submit(call);
        time.at(now().plus(latency), () -> {
            T value;
            try {
                value = result.get();
            } catch (ExecutionException e) {
                onResult.accept(null, e.getCause() instanceof Exception cause ? cause : e);
                return;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            onResult.accept(value, null);
        });
    }

    @Override
    public RandomGenerator random() {
        return time.random();
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
