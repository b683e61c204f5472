package io.mediaup.plan;

/**
 * The notice by which kill-reconnect has the clients of a host told that they must reconnect, once a host that goes.
 *
 * @param when whether it is sent before the host goes or after
 * @param notice what is sent; or a command, which is run on a host before it goes
 */
public record ReconnectSpec(When when, Check notice) {

    /** When the notice is sent. */
    public enum When {
        /** Right before: a host whose clients could not be told stays. */
        BEFORE,
        /** Once the host is gone: the run does not end before it is sent. */
        AFTER
    }
}
