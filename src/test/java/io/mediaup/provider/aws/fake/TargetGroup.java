package io.mediaup.provider.aws.fake;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A target group with its targets. Guarded by the cloud. */
public final class TargetGroup {

    static final String DELAY = "deregistration_delay.timeout_seconds";

    final String arn;
    final String name;
    final String protocol;
    final int port;
    final String vpc;
    final Map<String, String> attributes = new TreeMap<>();

    private final Map<Target, Lagged<Life>> targets = new LinkedHashMap<>();

    TargetGroup(String arn, String name, String protocol, int port, String vpc) {
        this.arn = arn;
        this.name = name;
        this.protocol = protocol;
        this.port = port;
        this.vpc = vpc;
        attributes.put(DELAY, "300");
        attributes.put("stickiness.enabled", "false");
        attributes.put("load_balancing.cross_zone.enabled", "use_load_balancer_configuration");
        if (network()) {
            attributes.put("proxy_protocol_v2.enabled", "false");
            attributes.put("preserve_client_ip.enabled", "true");
            attributes.put(
                    "deregistration_delay.connection_termination.enabled",
                    Boolean.toString(protocol.equals("UDP") || protocol.equals("TCP_UDP")));
        }
    }

    /**
     * Who is a target: the same instance may be one several times, on different ports.
     *
     * @param id the instance
     * @param port where it listens
     */
    record Target(String id, int port) {}

    /** When a target came, and when it was told to go. */
    record Life(Instant registeredAt, Instant deregisteredAt) {
        boolean registered() {
            return deregisteredAt.equals(Instant.MAX);
        }
    }

    /** The group's address. */
    public String arn() {
        return arn;
    }

    /** Sets an attribute. */
    public TargetGroup attribute(String key, String value) {
        attributes.put(key, value);
        return this;
    }

    /** An attribute. */
    public String attribute(String key) {
        return attributes.getOrDefault(key, "");
    }

    boolean network() {
        return !protocol.startsWith("HTTP");
    }

    Duration delay() {
        return Duration.ofSeconds(Long.parseLong(attribute(DELAY)));
    }

    /** The targets that are registered, as they are. */
    Map<Target, Life> latest() {
        Map<Target, Life> all = new LinkedHashMap<>();
        targets.forEach((target, life) -> all.put(target, life.latest()));
        return all;
    }

    /** The targets as descriptions show them. */
    Map<Target, Life> seen(Instant now) {
        Map<Target, Life> all = new LinkedHashMap<>();
        targets.forEach((target, life) -> life.seen(now).ifPresent(seen -> all.put(target, seen)));
        return all;
    }

    Optional<Life> seen(Target target, Instant now) {
        return Optional.ofNullable(targets.get(target)).flatMap(life -> life.seen(now));
    }

    /** Registering a target that is registered changes nothing; one that drains is a target again at once. */
    void register(Target target, Instant now, Instant seenFrom) {
        Lagged<Life> life = targets.computeIfAbsent(target, key -> new Lagged<>());
        if (!latest(target).map(Life::registered).orElse(false)) {
            life.set(new Life(now, Instant.MAX), seenFrom);
        }
    }

    private Optional<Life> latest(Target target) {
        return targets.containsKey(target) && hasLife(target)
                ? Optional.of(targets.get(target).latest())
                : Optional.empty();
    }

    private boolean hasLife(Target target) {
        return !targets.get(target).isEmpty();
    }

    void deregister(Target target, Instant now, Instant seenFrom) {
        latest(target)
                .filter(Life::registered)
                .ifPresent(life -> targets.get(target).set(new Life(life.registeredAt(), now), seenFrom));
    }

    void forget(Target target) {
        targets.remove(target);
    }
}
