package io.mediaup.lab;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long sessions last (lognormal) and when they arrive (Poisson). All results are in milliseconds.
 *
 * <p>A running system is not a fresh one: a session found open at a random moment is more likely a long one
 * (length-biased: for a lognormal(m, s) that is lognormal(m + s², s)), of which a uniform part is left. So the traffic
 * starts as if it had been running forever.
 *
 * @param logMedian m, the logarithm of the median in ms
 * @param sigma s, the standard deviation of the logarithm
 * @param arrivalsPerMinute the rate, 0 for none
 */
record SessionModel(double logMedian, double sigma, int arrivalsPerMinute) {
    /** The 95th percentile of the standard normal distribution. */
    private static final double Z95 = 1.6448536269514722;

    static SessionModel of(Duration median, Duration p95, int arrivalsPerMinute) {
        double m = Math.log((double) median.toMillis());
        return new SessionModel(m, (Math.log((double) p95.toMillis()) - m) / Z95, arrivalsPerMinute);
    }

    static double meanMillis(Duration median, Duration p95) {
        return of(median, p95, 0).meanMillis();
    }

    double meanMillis() {
        return Math.exp(logMedian + sigma * sigma / 2);
    }

    /** Little's law: how many sessions are open at a random moment. */
    long steadySessions() {
        return Math.round(arrivalsPerMinute / 60_000.0 * meanMillis());
    }

    double length(RandomGenerator random) {
        return Math.exp(logMedian + sigma * random.nextGaussian());
    }

    double residual(RandomGenerator random) {
        return random.nextDouble() * Math.exp(logMedian + sigma * sigma + sigma * random.nextGaussian());
    }

    /** The time to the next arrival; only for a rate above zero. */
    double gap(RandomGenerator random) {
        return -Math.log(1 - random.nextDouble()) * 60_000.0 / arrivalsPerMinute;
    }
}
