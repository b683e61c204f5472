package io.mediaup.journal.s3;

import io.mediaup.journal.JournalException;
import io.mediaup.journal.LockBook;
import io.mediaup.journal.RunStore;
import io.mediaup.journal.StoredRun;
import io.mediaup.journal.Tenure;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The runs of one plan in a bucket, and its lock. Thread-safe. */
public final class S3RunStore implements RunStore {

    /** The ETag of no object. */
    private static final String NO_TAG = "\"00000000000000000000000000000000\"";

    private final Bucket bucket;
    private final String prefix;
    private final Map<String, S3Run> runs = new HashMap<>();

    /**
     * The runs whose keys begin with {@code prefix}.
     *
     * @param prefix ends with a slash
     */
    S3RunStore(Bucket bucket, String prefix) {
        this.bucket = bucket;
        this.prefix = prefix;
    }

    /**
     * The runs of a plan. Asks nothing of the network yet.
     *
     * @param bucket the bucket's name
     * @param prefix where in it; may be empty
     * @param plan the plan's name
     * @param env the environment that the credentials, the Region and the endpoint come from
     */
    public static S3RunStore of(String bucket, String prefix, String plan, Map<String, String> env) {
        Bucket objects = new Bucket(Clients.ofEnvironment(env), bucket);
        return new S3RunStore(objects, (prefix.isEmpty() ? "" : prefix + "/") + plan + "/");
    }

    /** A PUT whose condition cannot hold needs the same rights as any other, and leaves nothing behind. */
    @Override
    public void rehearse() {
        String key = prefix + "doctor";
        if (bucket.replace(key, NO_TAG, new byte[0], Map.of())) {
            bucket.delete(key);
            throw new JournalException(
                    "Expected " + bucket.place(key) + " to be in a store that heeds If-Match, but found"
                            + " that it does not: two machines could run the plan at the same time. Keep the state elsewhere.");
        }
    }

    @Override
    public LockBook lock() {
        return new S3LockBook(bucket, prefix + "lock.json");
    }

    @Override
    public Stream<StoredRun> runs() {
        return bucket.directories(prefix).stream()
                .sorted(Comparator.reverseOrder())
                .map(this::run);
    }

    @Override
    public StoredRun create(Tenure tenure, String id, byte[] plan) {
        tenure.confirm();
        bucket.put(prefix + id + "/" + S3Run.PLAN, plan);
        return run(id);
    }

    /** The same one each time, because it remembers what it has read: objects of a journal never change. */
    private synchronized S3Run run(String id) {
        return runs.computeIfAbsent(id, name -> new S3Run(bucket, prefix, name));
    }
}
