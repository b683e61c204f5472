package io.mediaup.provider.aws;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Holds calls back before AWS has to refuse them, by the buckets that AWS documents per account and Region (EC2 API
 * reference, "Request throttling"; Elastic Load Balancing API reference, "Throttling"). Others share the account, so a
 * refusal is still possible. Thread-safe.
 */
final class RateLimits {

    private static final String ELB = "elasticloadbalancing";

    private final Supplier<Duration> monotonic;
    private final SplittableRandom chance;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    RateLimits(Supplier<Duration> monotonic) {
        this.monotonic = monotonic;
        this.chance = new SplittableRandom(monotonic.get().toNanos());
    }

    /** Blocks until one more call of {@code action} fits in. */
    void await(String service, String action) {
        for (Limit limit : limits(service, action)) {
            Duration wait = buckets.computeIfAbsent(limit.name(), name -> new Bucket(limit, monotonic.get()))
                    .take(monotonic.get());
            if (!wait.isZero()) {
                pause(wait.plus(wait.multipliedBy(jitter()).dividedBy(100)));
            }
        }
    }

    /** Callers that wait for the same bucket must not all come back in the same instant. */
    private synchronized long jitter() {
        return chance.nextLong(25);
    }

    private static void pause(Duration time) {
        try {
            // Nobody counts it down: it only waits, and an interrupt ends that.
            boolean never = new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
            if (never) {
                throw new IllegalStateException("Expected nobody to end a pause, but found it ended.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * A bucket of AWS.
     *
     * @param name what shares it
     * @param size how many calls at once
     * @param perSecond how fast it fills again
     */
    private record Limit(String name, int size, int perSecond) {}

    private static List<Limit> limits(String service, String action) {
        boolean describes = action.startsWith("Describe") || action.startsWith("Get");
        if (service.toLowerCase(Locale.ROOT).replace(" ", "").startsWith(ELB)) {
            Limit account = new Limit("elb", 40, 10);
            return switch (action) {
                case "RegisterTargets", "DeregisterTargets" -> List.of(account, new Limit("elb-targets", 20, 4));
                default ->
                    List.of(account, describes ? new Limit("elb-describe", 40, 10) : new Limit("elb-mutate", 20, 3));
            };
        }
        return switch (action) {
            case "RunInstances" -> List.of(new Limit(action, 5, 2));
            case "TerminateInstances" -> List.of(new Limit(action, 100, 5));
            case "CreateTags" -> List.of(new Limit(action, 100, 10));
            default -> List.of(describes ? new Limit("ec2-describe", 100, 20) : new Limit("ec2-mutate", 50, 5));
        };
    }

    private static final class Bucket {
        private final Limit limit;
        private double left;
        private Duration filledAt;

        Bucket(Limit limit, Duration now) {
            this.limit = limit;
            this.left = limit.size();
            this.filledAt = now;
        }

        /** Takes a place and says how long to wait for it. */
        synchronized Duration take(Duration now) {
            double seconds = now.minus(filledAt).toNanos() / 1e9;
            left = Math.min(limit.size(), left + seconds * limit.perSecond()) - 1;
            filledAt = now;
            return left >= 0 ? Duration.ZERO : Duration.ofNanos((long) (-left / limit.perSecond() * 1e9));
        }
    }
}
