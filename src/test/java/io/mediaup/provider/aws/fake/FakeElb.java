package io.mediaup.provider.aws.fake;

import io.mediaup.provider.aws.fake.Listener.LoadBalancer;
import io.mediaup.provider.aws.fake.TargetGroup.Life;
import io.mediaup.provider.aws.fake.TargetGroup.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The load balancers of one account and Region. Guarded by the cloud. */
final class FakeElb {

    private static final int MOST_TARGETS = 1000;

    final Map<String, TargetGroup> groups = new LinkedHashMap<>();
    final List<LoadBalancer> balancers = new ArrayList<>();
    final List<Listener> listeners = new ArrayList<>();
    private final InstantSource clock;
    private final Faults faults;
    private final FakeEc2 ec2;

    /** From registered to healthy. */
    Duration checking = Duration.ofSeconds(20);

    /** A terminated instance stays a target for so long. */
    private final Duration lingering = Duration.ofMinutes(1);

    FakeElb(InstantSource clock, Faults faults, FakeEc2 ec2) {
        this.clock = clock;
        this.faults = faults;
        this.ec2 = ec2;
    }

    /** What DescribeTargetHealth says of a target. */
    record Health(Target target, String zone, String state, String reason) {}

    private Instant now() {
        return clock.instant();
    }

    private Instant seenFrom() {
        return now().plus(faults.nextLag());
    }

    TargetGroup group(String arn) {
        TargetGroup group = groups.get(arn);
        if (group == null) {
            throw AwsError.bad("TargetGroupNotFound", "Target groups '" + arn + "' not found");
        }
        return group;
    }

    void register(String arn, List<Target> targets) {
        TargetGroup group = group(arn);
        for (Target target : targets) {
            Optional<Instance> instance = ec2.find(target.id()).filter(found -> found.visible(now()));
            if (instance.isEmpty()) {
                throw AwsError.bad(
                        "InvalidTarget", "The following targets are not valid instances: '" + target.id() + "'");
            }
            if (!instance.get().state(now()).equals("running")) {
                throw AwsError.bad(
                        "InvalidTarget",
                        "The following targets are not in a running state and cannot be registered: '" + target.id()
                                + "'");
            }
            if (!instance.get().subnet.vpc().equals(group.vpc)) {
                throw AwsError.bad(
                        "InvalidTarget",
                        "The following targets are not in the target group VPC '" + group.vpc + "': '" + target.id()
                                + "'");
            }
        }
        long registered =
                group.latest().values().stream().filter(Life::registered).count();
        if (registered + targets.size() > MOST_TARGETS) {
            throw AwsError.bad("TooManyTargets", "You have reached the maximum number of targets");
        }
        targets.forEach(target -> group.register(target, now(), seenFrom()));
    }

    /** Says nothing of a target that is none: a port override that is not repeated misses its target in silence. */
    void deregister(String arn, List<Target> targets) {
        TargetGroup group = group(arn);
        targets.forEach(target -> group.deregister(target, now(), seenFrom()));
    }

    /** The health of all targets, or of those that are asked for. */
    List<Health> health(String arn, List<Target> asked) {
        TargetGroup group = group(arn);
        List<Health> all = new ArrayList<>();
        if (asked.isEmpty()) {
            List.copyOf(group.seen(now()).entrySet())
                    .forEach(entry ->
                            health(group, entry.getKey(), entry.getValue()).ifPresent(all::add));
        }
        for (Target target : asked) {
            Optional<Health> health = group.seen(target, now()).flatMap(life -> health(group, target, life));
            all.add(health.orElse(new Health(target, zone(target), "unused", "Target.NotRegistered")));
        }
        return all;
    }

    private String zone(Target target) {
        return ec2.find(target.id()).map(Instance::zone).orElse("");
    }

    /** Empty once the group has forgotten the target. */
    private Optional<Health> health(TargetGroup group, Target target, Life life) {
        Instant now = now();
        Instance instance = ec2.find(target.id()).orElseThrow();
        if (!life.registered()) {
            if (!now.isBefore(life.deregisteredAt().plus(group.delay()))) {
                return Optional.empty();
            }
            return Optional.of(health(target, instance, "draining", "Target.DeregistrationInProgress"));
        }
        if (!instance.state(now).equals("running")) {
            if (instance.state(now.minus(lingering)).equals("terminated")) {
                group.forget(target);
                return Optional.empty();
            }
            return Optional.of(health(target, instance, "unused", "Target.InvalidState"));
        }
        if (balancersOf(group).isEmpty()) {
            return Optional.of(health(target, instance, "unused", "Target.NotInUse"));
        }
        Duration since = Duration.between(life.registeredAt(), now);
        if (since.compareTo(checking) < 0) {
            boolean early = since.compareTo(checking.dividedBy(4)) < 0;
            return Optional.of(health(
                    target, instance, "initial", early ? "Elb.RegistrationInProgress" : "Elb.InitialHealthChecking"));
        }
        return Optional.of(
                instance.healthy
                        ? health(target, instance, "healthy", "")
                        : health(target, instance, "unhealthy", "Target.FailedHealthChecks"));
    }

    private static Health health(Target target, Instance instance, String state, String reason) {
        return new Health(target, instance.zone(), state, reason);
    }

    /** The load balancers that forward to a group, be it with weight 0. */
    List<String> balancersOf(TargetGroup group) {
        return listeners.stream()
                .filter(listener -> listener.forward.weights().containsKey(group.arn))
                .map(listener -> listener.loadBalancer)
                .distinct()
                .toList();
    }

    /** A listener or a rule, by its address. */
    Listener listener(String arn, boolean rule) {
        return listeners.stream()
                .filter(listener -> listener.arn.equals(arn) && listener.of.isEmpty() != rule)
                .findFirst()
                .orElseThrow(() -> AwsError.bad(
                        rule ? "RuleNotFound" : "ListenerNotFound",
                        "One or more " + (rule ? "rules" : "listeners") + " not found"));
    }

    /** Replaces everything that the listener or rule did. */
    void modify(Listener listener, Forward forward) {
        forward.weights().keySet().forEach(this::group);
        listener.forward = forward;
    }
}
