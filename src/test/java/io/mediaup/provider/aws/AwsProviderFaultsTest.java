package io.mediaup.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.InstanceState;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.Slot;
import io.mediaup.plan.AwsSpec;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.provider.FleetProvider;
import io.mediaup.provider.LaunchRequest;
import io.mediaup.provider.Listing;
import io.mediaup.provider.ProviderException;
import io.mediaup.provider.ProviderException.Kind;
import io.mediaup.provider.aws.fake.FakeFleet;
import io.mediaup.provider.aws.fake.Instance;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What only AWS does to a provider: lost answers, throttling, zones without capacity, tags that vanish, protection. */
class AwsProviderFaultsTest {

    private static final String ZONE = FakeFleet.ZONES.get(0);
    private static final String TYPE = "c7i.2xlarge";
    private static final int TRIES = AwsClients.MAX_ATTEMPTS;

    private final AwsWorld world = new AwsWorld();
    private final Plan plan = AwsPlans.on(world.fleet, PlanBuilder.drainFirst().build());
    private final FleetProvider provider = world.provider(plan);

    @AfterEach
    void stop() {
        world.close();
    }

    private static LaunchRequest request(int attempt) {
        Slot slot = new Slot(ZONE, 1);
        return new LaunchRequest("r1/" + slot + "/launch/" + attempt, slot, "2", Marks.of("r1", slot, 3, "digest"));
    }

    private interface Call {
        void make() throws ProviderException;
    }

    private static ProviderException failure(Call call) {
        ProviderException failure = catchThrowableOfType(ProviderException.class, call::make);
        assertThat(failure).as("a failure").isNotNull();
        return failure;
    }

    private int launched() {
        return world.cloud.instances().size() - 3;
    }

