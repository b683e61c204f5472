package io.mediaup.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Traffic;
import io.mediaup.plan.AwsSpec;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.provider.FleetProvider;
import io.mediaup.provider.TrafficContract;
import io.mediaup.provider.aws.fake.Instance;
import io.mediaup.provider.aws.fake.TargetGroup;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The weights of a listener on the stateful fake, by the contract and beyond it. */
class AwsTrafficTest extends TrafficContract {

    final AwsWorld world = new AwsWorld();
    private final TargetGroup blue = world.cloud.targetGroup(BLUE, "TCP", 8443);
    private final TargetGroup green = world.cloud.targetGroup(GREEN, "TCP", 8443);
    private final TargetGroup third = world.cloud.targetGroup("third", "TCP", 8443);
    private final Instance host = world.fleet.hosts().get(0);
    private final String at = at(Map.of(blue.arn(), 100, green.arn(), 0));
    private final FleetProvider provider = world.provider(AwsPlans.weighted(
            world.fleet,
            PlanBuilder.activePassive().build(),
            at,
            new AwsSpec.Group(blue.arn(), 9443),
            new AwsSpec.Group(green.arn(), 9443)));

    AwsTrafficTest() {
        world.cloud.registered(blue, host, 9443);
    }

    /** What the traffic comes from. */
    String at(Map<String, Integer> weights) {
        return world.cloud.listener("sfu", "network", weights);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Override
    protected FleetProvider provider() {
        return provider;
    }

    @Override
    protected HostId host() {
        return new HostId(host.id());
    }

    @Override
    protected void changeByAnotherHand(Traffic traffic) {
        world.cloud.forward(at, arns(traffic), 0);
    }

    private Map<String, Integer> arns(Traffic traffic) {
        Map<String, Integer> arns = new LinkedHashMap<>();
        List.of(blue, green, third).stream()
                .filter(group -> traffic.weights().containsKey(name(group)))
                .forEach(group -> arns.put(group.arn(), traffic.weight(name(group))));
        return arns;
    }

    private static String name(TargetGroup group) {
        return new AwsSpec.Group(group.arn(), 0).name();
    }

    @Override
    protected void untilHealthy() {
        world.clock.advance(Duration.ofMinutes(1));
    }

    @Test
    void shouldKeepStickinessAndOtherGroups() throws Exception {
        Traffic before = new Traffic(Map.of(BLUE, 100, GREEN, 0, "third", 0));
        world.cloud.forward(at, arns(before), 60);

        provider.shift(before, before.with(BLUE, 90).with(GREEN, 10));

        assertThat(world.cloud.weights(at)).isEqualTo(Map.of(blue.arn(), 90, green.arn(), 10, third.arn(), 0));
        assertThat(world.cloud.stickiness(at)).isEqualTo(60);
    }

    @Test
    void shouldRepeatThePortOfTheGroupThatTheHostIsIn() throws Exception {
        provider.list();

        provider.deregister(host());

        assertThat(world.cloud.registered(blue)).isEmpty();
        assertThat(world.cloud.calls().all().get("DeregisterTargets")).isEqualTo(1);
    }

    @Test
    void shouldRefuseARunWhoseListenerDoesNotForwardToBothSides() throws Exception {
        world.cloud.forward(at, Map.of(blue.arn(), 1), 0);

        assertThat(provider.brief().refusals()).anyMatch(refusal -> refusal.contains("Add green to it with weight 0"));
    }

    @Test
    void shouldRefuseARunWhoseTrafficAnotherGroupHasAShareOf() throws Exception {
        world.cloud.forward(at, arns(new Traffic(Map.of(BLUE, 50, GREEN, 0, "third", 50))), 0);

        assertThat(provider.brief().refusals()).anyMatch(refusal -> refusal.contains("blue 50, green 0, third 50"));
    }

    @Test
    void shouldSayThatClientsStickToTheirSide() throws Exception {
        world.cloud.forward(at, arns(new Traffic(Map.of(BLUE, 100, GREEN, 0))), 3600);

        assertThat(provider.brief().refusals()).isEmpty();
        assertThat(provider.brief().pinned()).anyMatch(sentence -> sentence.contains("for up to 3600 s"));
    }
}
