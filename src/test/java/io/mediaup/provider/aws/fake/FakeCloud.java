package io.mediaup.provider.aws.fake;

import io.mediaup.provider.aws.fake.Listener.LoadBalancer;
import io.mediaup.provider.aws.fake.TargetGroup.Life;
import io.mediaup.provider.aws.fake.TargetGroup.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * One account in one Region: its instances, target groups, listeners. Everything that takes time follows from the clock;
 * nothing happens by itself. The methods here are the hand of the test: they see and change the cloud as it is, without
 * delay or permission. Thread-safe.
 */
public final class FakeCloud {

    /** The account. */
    public static final String ACCOUNT = "123456789012";

    /** The Region. */
    public static final String REGION = "eu-west-1";

    /** The one VPC. */
    public static final String VPC = "vpc-0a1b2c3d4e5f60718";

    private final InstantSource clock;
    private final Faults faults;
    private final Calls calls = new Calls();
    final FakeEc2 ec2;
    final Map<String, Integer> quotas = new TreeMap<>(Map.of("L-1216C47A", 640));
    final FakeElb elb;
    private int serial;

    /** An empty account. */
    public FakeCloud(InstantSource clock, long seed) {
        this.clock = clock;
        this.faults = new Faults(seed);
        this.ec2 = new FakeEc2(clock, faults);
        this.elb = new FakeElb(clock, faults, ec2);
    }

    /** What goes wrong. */
    public Faults faults() {
        return faults;
    }

    /** How often what was called. */
    public Calls calls() {
        return calls;
    }

    /** The time of this cloud. */
    public Instant now() {
        return clock.instant();
    }

    synchronized <T> T guarded(Supplier<T> work) {
        return work.get();
    }

    /** From launched to running, from terminated to gone, and from registered to healthy. */
    public synchronized FakeCloud takes(Duration pending, Duration shuttingDown, Duration checking) {
        ec2.pending = pending;
        ec2.shuttingDown = shuttingDown;
        elb.checking = checking;
        return this;
    }

    /** Adds a subnet of /24, whose addresses begin with {@code prefix}, such as 10.0.1. */
    public synchronized Subnet subnet(String id, String zone, String prefix) {
        Subnet subnet = new Subnet(id, zone, VPC, prefix);
        ec2.subnets.put(id, subnet);
        return subnet;
    }

    /** Adds an image. */
    public synchronized FakeCloud image(String id, String name) {
        ec2.images.put(id, name);
        return this;
    }

    /** Sets a public parameter, for images of {@code resolve:ssm:NAME}. */
    public synchronized FakeCloud parameter(String name, String image) {
        ec2.parameters.put(name, image);
        return this;
    }

    /** Sets how many On-Demand vCPUs of this quota the account may have. */
    public synchronized FakeCloud quota(String code, int vcpus) {
        quotas.put(code, vcpus);
        return this;
    }

    /** Adds a launch template without versions. */
    public synchronized Template template(String name) {
        Template template = new Template(String.format("lt-0%016x", ++serial), name);
        ec2.templates.add(template);
        return template;
    }

    /** Adds an instance that has been running. */
    public synchronized Instance running(LaunchSettings settings, Map<String, String> tags) {
        return ec2.add(settings, "", tags, Duration.ZERO);
    }

    /** Adds a target group with the protocol and port of its targets, behind a load balancer of its own. */
    public synchronized TargetGroup targetGroup(String name, String protocol, int port) {
        TargetGroup group = loneTargetGroup(name, protocol, port);
        listener("lb-" + name, group.network() ? "network" : "application", Map.of(group.arn, 1));
        return group;
    }

    /** Adds a target group that nothing forwards to. */
    public synchronized TargetGroup loneTargetGroup(String name, String protocol, int port) {
        String arn = elbArn("targetgroup/" + name);
        TargetGroup group = new TargetGroup(arn, name, protocol, port, VPC);
        elb.groups.put(arn, group);
        return group;
    }

    private String elbArn(String rest) {
        return "arn:aws:elasticloadbalancing:" + REGION + ":" + ACCOUNT + ":" + rest + "/"
                + String.format("%016x", ++serial);
    }

