package io.mediaup.plan;

/**
 * The price of a host.
 *
 * @param hostHour per host and hour
 * @param currency an ISO 4217 code
 */
public record CostSpec(double hostHour, String currency) {}
