package io.mediaup.provider;

import java.time.Duration;
import java.util.Map;

/**
 * What is known of a target group apart from its targets.
 *
 * @param name its name
 * @param kind what distributes traffic to it
 * @param protocol such as TCP, UDP or HTTP
 * @param attached whether a load balancer has it in a listener or rule
 * @param checks how often a target's health is checked, and how many good answers in a row make it healthy
 * @param targets how many targets it has, by availability zone
 * @param attributes its attributes as the provider spells them, such as {@code deregistration_delay.timeout_seconds}
 */
public record TargetGroupTraits(
        String name,
        Kind kind,
        String protocol,
        boolean attached,
        Checks checks,
        Map<String, Integer> targets,
        Map<String, String> attributes) {

    /** Copies the maps. */
    public TargetGroupTraits {
        targets = Map.copyOf(targets);
        attributes = Map.copyOf(attributes);
    }

    /** The kinds of load balancers. */
    public enum Kind {
        /** Network Load Balancer: TCP, UDP, TLS, QUIC. */
        NETWORK,
        /** Application Load Balancer: HTTP, HTTPS. */
        APPLICATION,
        /** Gateway Load Balancer. */
        GATEWAY
    }

    /**
     * Health checks.
     *
     * @param interval from one to the next
     * @param healthyAfter good answers in a row
     */
    public record Checks(Duration interval, int healthyAfter) {}

    /** An attribute; empty text when the group does not have it. */
    public String attribute(String key) {
        return attributes.getOrDefault(key, "");
    }
}
