package io.mediaup.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mediaup.fleet.HostId;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.provider.Demand;
import io.mediaup.provider.Finding;
import io.mediaup.provider.Finding.Level;
import io.mediaup.provider.ProviderException;
import io.mediaup.provider.aws.fake.FakeFleet;
import io.mediaup.provider.aws.fake.Instance;
import io.mediaup.provider.aws.fake.LaunchSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is found out on the fake before a run that would launch three c7i.2xlarge and retire three. */
class ExaminerTest {

    private static final String STANDARD = "L-1216C47A";

    private final AwsWorld world = new AwsWorld();
    private final Plan plan = AwsPlans.on(world.fleet, PlanBuilder.drainFirst().build());

    @AfterEach
    void stop() {
        world.close();
    }

    private List<Finding> examine() throws ProviderException {
        Set<HostId> outdated =
                world.fleet.hosts().stream().map(Instance::id).map(HostId::new).collect(Collectors.toSet());
        return world.provider(plan).examine(new Demand(3, outdated));
    }

    private Finding only(String check, Level level) throws ProviderException {
        List<Finding> all = examine().stream()
                .filter(finding -> finding.check().equals(check) && finding.level() == level)
                .toList();
        assertThat(all).as(check + " " + level).hasSize(1);
        return all.get(0);
    }

    private Instance first() {
        return world.fleet.hosts().get(0);
    }

    @Test
    void shouldFindNothingWrongWhereNothingIsAndChangeNothing() throws Exception {
        Map<String, Map<String, String>> tags =
                world.cloud.alive().stream().collect(Collectors.toMap(Instance::id, Instance::tags));

        assertThat(examine())
                .extracting(Finding::check, finding -> finding.level().word())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("permissions", "ok"),
                        org.assertj.core.groups.Tuple.tuple("permissions", "ok"),
                        org.assertj.core.groups.Tuple.tuple("permissions", "ok"),
                        org.assertj.core.groups.Tuple.tuple("permissions", "skip"),
                        org.assertj.core.groups.Tuple.tuple("protection", "ok"),
                        org.assertj.core.groups.Tuple.tuple("quota", "ok"),
                        org.assertj.core.groups.Tuple.tuple("addresses", "ok"));
        assertThat(world.cloud.alive().stream().collect(Collectors.toMap(Instance::id, Instance::tags)))
                .isEqualTo(tags);
        assertThat(only("permissions", Level.SKIPPED).text()).contains("RegisterTargets", "no dry run", "iam-policy");
    }

    @Test
    void shouldSayInWhichZoneALaunchWouldBeRefusedAndByWhom() throws Exception {
        world.cloud.faults().deny("RunInstances");

        List<Finding> refused = examine().stream()
                .filter(finding -> finding.level() == Level.FORBIDDEN)
                .toList();

        assertThat(refused).flatExtracting(Finding::subjects).containsExactlyElementsOf(FakeFleet.ZONES);
        assertThat(refused)
                .allSatisfy(finding -> assertThat(finding.text())
                        .contains("user/operator", "to be allowed ec2:RunInstances", "iam-policy"));
    }

    @Test
    void shouldNotMistakeAPolicyForMarkedHostsForOneThatForbids() throws Exception {
        world.cloud.faults().deny("TerminateInstances");

        assertThat(examine())
                .filteredOn(finding -> finding.text().contains("ec2:TerminateInstances"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.level()).isEqualTo(Level.SKIPPED);
                    assertThat(finding.text()).contains("hosts that no run has marked");
                });

        world.cloud.tag(first().id(), "mediaup:run", "r1");
        assertThat(only("permissions", Level.FORBIDDEN).text()).contains("to be allowed ec2:TerminateInstances");
    }

    @Test
    void shouldCountWhatRunsInTheAccountAgainstTheQuota() throws Exception {
        // Three of eight run, and three more are needed: 48.
        world.cloud.quota(STANDARD, 48);
        assertThat(only("quota", Level.OK).text())
                .contains("48 vCPUs are allowed (L-1216C47A), 24 are in use, and up to 24 more are needed");

        String subnet = FakeFleet.subnet(FakeFleet.ZONES.get(0), 0);
        world.cloud.running(LaunchSettings.of(FakeFleet.OLD_IMAGE, "r6i.large", subnet), Map.of("Role", "other"));
        assertThat(only("quota", Level.FAILED).text()).contains("26 are in use", "Have it raised");

        world.cloud.faults().deny("GetServiceQuota");
        assertThat(only("quota", Level.SKIPPED).text()).contains("servicequotas:GetServiceQuota");
    }

    @Test
    void shouldNameProtectedHosts() throws Exception {
        world.cloud.protect(first().id(), true);

        Finding finding = only("protection", Level.FAILED);

        assertThat(finding.subjects()).containsExactly(first().id());
        assertThat(finding.text()).contains(first().id() + " protected from termination", "hold");
    }

    @Test
    void shouldSayWhereAddressesRunOut() throws Exception {
        String zone = first().zone();
        for (int block = 0; block < 3; block++) {
            LaunchSettings filler = LaunchSettings.of(FakeFleet.OLD_IMAGE, "r6i.large", FakeFleet.subnet(zone, block));
            for (int i = 0; i < 255; i++) {
                try {
                    world.cloud.running(filler, Map.of());
                } catch (RuntimeException full) {
                    break;
                }
            }
        }

        Finding finding = only("addresses", Level.FAILED);

        assertThat(finding.subjects()).containsExactly(zone);
        assertThat(finding.text()).contains("a free address in " + zone, "target.zones: any");
    }

    @Test
    void shouldStopWhereNobodyIsKnown() {
        world.cloud.faults().expireCredentials(true);

        assertThat(catchThrowableOfType(ProviderException.class, this::examine).kind())
                .isEqualTo(ProviderException.Kind.UNAUTHENTICATED);
    }
}
