package io.mediaup.journal.s3;

import io.mediaup.journal.FactCodec;
import io.mediaup.journal.JournalException;
import io.mediaup.journal.StoreException;
import io.mediaup.rollout.Fact;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The objects of one journal: {@code journal/NUMBER} from 1 without a gap, each written once and never again, so that what
 * was read need not be read again. Now and then {@code checkpoint/NUMBER} repeats all that stands in the journal up to that
 * number, so that who comes later reads one object in the place of many; it is never more than a copy. Thread-safe.
 */
final class JournalObjects {

    private static final String OWNER = "owner";

    /** A long journal is copied less often, or the copies would be most of what is written. */
    private static final int LEAST_BETWEEN_CHECKPOINTS = 32;

    private static final int SHARE_BETWEEN_CHECKPOINTS = 8;

    private final Bucket bucket;
    private final String journal;
    private final String checkpoints;
    private final String all;

    private final List<Fact> facts = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private long last;
    private long checkpointed;

    JournalObjects(Bucket bucket, String run) {
        this.bucket = bucket;
        this.all = run;
        this.journal = run + "journal/";
        this.checkpoints = run + "checkpoint/";
    }

    /**
     * What the journal says.
     *
     * @param last the number of the last object
     */
    record Content(List<Fact> facts, long last) {}

    private static String number(long number) {
        return String.format(Locale.ROOT, "%012d", number);
    }

    /** The address of an object, for people. */
    String place(long number) {
        return bucket.place(journal + number(number));
    }

    /** Everything there is by now. */
    synchronized Content read() {
        if (last == 0) {
            readCheckpoint();
        }
        List<String> keys = bucket.keys(journal, last == 0 ? "" : journal + number(last));
        List<byte[]> contents = Gets.all(bucket, keys);
        for (int i = 0; i < keys.size(); i++) {
            if (!keys.get(i).equals(journal + number(last + 1))) {
                throw damaged(last + 1, "none, and " + bucket.place(keys.get(i)) + " behind it");
            }
            take(new String(contents.get(i), StandardCharsets.UTF_8), last + 1);
            last++;
        }
        return new Content(List.copyOf(facts), last);
    }

    private void readCheckpoint() {
        List<String> keys = bucket.keys(checkpoints, "");
        if (!keys.isEmpty()) {
            String key = keys.get(keys.size() - 1);
            long number = Long.parseLong(key.substring(checkpoints.length()));
            take(new String(Gets.all(bucket, List.of(key)).get(0), StandardCharsets.UTF_8), number);
            last = number;
            checkpointed = number;
        }
    }

    private void take(String content, long number) {
        List<Fact> more = new ArrayList<>();
        for (String line : content.isEmpty() ? List.<String>of() : Arrays.asList(content.split("\n", -1))) {
            if (line.isEmpty()) {
                continue;
            }
            FactCodec.Entry entry = decoded(line, number);
            if (entry.seq() != facts.size() + more.size() + 1) {
                throw damaged(number, "fact " + entry.seq() + " behind fact " + (facts.size() + more.size()));
            }
            more.add(entry.fact());
        }
        facts.addAll(more);
        text.append(content);
    }

    private FactCodec.Entry decoded(String line, long number) {
        try {
            return FactCodec.decode(line);
        } catch (JournalException e) {
            throw damaged(number, String.valueOf(e.getMessage()));
        }
    }

    private JournalException damaged(long number, String found) {
        return new JournalException("Expected the next facts in " + place(number) + ", but found " + found
                + ". Nothing was changed. Restore the object, or move everything below " + bucket.place(all)
                + " away and begin anew: a new run takes over what the hosts themselves are marked with.");
    }

    /**
     * Writes the object of this number.
     *
     * @param owner the nonce of whose lock it is written by
     * @return false when somebody else was first
     */
    boolean create(long number, String lines, String owner) {
        byte[] content = lines.getBytes(StandardCharsets.UTF_8);
        String key = journal + number(number);
        boolean ours = bucket.putNew(key, content, Map.of(OWNER, owner))
                // The SDK sends again what was not answered, and is then told that it is there: by itself
                // (github.com/aws/aws-sdk-java-v2/issues/6580).
                || bucket.get(key)
                        .filter(kept -> owner.equals(kept.notes().get(OWNER)) && Arrays.equals(content, kept.content()))
                        .isPresent();
        if (ours) {
            created(number, lines);
        }
        return ours;
    }

    private synchronized void created(long number, String lines) {
        if (number == last + 1) {
            take(lines, number);
            last = number;
        }
    }

    /** Copies the journal when that was long ago, or when it has come to its end. */
    void checkpointIfDue(boolean ended) {
        long since = last - checkpointed;
        if (ended || since >= Math.max(LEAST_BETWEEN_CHECKPOINTS, last / SHARE_BETWEEN_CHECKPOINTS)) {
            checkpoint();
        }
    }

    /** Copies the journal. Where that fails nothing is lost but time. */
    synchronized void checkpoint() {
        if (facts.isEmpty()) {
            return;
        }
        try {
            bucket.put(checkpoints + number(last), text.toString().getBytes(StandardCharsets.UTF_8));
            checkpointed = last;
        } catch (StoreException e) {
            // The objects that it would have copied are all there.
            checkpointed = Math.max(checkpointed, last - LEAST_BETWEEN_CHECKPOINTS / 2);
        }
    }
}
