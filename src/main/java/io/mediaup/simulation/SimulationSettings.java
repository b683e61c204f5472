package io.mediaup.simulation;

import io.mediaup.plan.LabSpec;
import io.mediaup.plan.Plan;
import java.time.Duration;

/**
 * How the simulated world behaves.
 *
 * @param boot from launch until the server answers, in the middle
 * @param bootSpread by how much of itself a boot may be shorter or longer, 0 to 1
 * @param healthDelay from registration until the load balancer finds a host healthy
 * @param listingLag the longest time by which listings may lag behind
 * @param arrivalTail for how long sessions still arrive after a deregistration
 * @param callLatency how long each call takes, at the most
 * @param lostResponses share of mutating calls that happen but whose response is lost, 0 to 1
 * @param throttled share of calls that are refused as too many, 0 to 1
 * @param failedBoots share of new hosts whose server never answers, 0 to 1
 */
public record SimulationSettings(
        Duration boot,
        double bootSpread,
        Duration healthDelay,
        Duration listingLag,
        Duration arrivalTail,
        Duration callLatency,
        double lostResponses,
        double throttled,
        double failedBoots) {

    private static final Duration ASSUMED_BOOT = Duration.ofSeconds(60);
    private static final Duration ASSUMED_HEALTH = Duration.ofSeconds(30);

    /** What a preview assumes: nothing fails, and everything takes its usual time. */
    public static SimulationSettings assumed(Plan plan) {
        Duration boot = plan.fleet().lab().map(LabSpec::bootTime).orElse(ASSUMED_BOOT);
        Duration health = plan.fleet().lab().isPresent() ? Duration.ofSeconds(1) : ASSUMED_HEALTH;
        return new SimulationSettings(boot, 0, health, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0, 0, 0);
    }

    /** The same without any latency of calls and listings. */
    public SimulationSettings withoutLatency() {
        return new SimulationSettings(
                boot, bootSpread, healthDelay, Duration.ZERO, arrivalTail, Duration.ZERO, 0, 0, failedBoots);
    }
}
