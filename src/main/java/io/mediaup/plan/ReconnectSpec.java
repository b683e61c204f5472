package io.mediaup.plan;

/**
 * The notice by which kill-reconnect has the clients of a host told that they must reconnect, once a host that goes.
 *
 * @param when whether it is sent before the host goes or after
 * @param notice what is sent
 */
public record ReconnectSpec(When when, HttpCheck notice) {

    /** When the notice is sent. */
    public enum When {
        /** Right before: a host whose clients could not be told stays. */
        BEFORE,
        /** Once the host is gone: the run does not end before it is sent. */
        AFTER
    }
}
