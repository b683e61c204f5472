package io.mediaup.provider.aws;

import io.mediaup.provider.ProviderException;
import io.mediaup.provider.ProviderException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes one call of many: whoever asks within a moment of each other asks together. The first of them waits for that
 * moment and makes the call; all of them wait for its outcome. Thread-safe.
 *
 * @param <T> what is asked for; equal ones are asked for once
 */
final class Gathering<T> {

    /** Actions of one turn begin within a few milliseconds of each other. */
    private static final Duration MOMENT = Duration.ofMillis(60);

    private final int most;
    private final Duration moment;
    private final Call<T> call;
    private @Nullable Batch<T> open;

    /**
     * Gathers for {@code call}.
     *
     * @param most how many it takes at once
     */
    Gathering(int most, Call<T> call) {
        this(most, MOMENT, call);
    }

    Gathering(int most, Duration moment, Call<T> call) {
        this.most = most;
        this.moment = moment;
        this.call = call;
    }

    /** The call for all. */
    interface Call<T> {
        /** Makes it; what failed for single ones is in the result, and what failed for all is thrown. */
        Map<T, ProviderException> make(List<T> items) throws ProviderException;
    }

    /** Asks for {@code item} and returns when that has happened. */
    void ask(T item) throws ProviderException {
        boolean first = false;
        Batch<T> batch;
        synchronized (this) {
            batch = open;
            if (batch == null) {
                batch = new Batch<>();
                open = batch;
                first = true;
            }
            if (!batch.items.contains(item)) {
                batch.items.add(item);
            }
            if (batch.items.size() == most) {
                open = null;
                batch.full.countDown();
            }
        }
        try {
            if (first) {
                lead(batch);
            }
            batch.done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderException(Kind.UNCERTAIN, "Expected an answer, but found this process about to end.", e);
        }
        @Nullable ProviderException failure = batch.failures.get(item);
        if (failure != null) {
            throw new ProviderException(failure.kind(), String.valueOf(failure.getMessage()), failure);
        }
    }

    private void lead(Batch<T> batch) throws InterruptedException {
        try {
            // Whether the moment is over or there is no more room is all the same.
            boolean ignored = batch.full.await(moment.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            synchronized (this) {
                if (open == batch) {
                    open = null;
                }
            }
            make(batch);
        }
    }

    private void make(Batch<T> batch) {
        try {
            batch.failures.putAll(call.make(List.copyOf(batch.items)));
        } catch (ProviderException e) {
            batch.items.forEach(item -> batch.failures.put(item, e));
        } catch (RuntimeException e) {
            ProviderException bug = new ProviderException(Kind.UNCERTAIN, "Expected a call to end, but found " + e, e);
            batch.items.forEach(item -> batch.failures.put(item, bug));
        } finally {
            batch.done.countDown();
        }
    }

    private static final class Batch<T> {
        private final List<T> items = new ArrayList<>();
        private final Map<T, ProviderException> failures = new HashMap<>();
        private final CountDownLatch full = new CountDownLatch(1);
        private final CountDownLatch done = new CountDownLatch(1);
    }
}
