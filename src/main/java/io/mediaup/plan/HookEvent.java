package io.mediaup.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a hook may be told of. */
public enum HookEvent {
    /** A run began. */
    STARTED,
    /** The new hosts of a batch are in rotation, and its old ones cordoned. */
    BATCH_DONE,
    /** A window of the plan was opened. */
    WINDOW_OPENED,
    /** The window was closed. */
    WINDOW_CLOSED,
    /** Somebody paused the run, or a failure did. */
    PAUSED,
    /** Somebody lets it go on. */
    RESUMED,
    /** The run goes back. */
    ROLLING_BACK,
    /** A new host did not get healthy. */
    HOST_FAILED,
    /** A host died by itself. */
    HOST_LOST,
    /** The patience with a host has ended, and it goes on waiting. */
    HOST_OVERDUE,
    /** A process left the run, which is not finished. */
    UNFINISHED,
    /** The run was halted. */
    FAILED,
    /** The run was aborted. */
    ABORTED,
    /** Every slot is back at what it ran before. */
    ROLLED_BACK,
    /** The run is done. */
    DONE;

    /** As it is written, such as {@code batch-done}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Every word, in order. */
    static List<String> words() {
        return Arrays.stream(values()).map(HookEvent::word).toList();
    }
}