    private Host listed(HostId id) throws ProviderException {
        return provider.list().entries().stream()
                .map(Listing.Entry::host)
                .filter(host -> host.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldLaunchOnceHoweverManyAnswersAreLost() throws ProviderException {
        world.cloud.faults().lose("RunInstances", TRIES).truncate("RunInstances", 1);

        assertThat(failure(() -> provider.launch(request(1))).kind()).isEqualTo(Kind.UNCERTAIN);
        assertThat(failure(() -> provider.launch(request(1))).kind()).isEqualTo(Kind.UNCERTAIN);
        HostId id = world.provider(plan).launch(request(1));

        assertThat(launched()).isEqualTo(1);
        assertThat(provider.findLaunched(request(1).key())).map(Host::id).contains(id);
        assertThat(world.cloud.calls().of("RunInstances")).isEqualTo(TRIES + 2);
    }

    @Test
    void shouldLaunchNothingWhileItIsThrottled() throws ProviderException {
        world.cloud.faults().throttle(1);
        assertThat(failure(() -> provider.launch(request(1))).kind()).isEqualTo(Kind.THROTTLED);
        assertThat(failure(provider::list).kind()).isEqualTo(Kind.THROTTLED);
        assertThat(launched()).isZero();

        world.cloud.faults().throttle(0);
        provider.launch(request(1));
        assertThat(launched()).isEqualTo(1);
    }

    @Test
    void shouldSayThatAZoneIsFullAndLaunchElsewhereOnlyAsThePlanAllows() throws ProviderException {
        world.cloud.faults().capacity(ZONE, TYPE, 0);
        assertThat(failure(() -> provider.launch(request(1))).kind()).isEqualTo(Kind.NO_CAPACITY);
        assertThat(launched()).isZero();

        Plan types = AwsPlans.on(world.fleet, plan, new AwsSpec.Placement(false, List.of(TYPE, "c6i.2xlarge")));
        HostId other = world.provider(types).launch(request(2));
        assertThat(world.cloud.instance(other.value()).settings().type()).isEqualTo("c6i.2xlarge");
        assertThat(world.cloud.instance(other.value()).zone()).isEqualTo(ZONE);

        Plan anywhere = AwsPlans.on(world.fleet, plan, new AwsSpec.Placement(true, List.of()));
        HostId elsewhere = world.provider(anywhere).launch(request(3));
        assertThat(world.cloud.instance(elsewhere.value()).zone()).isNotEqualTo(ZONE);
        assertThat(world.provider(anywhere).launch(request(3))).isEqualTo(elsewhere);
        assertThat(launched()).isEqualTo(2);
    }

    @Test
    void shouldNotLaunchElsewhereWhatALostAnswerHadLaunchedBeforeTheZoneWasFull() throws ProviderException {
        Plan anywhere = AwsPlans.on(world.fleet, plan, new AwsSpec.Placement(true, List.of()));
        FleetProvider roaming = world.provider(anywhere);
        world.cloud.faults().lose("RunInstances", TRIES).capacity(ZONE, TYPE, 1);

        assertThat(failure(() -> roaming.launch(request(1))).kind()).isEqualTo(Kind.UNCERTAIN);
        HostId id = roaming.launch(request(1));

        assertThat(launched()).isEqualTo(1);
        assertThat(world.cloud.instance(id.value()).zone()).isEqualTo(ZONE);
    }

    @Test
    void shouldTellOfAnInstanceThatEndsWhileItIsPending() throws ProviderException {
        world.cloud.killNext("Client.VolumeLimitExceeded", "Volume limit exceeded");
        HostId id = provider.launch(request(1));
        assertThat(listed(id).state()).isEqualTo(InstanceState.PENDING);

        world.clock.advance(Duration.ofMinutes(1));

        Host gone = listed(id);
        assertThat(gone.state()).as("by its id, for its tags are gone").isEqualTo(InstanceState.GONE);
        assertThat(gone.marks().run()).contains("r1");
    }

    @Test
    void shouldNotOverlookTheEndOfAHostBecauseAListingFailed() throws ProviderException {
        HostId id = provider.launch(request(1));
        assertThat(listed(id).state()).isEqualTo(InstanceState.PENDING);
        world.cloud.die(id.value());
        world.cloud.faults().deny("DescribeTargetHealth");

        assertThat(failure(provider::list).kind()).isEqualTo(Kind.FORBIDDEN);
        world.cloud.faults().permit("DescribeTargetHealth");

        assertThat(listed(id).state()).isEqualTo(InstanceState.GONE);
    }

    @Test
    void shouldLeaveAProtectedInstanceAlone() throws ProviderException {
        HostId id = provider.launch(request(1));
        world.clock.advance(Duration.ofMinutes(1));
        world.cloud.protect(id.value(), true);

        ProviderException refusal = failure(() -> provider.terminate(id, "r1"));

        assertThat(refusal.kind()).isEqualTo(Kind.REFUSED);
        assertThat(refusal).hasMessageContaining("protected").hasMessageContaining(id.value());
        assertThat(listed(id).state()).isEqualTo(InstanceState.RUNNING);
    }

    @Test
    void shouldLeaveAMemberOfAScalingGroupAlone() throws ProviderException {
        HostId id = provider.launch(request(1));
        world.cloud.tag(id.value(), "aws:autoscaling:groupName", "sfu-group");

        ProviderException refusal = failure(() -> provider.terminate(id, "r1"));

        assertThat(refusal.kind()).isEqualTo(Kind.REFUSED);
        assertThat(refusal).hasMessageContaining("'sfu-group'");
        assertThat(world.cloud.alive()).hasSize(4);
    }

    @Test
    void shouldTerminateNothingWhileTheClocksDiffer() throws ProviderException {
        HostId id = provider.launch(request(1));
        world.cloud.faults().skew(Duration.ofSeconds(40));

        assertThat(failure(() -> provider.terminate(id, "r1")))
                .hasMessageContaining("clock")
                .hasMessageContaining("40 s behind");
        assertThat(world.cloud.alive()).hasSize(4);

        world.cloud.faults().skew(Duration.ZERO);
        provider.terminate(id, "r1");
        assertThat(world.cloud.alive()).hasSize(3);
    }

    @Test
    void shouldSayWhoMayNotDoWhat() {
        world.cloud.faults().deny("RunInstances");

        ProviderException refusal = failure(() -> provider.launch(request(1)));

        assertThat(refusal.kind()).isEqualTo(Kind.FORBIDDEN);
        assertThat(refusal)
                .hasMessageContaining("user/operator")
                .hasMessageContaining("ec2:RunInstances")
                .hasMessageNotContaining("ENCODED-MESSAGE");
    }

    @Test
    void shouldKnowExpiredCredentialsOfBothServices() throws ProviderException {
        HostId id = new HostId(world.fleet.hosts().get(0).id());
        world.cloud.faults().expireCredentials(true);

        assertThat(failure(provider::list).kind()).isEqualTo(Kind.UNAUTHENTICATED);
        assertThat(failure(() -> provider.deregister(id)).kind()).isEqualTo(Kind.UNAUTHENTICATED);
        assertThat(failure(() -> provider.launch(request(1))).kind()).isEqualTo(Kind.UNAUTHENTICATED);
        assertThat(launched()).isZero();
    }

    @Test
    void shouldDeregisterWithTheSamePortAfterARestart() throws ProviderException {
        Instance odd = world.cloud.running(
                world.fleet.hosts().get(0).settings(), Map.of("Role", "sfu", "Env", "prod", "Version", "1"));
        world.cloud.registered(world.fleet.media(), odd, 9443).registered(world.fleet.media(), odd, 9444);

        provider.list();
        provider.deregister(new HostId(odd.id()));

        assertThat(world.cloud.registered(world.fleet.media())).doesNotContainKey(odd.id());
    }

    @Test
    void shouldAskAHandfulOfTimesHoweverManyHostsThereAre() throws ProviderException {
        for (int i = 0; i < 300; i++) {
            world.fleet.host(FakeFleet.ZONES.get(i % 3), "1.4.2");
        }
        provider.list();
        world.cloud.calls().clear();

        assertThat(provider.list().entries()).hasSize(303);

        assertThat(world.cloud.calls().all()).isEqualTo(Map.of("DescribeInstances", 1, "DescribeTargetHealth", 2));
    }

    @Test
    void shouldMarkAWholeFleetInFewCalls() throws ProviderException {
        Map<HostId, Marks> marks = new LinkedHashMap<>();
        world.fleet.hosts().forEach(host -> marks.put(new HostId(host.id()), Marks.inRun("r1", 3, "digest")));

        provider.mark(marks);

        assertThat(world.cloud.calls().of("CreateTags")).isEqualTo(1);
        assertThat(world.cloud.alive())
                .allSatisfy(host -> assertThat(host.tags()).containsEntry("mediaup:run", "r1"));
    }
}
