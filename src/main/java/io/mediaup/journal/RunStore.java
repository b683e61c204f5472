package io.mediaup.journal;

import io.mediaup.rollout.Fact;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The runs of one plan, and its lock. Every method throws {@link JournalException} when the store cannot be reached.
 */
public interface RunStore {

    /** The plan's lock. */
    LockBook lock();

    /** All runs, newest first. */
    Stream<StoredRun> runs();

    /**
     * Makes room for a new run.
     *
     * @param tenure the caller's hold of the plan's lock
     * @param id the run's id; ids sort by time
     * @param plan the plan file as it is
     * @throws FencedException when the lock is somebody else's
     */
    StoredRun create(Tenure tenure, String id, byte[] plan);

    /**
     * Finds out whether runs could be kept here, and keeps nothing.
     *
     * @throws JournalException when they could not
     */
    void rehearse();

    /** Who has the plan's lock now, for people; empty when nobody has, or its holder has certainly ended. */
    default Optional<String> holder() {
        return lock().latest().flatMap(LockBook.Entry::holder);
    }

    /** The newest run that has begun. */
    default Optional<StoredRun> latest() {
        return runs().filter(run -> !run.facts().isEmpty()).findFirst();
    }

    /** The newest run, if it has begun and not ended. Older ones were left for good when a newer one began. */
    default Optional<StoredRun> latestUnfinished() {
        return latest().filter(run -> {
            List<Fact> facts = run.facts();
            return !(facts.get(facts.size() - 1) instanceof Fact.RunEnded);
        });
    }
}
