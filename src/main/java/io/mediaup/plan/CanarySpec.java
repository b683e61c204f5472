package io.mediaup.plan;

import java.time.Duration;

/**
 * The first batch, which proves itself before the next one.
 *
 * @param hosts how many slots it has; at least 1
 * @param bake how long its new hosts are in rotation before they are trusted; zero or more
 * @param approve whether a person must say so, too
 */
public record CanarySpec(int hosts, Duration bake, boolean approve) {}
