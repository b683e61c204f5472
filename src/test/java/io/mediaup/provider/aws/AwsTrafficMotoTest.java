package io.mediaup.provider.aws;

import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Traffic;
import io.mediaup.journal.s3.MotoServer;
import io.mediaup.plan.AwsSpec;
import io.mediaup.plan.FleetSpec;
import io.mediaup.plan.LaunchSpec;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.plan.PlanCopy;
import io.mediaup.plan.ProviderKind;
import io.mediaup.plan.WeightsSpec;
import io.mediaup.provider.FleetProvider;
import io.mediaup.provider.TrafficContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/** The weights of an Application Load Balancer's listener in an emulator that is not ours. Skipped where it is missing. */
class AwsTrafficMotoTest extends TrafficContract {

    private static final String REGION = "eu-west-1";

    private final AtomicLong seconds = new AtomicLong();
    private AwsClients clients;
    private FleetProvider provider;
    private String blue;
    private String green;
    private String listener;
    private HostId host;

    @BeforeEach
    void furnish() {
        clients = AwsClients.at(
                MotoServer.endpoint(), REGION, Instant::now, () -> Duration.ofSeconds(seconds.incrementAndGet()));
        String role = UUID.randomUUID().toString();
        String vpc =
                clients.ec2().createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
        List<String> subnets =
                Stream.of("a", "b").map(zone -> subnet(vpc, zone)).toList();
        host = host(role, subnets.get(0));
        blue = group(BLUE, vpc);
        green = group(GREEN, vpc);
        String balancer = clients.elb()
                .createLoadBalancer(r -> r.name("web-" + role.substring(0, 8))
                        .type(LoadBalancerTypeEnum.APPLICATION)
                        .subnets(subnets))
                .loadBalancers()
                .get(0)
                .loadBalancerArn();
        listener = clients.elb()
                .createListener(r -> r.loadBalancerArn(balancer)
                        .protocol(ProtocolEnum.HTTP)
                        .port(80)
                        .defaultActions(forward(100, 0)))
                .listeners()
                .get(0)
                .listenerArn();
        clients.elb()
                .registerTargets(r -> r.targetGroupArn(blue)
                        .targets(TargetDescription.builder()
                                .id(host.value())
                                .port(9443)
                                .build()));
        provider = new AwsProvider(plan(role), clients);
    }

    private String subnet(String vpc, String zone) {
        String block = "10.0." + (zone.equals("a") ? 1 : 2) + ".0/24";
        return clients.ec2()
                .createSubnet(r -> r.vpcId(vpc).cidrBlock(block).availabilityZone(REGION + zone))
                .subnet()
                .subnetId();
    }

    private HostId host(String role, String subnet) {
        String image = clients.ec2()
                .describeImages(r -> r.owners("amazon"))
                .images()
                .get(0)
                .imageId();
        TagSpecification tags = TagSpecification.builder()
                .resourceType(ResourceType.INSTANCE)
                .tags(
                        Tag.builder().key("Role").value(role).build(),
                        Tag.builder().key("Version").value("1.4.2").build())
                .build();
        return new HostId(clients.ec2()
                .runInstances(r -> r.imageId(image)
                        .instanceType(InstanceType.T3_MICRO)
                        .minCount(1)
                        .maxCount(1)
                        .subnetId(subnet)
                        .tagSpecifications(tags))
                .instances()
                .get(0)
                .instanceId());
    }

    /** Groups of the same name are told apart by their VPC only here; in AWS there is one of a name. */
    private String group(String name, String vpc) {
        clients.elb().describeTargetGroups().targetGroups().stream()
                .filter(group -> group.targetGroupName().equals(name))
                .forEach(group -> {
                    group.loadBalancerArns()
                            .forEach(arn -> clients.elb().deleteLoadBalancer(r -> r.loadBalancerArn(arn)));
                    clients.elb().deleteTargetGroup(r -> r.targetGroupArn(group.targetGroupArn()));
                });
        return clients.elb()
                .createTargetGroup(
                        r -> r.name(name).protocol(ProtocolEnum.HTTP).port(9443).vpcId(vpc))
                .targetGroups()
                .get(0)
                .targetGroupArn();
    }

    private Plan plan(String role) {
        WeightsSpec weights = new WeightsSpec(listener, BLUE, GREEN, List.of(10, 100), Duration.ZERO);
        AwsSpec spec = new AwsSpec(
                Optional.of(REGION),
                Map.of("Role", role),
                "Version",
                false,
                new LaunchSpec.Template("sfu", false, "1"),
                new AwsSpec.Placement(false, List.of()),
                new AwsSpec.Balancing(
                        List.of(new AwsSpec.Group(blue, 9443), new AwsSpec.Group(green, 9443)),
                        true,
                        Optional.of(weights)));
        return PlanCopy.of(PlanBuilder.activePassive().build())
                .with(new FleetSpec(
                        ProviderKind.AWS, Optional.empty(), Optional.of(spec), OptionalInt.empty(), Set.of()))
                .build();
    }

    private Action forward(int toBlue, int toGreen) {
        return Action.builder()
                .type(ActionTypeEnum.FORWARD)
                .forwardConfig(config -> config.targetGroups(
                        TargetGroupTuple.builder()
                                .targetGroupArn(blue)
                                .weight(toBlue)
                                .build(),
                        TargetGroupTuple.builder()
                                .targetGroupArn(green)
                                .weight(toGreen)
                                .build()))
                .build();
    }

    @AfterEach
    void close() {
        if (clients != null) {
            clients.close();
        }
    }

    @Override
    protected FleetProvider provider() {
        return provider;
    }

    @Override
    protected HostId host() {
        return host;
    }

    @Override
    protected void changeByAnotherHand(Traffic traffic) {
        clients.elb()
                .modifyListener(r ->
                        r.listenerArn(listener).defaultActions(forward(traffic.weight(BLUE), traffic.weight(GREEN))));
    }

    /** The emulator finds every target healthy at once. */
    @Override
    protected void untilHealthy() {}
}
