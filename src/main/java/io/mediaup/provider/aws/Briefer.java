package io.mediaup.provider.aws;

import io.mediaup.fleet.HostId;
import io.mediaup.plan.AwsSpec.Group;
import io.mediaup.plan.Plan;
import io.mediaup.provider.Briefing;
import io.mediaup.provider.ProviderException;
import io.mediaup.provider.TargetGroupTraits;
import io.mediaup.provider.TargetGroupTraits.Checks;
import io.mediaup.provider.TargetGroupTraits.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** Finds out, before a run begins, what it rests on and why it must not begin. Thread-safe. */
final class Briefer {

    private final Plan plan;
    private final List<Group> groups;
    private final AwsClients clients;
    private final AwsCalls calls;

    Briefer(Plan plan, List<Group> groups, AwsClients clients, AwsCalls calls) {
        this.plan = plan;
        this.groups = groups;
        this.clients = clients;
        this.calls = calls;
    }

    /** A target group names its Region and account; in any other place there is no such group, and no such fleet. */
    void refuseOtherPlaces(Briefing.Account account) throws ProviderException {
        for (Group group : groups) {
            String[] parts = group.arn().split(":", 6);
            if (!parts[3].equals(account.region()) || !parts[4].equals(account.id())) {
                throw new ProviderException(
                        ProviderException.Kind.REFUSED,
                        "Expected target group " + group.name() + " in " + account.region() + " of account "
                                + account.id() + ", which is asked, but found it in " + parts[3] + " of account "
                                + parts[4]
                                + " by its ARN. Set fleet.region, or use credentials of that account (AWS_PROFILE).");
            }
        }
    }

    /** What the groups are like, in the order of the plan. */
    List<TargetGroupTraits> traits(List<Instance> fleet, List<String> refusals) throws ProviderException {
        List<String> arns = groups.stream().map(Group::arn).toList();
        List<TargetGroup> found = calls.make(
                        ApiAction.DESCRIBE_TARGET_GROUPS,
                        () -> clients.elb().describeTargetGroups(request -> request.targetGroupArns(arns)))
                .targetGroups();
        Map<String, String> zones = new HashMap<>();
        fleet.forEach(instance -> zones.put(instance.instanceId(), InstanceReader.zone(instance)));
        List<TargetGroupTraits> traits = new ArrayList<>();
        for (TargetGroup group : found) {
            traits.add(traits(group, zones));
            check(group, refusals);
        }
        return traits;
    }

    private TargetGroupTraits traits(TargetGroup group, Map<String, String> zones) throws ProviderException {
        Map<String, String> attributes = new TreeMap<>();
        calls.make(
                        ApiAction.DESCRIBE_TARGET_GROUP_ATTRIBUTES,
                        () -> clients.elb()
                                .describeTargetGroupAttributes(
                                        request -> request.targetGroupArn(group.targetGroupArn())))
                .attributes()
                .forEach(attribute -> attributes.put(attribute.key(), attribute.value()));
        Map<String, Integer> targets = new TreeMap<>();
        calls.make(
                        ApiAction.DESCRIBE_TARGET_HEALTH,
                        () -> clients.elb()
                                .describeTargetHealth(request -> request.targetGroupArn(group.targetGroupArn())))
                .targetHealthDescriptions()
                .forEach(target -> targets.merge(
                        Optional.ofNullable(target.target().availabilityZone())
                                .orElse(zones.getOrDefault(target.target().id(), "")),
                        1,
                        Integer::sum));
        return new TargetGroupTraits(
                group.targetGroupName(),
                kind(String.valueOf(group.protocolAsString())),
                String.valueOf(group.protocolAsString()),
                !group.loadBalancerArns().isEmpty(),
                new Checks(
                        Duration.ofSeconds(Optional.ofNullable(group.healthCheckIntervalSeconds())
                                .orElse(30)),
                        Optional.ofNullable(group.healthyThresholdCount()).orElse(3)),
                targets,
                attributes);
    }

    private static Kind kind(String protocol) {
        return switch (protocol) {
            case "HTTP", "HTTPS" -> Kind.APPLICATION;
            case "GENEVE" -> Kind.GATEWAY;
            default -> Kind.NETWORK;
        };
    }

    private static void check(TargetGroup group, List<String> refusals) {
        if (group.loadBalancerArns().isEmpty()) {
            refusals.add("Expected target group " + group.targetGroupName()
                    + " to be used by a listener, but found it attached to no load balancer: no host in it would ever get"
                    + " traffic. Attach it, or take it out of load-balancer.target-groups.");
        }
        if (group.targetType() != TargetTypeEnum.INSTANCE) {
            refusals.add("Expected target group " + group.targetGroupName() + " to have targets of type instance, but"
                    + " found type " + group.targetTypeAsString() + ", which mediaup does not register. Name another.");
        }
    }

    /** Members of Auto Scaling groups are replaced by these as soon as they go, so mediaup leaves them alone. */
    void refuseScalingGroups(List<Instance> fleet, List<String> refusals) {
        Map<String, TreeSet<String>> members = new TreeMap<>();
        for (Instance instance : fleet) {
            String group = Tagging.byName(instance.tags()).getOrDefault(Tagging.SCALING_GROUP, "");
            boolean held = plan.fleet().hold().contains(new HostId(instance.instanceId()));
            if (!group.isEmpty() && !held && InstanceReader.state(instance).alive()) {
                members.computeIfAbsent(group, g -> new TreeSet<>()).add(instance.instanceId());
            }
        }
        members.forEach((group, ids) -> refusals.add("Expected the selected hosts to be in no Auto Scaling group, but"
                + " found " + ids.first() + (ids.size() > 1 ? " and " + (ids.size() - 1) + " more" : "")
                + " in the group '" + group
                + "', which would replace whatever is terminated. Detach them from the group,"
                + " hold them in the plan, or select others."));
    }
}
