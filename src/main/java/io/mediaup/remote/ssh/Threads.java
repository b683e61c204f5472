package io.mediaup.remote.ssh;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The daemon threads that read what hosts print, and end what takes too long. Thread-safe. */
final class Threads implements AutoCloseable {

    private final ExecutorService pool = Executors.newCachedThreadPool(named("mediaup-ssh"));
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, named("mediaup-ssh-timer"));

    Threads() {
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Runs {@code task}, which may block, soon. */
    void run(Runnable task) {
        pool.execute(task);
    }

    /** Runs {@code task}, which may block, after {@code delay}, unless the result is cancelled before. */
    ScheduledFuture<?> after(Duration delay, Runnable task) {
        return timer.schedule(() -> pool.execute(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        pool.shutdownNow();
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
