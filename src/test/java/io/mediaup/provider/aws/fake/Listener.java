package io.mediaup.provider.aws.fake;

/** A listener, or a rule of one: where new connections go. Guarded by the cloud. */
final class Listener {

    final String arn;
    final String loadBalancer;
    final String protocol;
    final int port;

    /** The listener that a rule belongs to; empty for a listener. */
    final String of;

    final String priority;
    Forward forward;

    private Listener(String arn, String loadBalancer, String protocol, int port, String of, Forward forward) {
        this.arn = arn;
        this.loadBalancer = loadBalancer;
        this.protocol = protocol;
        this.port = port;
        this.of = of;
        this.priority = of.isEmpty() ? "default" : "10";
        this.forward = forward;
    }

    static Listener on(LoadBalancer balancer, String protocol, int port, Forward forward) {
        String arn = balancer.arn().replace(":loadbalancer/", ":listener/") + "/" + String.format("%016x", port);
        return new Listener(arn, balancer.arn(), protocol, port, "", forward);
    }

    Listener rule(String id, Forward to) {
        String rule = arn.replace(":listener/", ":listener-rule/") + "/" + id;
        return new Listener(rule, loadBalancer, protocol, port, arn, to);
    }

    /** A load balancer. */
    record LoadBalancer(String arn, String name, String type, String vpc) {}
}
