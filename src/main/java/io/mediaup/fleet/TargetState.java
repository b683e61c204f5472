package io.mediaup.fleet;

/**
 * The state of one host in one target group. Follows ELBv2's target health states, with {@code unhealthy.draining}
 * read as {@link #DRAINING}; a state that is not known here is {@link #UNAVAILABLE}.
 */
public enum TargetState {
    /** Not a target of this group. */
    NOT_REGISTERED(true),
    /** Registered, first health checks under way. */
    INITIAL(false),
    /** Registered and healthy: gets new sessions. */
    HEALTHY(false),
    /** Registered and failing its health checks. A load balancer may still fail open to it. */
    UNHEALTHY(false),
    /** Deregistered; the load balancer still serves what is open. */
    DRAINING(true),
    /** Registered but not used, for example because it is stopped. */
    UNUSED(false),
    /** Registered, but no listener uses the group, or its zone is not enabled: no traffic comes until that is changed. */
    NOT_IN_USE(false),
    /** The load balancer could not tell. */
    UNAVAILABLE(false);

    private final boolean out;

    TargetState(boolean out) {
        this.out = out;
    }

    /** Whether this state proves that the group sends the host nothing new. */
    public boolean out() {
        return out;
    }
}
