package io.mediaup.journal.s3;

import io.mediaup.journal.JournalException;
import io.mediaup.journal.StoreException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Reads several objects, which may be far away, at once. */
final class Gets {

    private static final int AT_ONCE = 8;

    private Gets() {}

    /** The contents in the order of the keys, each of which was listed. */
    static List<byte[]> all(Bucket bucket, List<String> keys) {
        if (keys.size() < 2) {
            return keys.stream().map(key -> get(bucket, key)).toList();
        }
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(AT_ONCE, keys.size()));
        try {
            List<CompletableFuture<byte[]>> gets = keys.stream()
                    .map(key -> CompletableFuture.supplyAsync(() -> get(bucket, key), threads))
                    .toList();
            return gets.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            if (e.getCause() instanceof JournalException failure) {
                throw failure;
            }
            throw e;
        } finally {
            threads.shutdownNow();
        }
    }

    private static byte[] get(Bucket bucket, String key) {
        return bucket.get(key)
                .map(Bucket.Kept::content)
                .orElseThrow(() -> new StoreException(
                        StoreException.Kind.UNREACHABLE,
                        "Expected " + bucket.place(key) + ", which was listed, but found that it has been removed. Run"
                                + " the same command again.",
                        new IllegalStateException("removed")));
    }
}
