package io.mediaup.journal.s3;

import io.mediaup.journal.Journal;
import io.mediaup.journal.JournalException;
import io.mediaup.journal.Requests;
import io.mediaup.journal.StoredRun;
import io.mediaup.journal.Tenure;
import io.mediaup.rollout.Fact;
import java.util.List;
import java.util.function.Consumer;

/** What is kept of one run in a bucket. */
final class S3Run implements StoredRun {

    static final String PLAN = "plan.yaml";

    private final Bucket bucket;
    private final String prefix;
    private final String id;
    private final JournalObjects objects;

    S3Run(Bucket bucket, String store, String id) {
        this.bucket = bucket;
        this.prefix = store + id + "/";
        this.id = id;
        this.objects = new JournalObjects(bucket, prefix);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String place() {
        return bucket.place(prefix);
    }

    @Override
    public String planPlace() {
        return bucket.place(prefix + PLAN);
    }

    @Override
    public byte[] plan() {
        return bucket.get(prefix + PLAN)
                .map(Bucket.Kept::content)
                .orElseThrow(() -> new JournalException("Expected the plan of run " + id + " at " + planPlace()
                        + ", but found nothing. Somebody has removed it; restore it, or begin a new run."));
    }

    @Override
    public Journal openJournal(Tenure tenure, Consumer<String> notices) {
        return S3Journal.open(objects, tenure);
    }

    @Override
    public List<Fact> facts() {
        return objects.read().facts();
    }

    @Override
    public Requests requests() {
        return new S3RequestInbox(bucket, prefix + "requests/");
    }
}
