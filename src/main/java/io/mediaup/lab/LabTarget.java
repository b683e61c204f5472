package io.mediaup.lab;

import java.time.Instant;

/**
 * A member of the lab's target group, with its health as seen a moment ago.
 *
 * @param id the host's id
 * @param registeredAt since when it is a member
 * @param health whether it gets newcomers
 * @param reason why not, in words; empty when healthy
 */
public record LabTarget(String id, Instant registeredAt, Health health, String reason) {
    /** Whether a target gets newcomers. */
    public enum Health {
        /** Registered, but its host does not listen yet. */
        INITIAL,
        /** Answers 200 to {@code GET /health}; a host with a command of its own: its process lives. */
        HEALTHY,
        UNHEALTHY,
        /** Registered without a living host. */
        UNUSED
    }
}
