package io.mediaup.provider.aws.fake;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** What goes wrong, switched by the test. Seeded. Thread-safe. */
public final class Faults {

    private final Random random;
    private double throttled;
    private Duration lag = Duration.ZERO;
    private Duration skew = Duration.ZERO;
    private boolean expired;
    private double lost;
    private final Set<String> denied = new HashSet<>();
    private final Map<String, Integer> lose = new HashMap<>();
    private final Map<String, Integer> truncate = new HashMap<>();
    private final Map<String, Integer> failing = new HashMap<>();
    private final Map<String, Integer> capacity = new HashMap<>();

    Faults(long seed) {
        random = new Random(seed);
    }

    /** What becomes of a response whose call was carried out. */
    enum Delivery {
        WHOLE,
        LOST,
        TRUNCATED
    }

    /** Refuses this share of all calls, before they have any effect. */
    public synchronized Faults throttle(double share) {
        throttled = share;
        return this;
    }

    /** Descriptions show a change up to so much later. */
    public synchronized Faults lag(Duration most) {
        lag = most;
        return this;
    }

    /** The Date header is off by so much. */
    public synchronized Faults skew(Duration by) {
        skew = by;
        return this;
    }

    /** From now on the caller's credentials are expired, or good again. */
    public synchronized Faults expireCredentials(boolean yes) {
        expired = yes;
        return this;
    }

    /** The caller may not do this. */
    public synchronized Faults deny(String action) {
        denied.add(action);
        return this;
    }

    /** The caller may do this again. */
    public synchronized Faults permit(String action) {
        denied.remove(action);
        return this;
    }

    /** Loses the responses of so many calls <em>after</em> their effect. */
    public synchronized Faults lose(String action, int times) {
        lose.merge(action, times, Integer::sum);
        return this;
    }

    /** Loses this share of the responses to mutating calls, after their effect. */
    public synchronized Faults lose(double share) {
        lost = share;
        return this;
    }

    /** Cuts the responses of so many calls off in the middle, after their effect. */
    public synchronized Faults truncate(String action, int times) {
        truncate.merge(action, times, Integer::sum);
        return this;
    }

    /** So many calls end in an InternalError, before their effect. */
    public synchronized Faults fail(String action, int times) {
        failing.merge(action, times, Integer::sum);
        return this;
    }

    /** In this zone only so many more instances of this type can be had. */
    public synchronized Faults capacity(String zone, String type, int instances) {
        capacity.put(zone + "/" + type, instances);
        return this;
    }

    synchronized int capacityLeft(String zone, String type) {
        return capacity.getOrDefault(zone + "/" + type, Integer.MAX_VALUE);
    }

    synchronized void taken(String zone, String type, int instances) {
        capacity.computeIfPresent(zone + "/" + type, (key, left) -> left - instances);
    }

    synchronized boolean throttles() {
        return throttled > 0 && random.nextDouble() < throttled;
    }

    synchronized boolean expired() {
        return expired;
    }

    synchronized boolean denies(String action) {
        return denied.contains(action);
    }

    synchronized boolean fails(String action) {
        return takeOne(failing, action);
    }

    synchronized Duration skew() {
        return skew;
    }

    synchronized Delivery delivery(String action) {
        boolean unlucky = lost > 0 && Calls.mutates(action) && random.nextDouble() < lost;
        if (takeOne(lose, action) || unlucky) {
            return Delivery.LOST;
        }
        return takeOne(truncate, action) ? Delivery.TRUNCATED : Delivery.WHOLE;
    }

    /** How much later this change is seen. */
    synchronized Duration nextLag() {
        return lag.isZero() ? lag : Duration.ofNanos((long) (random.nextDouble() * lag.toNanos()));
    }

    private static boolean takeOne(Map<String, Integer> left, String action) {
        Integer times = left.get(action);
        if (times == null || times == 0) {
            return false;
        }
        left.put(action, times - 1);
        return true;
    }
}
