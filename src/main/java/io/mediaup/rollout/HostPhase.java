package io.mediaup.rollout;

/** Where a host stands in a run: derived anew in every turn from what was done to it and what is observed of it. */
public enum HostPhase {
    /** New; its machine or its server is not up yet, or is not the right version. */
    BOOTING,
    /** New, up and of the right version, but in no target group yet. */
    READY,
    /** New and registered, but not healthy in every target group yet. */
    JOINING,
    /** Gets new sessions. */
    IN_ROTATION,
    /** Neither new nor cordoned, yet it gets no new sessions, or not by every target group. */
    OUT_OF_ROTATION,
    /** Marked as draining, and still in some target group. */
    CORDONING,
    /** Out of every target group; late arrivals are still possible. */
    SETTLING,
    /** Settled, but its server has not confirmed that it drains. */
    ENTERING_DRAIN,
    /** Accepts nothing new; sessions are open or not yet known to be gone. */
    DRAINING,
    /** Drained, by enough fresh readings. */
    DRAINED,
    /** New, and given up. */
    FAILED,
    /** Retired, discarded or lost. */
    GONE
}
