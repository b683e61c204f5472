package io.mediaup.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How hosts are looked at.
 *
 * @param every how often each host is asked
 * @param staleAfter how old a reading may be before it counts as unknown
 * @param health whether the server works; empty: the load balancer's word is enough
 * @param healthyAfter good health readings in a row that make a new host healthy
 * @param version what the server says it runs; empty: the provider's version tag is enough
 * @param sessions the counters, at least one
 */
public record ProbesSpec(
        Duration every,
        Duration staleAfter,
        Optional<Check> health,
        int healthyAfter,
        Optional<Check> version,
        List<SessionCounter> sessions) {}
