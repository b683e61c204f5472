package io.mediaup.provider.aws.fake;

import io.mediaup.provider.aws.fake.TargetGroup.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The actions of ELBv2, on the wire. */
final class ElbWire {

    private final FakeCloud cloud;
    private final FakeElb elb;

    ElbWire(FakeCloud cloud) {
        this.cloud = cloud;
        this.elb = cloud.elb;
    }

    void perform(String action, Form form, Xml xml) {
        switch (action) {
            case "DescribeTargetHealth" -> health(form, xml);
            case "RegisterTargets" -> elb.register(form.need("TargetGroupArn"), targets(form));
            case "DeregisterTargets" -> elb.deregister(form.need("TargetGroupArn"), targets(form));
            case "DescribeTargetGroups" -> groups(form, xml);
            case "DescribeTargetGroupAttributes" -> attributes(xml, elb.group(form.need("TargetGroupArn")));
            case "ModifyTargetGroupAttributes" -> {
                TargetGroup group = elb.group(form.need("TargetGroupArn"));
                form.pairs("Attributes.member").forEach(group::attribute);
                attributes(xml, group);
            }
            case "DescribeLoadBalancers" -> balancers(form, xml);
            case "DescribeListeners" -> listeners(form, xml);
            case "DescribeRules" -> rules(form, xml);
            case "ModifyListener" -> {
                Listener listener = elb.listener(form.need("ListenerArn"), false);
                elb.modify(listener, forward(form.forms("DefaultActions.member")));
                xml.members("Listeners", List.of(listener), this::listener);
            }
            case "ModifyRule" -> {
                Listener rule = elb.listener(form.need("RuleArn"), true);
                elb.modify(rule, forward(form.forms("Actions.member")));
                xml.members("Rules", List.of(rule), this::rule);
            }
            default -> throw AwsError.bad("InvalidAction", "Could not find operation " + action);
        }
    }

    private List<Target> targets(Form form) {
        TargetGroup group = elb.group(form.need("TargetGroupArn"));
        return form.forms("Targets.member").stream()
                .map(target -> new Target(target.need("Id"), target.number("Port", group.port)))
                .toList();
    }

    private void health(Form form, Xml xml) {
        List<FakeElb.Health> all = elb.health(form.need("TargetGroupArn"), targets(form));
        xml.members(
                "TargetHealthDescriptions",
                all,
                (out, health) -> out.element(
                                "Target",
                                () -> out.text("Id", health.target().id())
                                        .text("Port", health.target().port())
                                        .some("AvailabilityZone", ""))
                        .text("HealthCheckPort", "traffic-port")
                        .element("TargetHealth", () -> {
                            out.text("State", health.state()).some("Reason", health.reason());
                            if (!health.reason().isEmpty()) {
                                out.text("Description", "About " + health.reason());
                            }
                        }));
    }

    private void groups(Form form, Xml xml) {
        List<String> arns = form.list("TargetGroupArns.member");
        List<String> names = form.list("Names.member");
        List<TargetGroup> shown = arns.isEmpty()
                ? elb.groups.values().stream()
                        .filter(group -> names.isEmpty() || names.contains(group.name))
                        .toList()
                : arns.stream().map(elb::group).toList();
        xml.members(
                "TargetGroups",
                shown,
                (out, group) -> out.text("TargetGroupArn", group.arn)
                        .text("TargetGroupName", group.name)
                        .text("Protocol", group.protocol)
                        .text("Port", group.port)
                        .text("VpcId", group.vpc)
                        .text("HealthCheckProtocol", "HTTP")
                        .text("HealthCheckPort", "traffic-port")
                        .text("HealthCheckEnabled", true)
                        .text("HealthCheckIntervalSeconds", 10)
                        .text("HealthCheckTimeoutSeconds", 5)
                        .text("HealthyThresholdCount", 2)
                        .text("UnhealthyThresholdCount", 2)
                        .text("HealthCheckPath", "/health")
                        .element("Matcher", () -> out.text("HttpCode", "200"))
                        .text("TargetType", "instance")
                        .text("IpAddressType", "ipv4")
                        .members("LoadBalancerArns", elb.balancersOf(group), (in, arn) -> in.raw(arn)));
    }

    private static void attributes(Xml xml, TargetGroup group) {
        xml.members(
                "Attributes",
                group.attributes.entrySet(),
                (out, attribute) -> out.text("Key", attribute.getKey()).text("Value", attribute.getValue()));
    }

