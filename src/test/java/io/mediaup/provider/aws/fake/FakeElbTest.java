package io.mediaup.provider.aws.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ElasticLoadBalancingV2Exception;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/** The fake's ELBv2, as the SDK's own client sees it. */
class FakeElbTest {

    private static final int PORT = 8443;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T02:00:00Z"));
    private final FakeCloud cloud = new FakeCloud(clock, 1);
    private final FakeFleet fleet = FakeFleet.of(cloud, 3);
    private final TargetGroup group = fleet.media();
    private final ElasticLoadBalancingV2Client elb =
            FakeClients.inProcess(cloud).elb();

    private TargetDescription target(String id) {
        return TargetDescription.builder().id(id).port(PORT).build();
    }

    private Instance fresh() {
        return cloud.running(
                LaunchSettings.of(FakeFleet.NEW_IMAGE, "c7i.2xlarge", FakeFleet.subnet(FakeFleet.ZONES.get(0), 0)),
                Map.of());
    }

    private List<TargetHealthDescription> all() {
        return elb.describeTargetHealth(r -> r.targetGroupArn(group.arn())).targetHealthDescriptions();
    }

    private String health(String id) {
        TargetHealth health = elb.describeTargetHealth(
                        r -> r.targetGroupArn(group.arn()).targets(target(id)))
                .targetHealthDescriptions()
                .get(0)
                .targetHealth();
        return health.stateAsString() + " " + health.reasonAsString();
    }

    private static String code(ThrowingCallable call) {
        return catchThrowableOfType(ElasticLoadBalancingV2Exception.class, call)
                .awsErrorDetails()
                .errorCode();
    }

    @Test
    void shouldTakeATargetFromInitialToHealthyToDrainingToNothing() {
        String id = fresh().id();
        elb.registerTargets(r -> r.targetGroupArn(group.arn()).targets(target(id)));

        assertThat(health(id)).isEqualTo("initial Elb.RegistrationInProgress");
        clock.advance(Duration.ofSeconds(19));
        assertThat(health(id)).isEqualTo("initial Elb.InitialHealthChecking");
        clock.advance(Duration.ofSeconds(1));
        assertThat(health(id)).isEqualTo("healthy null");
        cloud.healthy(id, false);
        assertThat(health(id)).isEqualTo("unhealthy Target.FailedHealthChecks");
        cloud.healthy(id, true);
        assertThat(all()).hasSize(4);

        elb.deregisterTargets(r -> r.targetGroupArn(group.arn()).targets(target(id)));
        assertThat(health(id)).isEqualTo("draining Target.DeregistrationInProgress");
        clock.advance(Duration.ofSeconds(299));
        assertThat(health(id)).isEqualTo("draining Target.DeregistrationInProgress");
        clock.advance(Duration.ofSeconds(1));
        assertThat(health(id)).isEqualTo("unused Target.NotRegistered");
        assertThat(all()).hasSize(3);
    }

    @Test
    void shouldTakeADrainingTargetBack() {
        String id = fleet.hosts().get(0).id();
        elb.deregisterTargets(r -> r.targetGroupArn(group.arn()).targets(target(id)));
        elb.registerTargets(r -> r.targetGroupArn(group.arn()).targets(target(id)));

        assertThat(health(id)).startsWith("initial");
        clock.advance(Duration.ofSeconds(20));
        elb.registerTargets(r -> r.targetGroupArn(group.arn()).targets(target(id)));
        assertThat(health(id)).isEqualTo("healthy null");
    }

    @Test
    void shouldDeregisterOnlyOnTheRightPort() {
        String id = fleet.hosts().get(0).id();
        elb.registerTargets(r -> r.targetGroupArn(group.arn())
                .targets(TargetDescription.builder().id(id).port(9000).build()));
        elb.deregisterTargets(r -> r.targetGroupArn(group.arn())
                .targets(TargetDescription.builder().id(id).build()));

        assertThat(health(id)).as("the group's own port").startsWith("draining");
        assertThat(cloud.registered(group)).containsEntry(id, 9000);
        elb.deregisterTargets(r -> r.targetGroupArn(group.arn()).targets(target("i-0123456789abcdef0")));
    }

