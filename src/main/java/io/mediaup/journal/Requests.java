package io.mediaup.journal;

import io.mediaup.rollout.Request;

/** An inbox with its slot: where anybody may leave a request, and the one who runs the run takes it. */
public interface Requests extends RequestInbox {

    /**
     * Leaves a request. It is there whole or not at all.
     *
     * @throws JournalException when it cannot be written
     */
    void post(Request request);
}