    /** Adds a load balancer, {@code application} or {@code network}, with a listener for these weights; its address. */
    public synchronized String listener(String name, String type, Map<String, Integer> weights) {
        LoadBalancer balancer = new LoadBalancer(
                elbArn("loadbalancer/" + (type.equals("network") ? "net/" : "app/") + name), name, type, VPC);
        elb.balancers.add(balancer);
        Listener listener =
                Listener.on(balancer, type.equals("network") ? "TCP" : "HTTPS", 443, new Forward(weights, null));
        elb.listeners.add(listener);
        return listener.arn;
    }

    /** Adds a rule to a listener; its address. */
    public synchronized String rule(String listener, Map<String, Integer> weights) {
        Listener rule =
                elb.listener(listener, false).rule(String.format("%016x", ++serial), new Forward(weights, null));
        elb.listeners.add(rule);
        return rule.arn;
    }

    /** The weights of a listener or rule. */
    public synchronized Map<String, Integer> weights(String arn) {
        return Map.copyOf(
                elb.listener(arn, arn.contains(":listener-rule/")).forward.weights());
    }

    /** Sets the weights of a listener or rule, as any other client does; {@code seconds} of stickiness, or 0 for none. */
    public synchronized void forward(String arn, Map<String, Integer> weights, int seconds) {
        elb.modify(
                elb.listener(arn, arn.contains(":listener-rule/")),
                new Forward(weights, seconds == 0 ? null : seconds));
    }

    /** For how many seconds a listener or rule keeps a client where it is; 0 without stickiness. */
    public synchronized int stickiness(String arn) {
        Integer seconds =
                elb.listener(arn, arn.contains(":listener-rule/")).forward.stickySeconds();
        return seconds == null ? 0 : seconds;
    }

    /** Has an instance been registered long ago, on this port. */
    public synchronized FakeCloud registered(TargetGroup group, Instance instance, int port) {
        Instant longAgo = now().minus(Duration.ofDays(1));
        group.register(new Target(instance.id, port), longAgo, longAgo);
        return this;
    }

    /** The ids that are registered in a group, with their ports. */
    public synchronized Map<String, Integer> registered(TargetGroup group) {
        Map<String, Integer> ids = new TreeMap<>();
        group.latest().forEach((target, life) -> {
            if (life.registered() && ec2.find(target.id()).orElseThrow().alive(now())) {
                ids.put(target.id(), target.port());
            }
        });
        return ids;
    }

    /** When a target was deregistered last; {@link Instant#MAX} if it is registered. */
    public synchronized Instant deregisteredAt(TargetGroup group, String id) {
        return group.latest().entrySet().stream()
                .filter(entry -> entry.getKey().id().equals(id))
                .map(Map.Entry::getValue)
                .map(Life::deregisteredAt)
                .findFirst()
                .orElse(Instant.MIN);
    }

    /** Every instance there ever was. */
    public synchronized List<Instance> instances() {
        return ec2.all();
    }

    /** The instances that run, or will. */
    public synchronized List<Instance> alive() {
        return ec2.all().stream().filter(instance -> instance.alive(now())).toList();
    }

    /** One of them. */
    public synchronized Instance instance(String id) {
        return ec2.find(id).orElseThrow();
    }

    /** An instance ends by itself. */
    public synchronized void die(String id) {
        ec2.die(id);
    }

    /** An instance is stopped by somebody. */
    public synchronized void stop(String id) {
        instance(id).stop();
    }

    /** The next instance to be launched ends while it is pending, with this reason. */
    public synchronized void killNext(String code, String message) {
        ec2.killNext(new Instance.Reason(code, message));
    }

    /** An instance may not be terminated by the API, or may. */
    public synchronized void protect(String id, boolean yes) {
        instance(id).protectedFromTermination = yes;
    }

    /** Whether the server on an instance answers health checks. */
    public synchronized void healthy(String id, boolean yes) {
        instance(id).healthy = yes;
    }

    /** Somebody else writes a tag, which is seen at once. */
    public synchronized void tag(String id, String key, String value) {
        instance(id).tag(Map.of(key, value), List.of(), now());
    }
}
