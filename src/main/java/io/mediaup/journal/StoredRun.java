package io.mediaup.journal;

import io.mediaup.rollout.Fact;
import java.util.List;
import java.util.function.Consumer;

/** What is kept of one run. Every method throws {@link JournalException} when the store cannot be reached. */
public interface StoredRun {

    /** The run's id. */
    String id();

    /** Where it is kept, for people. */
    String place();

    /** Where a copy of the plan is, as it was when the run began, for people. */
    String planPlace();

    /** The plan file as it was when the run began. */
    byte[] plan();

    /**
     * Opens the journal to write. From then on nobody who had the lock before can write to it: their appends fail, and
     * change nothing. An append by a holder who has lost the lock fails with {@link FencedException}; a fact whose append
     * succeeded was durable while the lock was still theirs.
     *
     * @param tenure the caller's hold of the plan's lock
     * @param notices where to say what was mended
     * @throws FencedException when the lock is somebody else's
     * @throws JournalException when the journal is damaged
     */
    Journal openJournal(Tenure tenure, Consumer<String> notices);

    /**
     * What the journal says now, without disturbing the one who writes it.
     *
     * @throws JournalException when it is damaged or cannot be read
     */
    List<Fact> facts();

    /** The run's requests. */
    Requests requests();
}
