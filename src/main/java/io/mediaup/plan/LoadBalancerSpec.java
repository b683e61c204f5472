package io.mediaup.plan;

import java.time.Duration;

/**
 * How traffic reaches the hosts.
 *
 * @param settle how long after leaving the rotation late arrivals are still expected
 */
public record LoadBalancerSpec(Duration settle) {}
