package io.mediaup.journal.s3;

import io.mediaup.journal.LockBook;
import io.mediaup.journal.LockRecord;
import io.mediaup.journal.StoreException;
import io.mediaup.journal.StoreException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The plan's lock as one object, which every epoch overwrites by {@code If-Match}: of two who have seen the same lock only
 * one gets it. Given back it stays, marked as released, since with its removal the epochs would begin anew.
 */
final class S3LockBook implements LockBook {

    /** Beside the content, so that it is known also of a lock that cannot be read. */
    static final String EPOCH = "epoch";

    private final Bucket bucket;
    private final String key;

    /** What {@link #latest} has seen last: what is claimed is exactly that, and not what somebody has made of it since. */
    private Bucket.@Nullable Kept seen;

    S3LockBook(Bucket bucket, String key) {
        this.bucket = bucket;
        this.key = key;
    }

    @Override
    public synchronized Optional<Entry> latest() {
        Optional<Bucket.Kept> kept = bucket.get(key);
        seen = kept.orElse(null);
        return kept.map(this::entry);
    }

    private Entry entry(Bucket.Kept kept) {
        return new Entry(epoch(kept), new String(kept.content(), StandardCharsets.UTF_8), bucket.place(key));
    }

    private static long epoch(Bucket.Kept kept) {
        String noted = kept.notes().getOrDefault(EPOCH, "");
        return noted.matches("\\d{1,18}") ? Long.parseLong(noted) : 0;
    }

    @Override
    public synchronized boolean claim(LockRecord record) {
        if (seen == null) {
            latest();
        }
        if (seen == null) {
            return bucket.putNew(key, bytes(record), notes(record)) || isKept(record);
        }
        return epoch(seen) < record.holder().epoch() && replace(seen.tag(), record);
    }

    @Override
    public synchronized void keep(LockRecord record) {
        if (seen == null) {
            latest();
        }
        if (seen == null || !ofSameTaking(seen, record) || !replace(seen.tag(), record)) {
            throw lost(record);
        }
    }

    private boolean ofSameTaking(Bucket.Kept kept, LockRecord record) {
        return entry(kept)
                .record()
                .filter(lock -> lock.nonce().equals(record.nonce()))
                .isPresent();
    }

    /** The SDK sends again what was not answered, and is then told that the object has changed: by itself. */
    private boolean replace(String tag, LockRecord record) {
        seen = null;
        return bucket.replace(key, tag, bytes(record), notes(record)) || isKept(record);
    }

    private boolean isKept(LockRecord record) {
        return latest().flatMap(Entry::record).filter(record::equals).isPresent();
    }

    private StoreException lost(LockRecord record) {
        return new StoreException(
                Kind.UNREACHABLE,
                "Expected to renew the lock " + bucket.place(key) + " of epoch "
                        + record.holder().epoch() + ", but found another one. Run the same command again.",
                new IllegalStateException("the lock is another one"));
    }

    @Override
    public void forgetBelow(long epoch) {
        // There is only ever one record.
    }

    private static byte[] bytes(LockRecord record) {
        return record.text().getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, String> notes(LockRecord record) {
        return Map.of(EPOCH, Long.toString(record.holder().epoch()));
    }
}
