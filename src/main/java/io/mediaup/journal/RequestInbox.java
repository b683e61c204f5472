package io.mediaup.journal;

import io.mediaup.rollout.Request;
import java.util.List;

/** The requests that were left for a run. Posted from any process; taken by the one that runs it. */
public interface RequestInbox {

    /** An inbox that stays empty. */
    RequestInbox NONE = new RequestInbox() {
        @Override
        public List<Posted> pending() {
            return List.of();
        }

        @Override
        public void remove(Posted posted) {}
    };

    /** The requests that have not been removed, oldest first. An unreadable one is left out. */
    List<Posted> pending();

    /** Removes a request once it is journaled. Removing it again does nothing. */
    void remove(Posted posted);

    /**
     * A request with its place in the inbox.
     *
     * @param name identifies it within the inbox
     * @param request what is asked
     */
    record Posted(String name, Request request) {}
}
