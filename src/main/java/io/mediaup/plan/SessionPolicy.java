package io.mediaup.plan;

/** What becomes of the sessions that are open on a host when it is cordoned. */
public enum SessionPolicy {
    /** They are cut when the host goes. */
    KILL,
    /** They are moved to another host. */
    MIGRATE,
    /** The host waits until they have ended. */
    DRAIN
}