    private void balancers(Form form, Xml xml) {
        List<String> arns = form.list("LoadBalancerArns.member");
        List<Listener.LoadBalancer> shown = elb.balancers.stream()
                .filter(balancer -> arns.isEmpty() || arns.contains(balancer.arn()))
                .toList();
        if (shown.size() < arns.size()) {
            throw AwsError.bad("LoadBalancerNotFound", "Load balancers '" + arns + "' not found");
        }
        xml.members(
                "LoadBalancers",
                shown,
                (out, balancer) -> out.text("LoadBalancerArn", balancer.arn())
                        .text("LoadBalancerName", balancer.name())
                        .text("DNSName", balancer.name() + ".elb." + FakeCloud.REGION + ".amazonaws.com")
                        .text("Scheme", "internal")
                        .text("VpcId", balancer.vpc())
                        .element("State", () -> out.text("Code", "active"))
                        .text("Type", balancer.type())
                        .text("IpAddressType", "ipv4")
                        .members(
                                "AvailabilityZones",
                                cloud.ec2.subnets.values(),
                                (in, subnet) ->
                                        in.text("ZoneName", subnet.zone()).text("SubnetId", subnet.id())));
    }

    private void listeners(Form form, Xml xml) {
        List<String> arns = form.list("ListenerArns.member");
        arns.forEach(arn -> elb.listener(arn, false));
        String balancer = form.text("LoadBalancerArn");
        List<Listener> shown = elb.listeners.stream()
                .filter(listener -> listener.of.isEmpty())
                .filter(listener -> arns.isEmpty() || arns.contains(listener.arn))
                .filter(listener -> balancer.isEmpty() || listener.loadBalancer.equals(balancer))
                .toList();
        xml.members("Listeners", shown, this::listener);
    }

    private void listener(Xml xml, Listener listener) {
        xml.text("ListenerArn", listener.arn)
                .text("LoadBalancerArn", listener.loadBalancer)
                .text("Port", listener.port)
                .text("Protocol", listener.protocol)
                .members("DefaultActions", List.of(listener.forward), ElbWire::action);
    }

    private void rules(Form form, Xml xml) {
        List<String> arns = form.list("RuleArns.member");
        arns.forEach(arn -> elb.listener(arn, true));
        String of = form.text("ListenerArn");
        List<Listener> shown = elb.listeners.stream()
                .filter(rule -> !rule.of.isEmpty())
                .filter(rule -> arns.isEmpty() || arns.contains(rule.arn))
                .filter(rule -> of.isEmpty() || rule.of.equals(of))
                .toList();
        xml.members("Rules", shown, this::rule);
    }

    private void rule(Xml xml, Listener rule) {
        xml.text("RuleArn", rule.arn)
                .text("Priority", rule.priority)
                .members(
                        "Conditions",
                        List.of("path-pattern"),
                        (out, field) ->
                                out.text("Field", field).members("Values", List.of("/*"), (in, value) -> in.raw(value)))
                .members("Actions", List.of(rule.forward), ElbWire::action)
                .text("IsDefault", false);
    }

    private static void action(Xml xml, Forward forward) {
        xml.text("Type", "forward").text("Order", 1);
        if (forward.weights().size() == 1) {
            xml.text("TargetGroupArn", forward.weights().keySet().iterator().next());
        }
        xml.element("ForwardConfig", () -> {
            xml.members(
                    "TargetGroups",
                    forward.weights().entrySet(),
                    (out, group) -> out.text("TargetGroupArn", group.getKey()).text("Weight", group.getValue()));
            Integer sticky = forward.stickySeconds();
            xml.element("TargetGroupStickinessConfig", () -> {
                xml.text("Enabled", sticky != null);
                if (sticky != null) {
                    xml.text("DurationSeconds", sticky);
                }
            });
        });
    }

    private static Forward forward(List<Form> actions) {
        if (actions.size() != 1 || !actions.get(0).need("Type").equals("forward")) {
            throw AwsError.bad("ValidationError", "Only one forward action is known here");
        }
        Form action = actions.get(0);
        Map<String, Integer> weights = new LinkedHashMap<>();
        action.forms("ForwardConfig.TargetGroups.member")
                .forEach(group -> weights.put(group.need("TargetGroupArn"), group.number("Weight", 1)));
        if (weights.isEmpty()) {
            weights.put(action.need("TargetGroupArn"), 1);
        }
        Form sticky = action.under("ForwardConfig.TargetGroupStickinessConfig");
        return new Forward(weights, sticky.flag("Enabled") ? sticky.number("DurationSeconds", 1) : null);
    }
}
