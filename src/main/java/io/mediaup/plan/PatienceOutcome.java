package io.mediaup.plan;

/**
 * What happens to a host whose counter is still above its threshold when its patience has ended. Ordered from the most
 * protective to the least: over several counters the most protective one wins.
 */
public enum PatienceOutcome {
    /** The run stops. */
    HALT,
    /** Go on waiting; the host is reported as overdue. */
    WAIT,
    /** Move what is left. */
    MIGRATE,
    /** The host goes and what is left is cut. */
    KILL
}
