package io.mediaup.journal.s3;

import io.mediaup.journal.FactCodec;
import io.mediaup.journal.FencedException;
import io.mediaup.journal.Journal;
import io.mediaup.journal.JournalException;
import io.mediaup.journal.Tenure;
import io.mediaup.rollout.Fact;
import java.util.ArrayList;
import java.util.List;

/**
 * A journal as one object for every append, its key the next number. Who opens the journal puts an object of no facts at
 * its end: whoever had it before finds the next number taken, by a foreign nonce, and leaves before it acts. Not
 * thread-safe; one writer, the holder of the plan's lock.
 */
final class S3Journal implements Journal {

    private final JournalObjects objects;
    private final Tenure tenure;
    private final List<Fact> facts;
    private long next;
    private boolean broken;

    private S3Journal(JournalObjects objects, Tenure tenure, JournalObjects.Content content) {
        this.objects = objects;
        this.tenure = tenure;
        this.facts = new ArrayList<>(content.facts());
        this.next = content.last() + 1;
    }

    /** Opens the journal for its writer; refuses a damaged one as it is. */
    static S3Journal open(JournalObjects objects, Tenure tenure) {
        while (true) {
            long end = objects.read().last() + 1;
            // After the look: then whoever takes the lock from here on looks later than this process did, and puts its
            // object behind this one or in its place.
            tenure.confirm();
            if (objects.create(end, "", tenure.mark())) {
                tenure.confirm();
                JournalObjects.Content content = objects.read();
                objects.checkpoint();
                return new S3Journal(objects, tenure, content);
            }
        }
    }

    @Override
    public void append(List<? extends Fact> more) {
        if (broken) {
            throw new JournalException("Expected to write " + objects.place(next)
                    + ", but found that an earlier write had failed. Run the same command again.");
        }
        tenure.confirm();
        if (more.isEmpty()) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        long seq = facts.size();
        for (Fact fact : more) {
            lines.append(FactCodec.encode(++seq, fact)).append('\n');
        }
        // Until it is known how this ended.
        broken = true;
        if (!objects.create(next, lines.toString(), tenure.mark())) {
            tenure.confirm();
            throw new FencedException("Expected " + objects.place(next) + " to be free, but found that another process"
                    + " has written it. This process has stopped acting, and writes nothing more.");
        }
        // Once more, because the lock may have been lost since: whoever takes over first takes the lock and then closes
        // the journal, so if it still is ours the facts were in time to be read.
        tenure.confirm();
        broken = false;
        next++;
        facts.addAll(more);
        objects.checkpointIfDue(more.get(more.size() - 1) instanceof Fact.RunEnded);
    }

    @Override
    public List<Fact> facts() {
        return List.copyOf(facts);
    }
}
