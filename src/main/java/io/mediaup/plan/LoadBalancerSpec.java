package io.mediaup.plan;

import java.time.Duration;
import java.util.Optional;

/**
 * How traffic reaches the hosts.
 *
 * @param settle how long after leaving the rotation late arrivals are still expected
 * @param weights the two sides between which traffic is moved in steps; empty where it is moved host by host
 */
public record LoadBalancerSpec(Duration settle, Optional<WeightsSpec> weights) {

    /** Traffic that is moved by registering and deregistering hosts. */
    public LoadBalancerSpec(Duration settle) {
        this(settle, Optional.empty());
    }
}
