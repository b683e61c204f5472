package io.mediaup.simulation;

import io.mediaup.plan.SessionModel;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Draws session lengths from a lognormal model. A session that is met in progress is not a fresh one: long sessions are
 * over-represented (the inspection paradox), so its remaining time has the stationary-excess distribution, which is a
 * uniform share of a length-biased draw.
 */
final class SessionSampler {

    private final double mu;
    private final double sigma;
    private final RandomGenerator random;

    SessionSampler(SessionModel model, RandomGenerator random) {
        this.mu = model.mu();
        this.sigma = model.sigma();
        this.random = random;
    }

    Duration whole() {
        return seconds(Math.exp(mu + sigma * random.nextGaussian()));
    }

    /** What is left of a session that is in progress. */
    Duration remaining() {
        double lengthBiased = Math.exp(mu + sigma * sigma + sigma * random.nextGaussian());
        return seconds(random.nextDouble() * lengthBiased);
    }

    double meanSeconds() {
        return Math.exp(mu + sigma * sigma / 2);
    }

    /** A Poisson draw: arrivals in a time in which {@code mean} are expected. */
    int arrivals(double mean) {
        int count = 0;
        double left = mean;
        while (true) {
            left += Math.log(1 - random.nextDouble());
            if (left < 0) {
                return count;
            }
            count++;
        }
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos((long) (seconds * 1e9));
    }
}