    @Test
    void shouldRefuseATargetThatDoesNotRun() {
        String id = fleet.hosts().get(0).id();
        cloud.die(id);

        assertThat(code(() ->
                        elb.registerTargets(r -> r.targetGroupArn(group.arn()).targets(target(id)))))
                .isEqualTo("InvalidTarget");
        assertThat(code(() ->
                        elb.registerTargets(r -> r.targetGroupArn(group.arn()).targets(target("i-0123456789abcdef0")))))
                .isEqualTo("InvalidTarget");
        assertThat(code(() -> elb.describeTargetHealth(r -> r.targetGroupArn("arn:none"))))
                .isEqualTo("TargetGroupNotFound");
        assertThat(health(id)).isEqualTo("unused Target.InvalidState");
        clock.advance(Duration.ofMinutes(2));
        assertThat(all()).hasSize(2);
    }

    @Test
    void shouldNotUseAGroupThatNobodyForwardsTo() {
        TargetGroup lone = cloud.loneTargetGroup("lone", "TCP", PORT);
        cloud.registered(lone, fleet.hosts().get(0), PORT);

        assertThat(elb.describeTargetHealth(r -> r.targetGroupArn(lone.arn()))
                        .targetHealthDescriptions()
                        .get(0)
                        .targetHealth()
                        .reasonAsString())
                .isEqualTo("Target.NotInUse");
        var described = elb.describeTargetGroups(r -> r.targetGroupArns(lone.arn(), group.arn()))
                .targetGroups();
        assertThat(described.get(0).loadBalancerArns()).isEmpty();
        assertThat(described.get(1).loadBalancerArns()).hasSize(1);
        assertThat(described.get(1).port()).isEqualTo(PORT);
    }

    @Test
    void shouldKeepAttributes() {
        assertThat(attribute(TargetGroup.DELAY)).isEqualTo("300");
        elb.modifyTargetGroupAttributes(r -> r.targetGroupArn(group.arn())
                .attributes(TargetGroupAttribute.builder()
                        .key(TargetGroup.DELAY)
                        .value("3600")
                        .build()));
        assertThat(attribute(TargetGroup.DELAY)).isEqualTo("3600");
        assertThat(attribute("deregistration_delay.connection_termination.enabled"))
                .isEqualTo("false");
    }

    private String attribute(String key) {
        return elb.describeTargetGroupAttributes(r -> r.targetGroupArn(group.arn())).attributes().stream()
                .filter(attribute -> attribute.key().equals(key))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void shouldReplaceTheWeightsOfAListenerAndOfARule() {
        TargetGroup green = cloud.loneTargetGroup("green", "TCP", PORT);
        String listener = cloud.listener("weighted", "network", Map.of(group.arn(), 999));
        String rule = cloud.rule(listener, Map.of(group.arn(), 999));

        elb.modifyListener(r -> r.listenerArn(listener).defaultActions(forward(tuple(group, 1), tuple(green, 999))));
        elb.modifyRule(r -> r.ruleArn(rule).actions(forward(tuple(green, 5))));

        assertThat(cloud.weights(listener)).isEqualTo(Map.of(group.arn(), 1, green.arn(), 999));
        var actions = elb.describeListeners(r -> r.listenerArns(listener))
                .listeners()
                .get(0)
                .defaultActions();
        assertThat(actions.get(0).forwardConfig().targetGroups()).containsExactly(tuple(group, 1), tuple(green, 999));
        var ruleAction = elb.describeRules(r -> r.listenerArn(listener))
                .rules()
                .get(0)
                .actions()
                .get(0);
        assertThat(ruleAction.targetGroupArn()).isEqualTo(green.arn());
        assertThat(code(() ->
                        elb.modifyListener(r -> r.listenerArn(listener).defaultActions(forward(tuple(group, 1000))))))
                .isEqualTo("ValidationError");
        assertThat(elb.describeLoadBalancers().loadBalancers())
                .extracting(balancer -> balancer.typeAsString())
                .containsExactly("network", "application", "network");
    }

    private static Action forward(TargetGroupTuple... groups) {
        return Action.builder()
                .type(ActionTypeEnum.FORWARD)
                .forwardConfig(to -> to.targetGroups(groups))
                .build();
    }

    private static TargetGroupTuple tuple(TargetGroup of, int weight) {
        return TargetGroupTuple.builder()
                .targetGroupArn(of.arn())
                .weight(weight)
                .build();
    }
}
