package io.mediaup.journal;

import io.mediaup.rollout.Fact;
import java.util.List;

/**
 * The facts of one run, in order. Single writer: the holder of the plan's lock.
 */
public interface Journal {

    /**
     * Appends facts and returns when they are durable. After a failure nothing more may be appended, and no effect that
     * depends on the facts may be performed.
     *
     * @throws JournalException when they may not be durable
     */
    void append(List<? extends Fact> facts);

    /** Every fact that was appended, by this process or an earlier one, oldest first. */
    List<Fact> facts();
}
