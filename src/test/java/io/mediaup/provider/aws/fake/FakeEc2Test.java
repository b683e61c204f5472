package io.mediaup.provider.aws.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** The fake's EC2, as the SDK's own client sees it. */
class FakeEc2Test {

    private static final String ZONE = FakeFleet.ZONES.get(0);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T02:00:00Z"));
    private final FakeCloud cloud = new FakeCloud(clock, 1);
    private final FakeFleet fleet = FakeFleet.of(cloud, 12);
    private final Ec2Client ec2 = FakeClients.inProcess(cloud).ec2();

    private static Consumer<RunInstancesRequest.Builder> launch(String token, String subnet) {
        return request -> request.launchTemplate(
                        template -> template.launchTemplateName("sfu").version("2"))
                .clientToken(token)
                .subnetId(subnet)
                .minCount(1)
                .maxCount(1)
                .tagSpecifications(TagSpecification.builder()
                        .resourceType(ResourceType.INSTANCE)
                        .tags(Tag.builder().key("Role").value("sfu & <co>").build())
                        .build());
    }

    private static String subnet() {
        return FakeFleet.subnet(ZONE, 0);
    }

    private String launched(String token, String subnet) {
        return ec2.runInstances(launch(token, subnet)).instances().get(0).instanceId();
    }

    private List<software.amazon.awssdk.services.ec2.model.Instance> described(String filter, String... values) {
        return ec2
                .describeInstancesPaginator(request -> request.filters(
                        Filter.builder().name(filter).values(values).build()))
                .stream()
                .flatMap(page -> page.reservations().stream())
                .flatMap(reservation -> reservation.instances().stream())
                .toList();
    }

    private InstanceStateName state(String id) {
        return described("instance-id", id).get(0).state().name();
    }

    private static String code(ThrowingCallable call) {
        return catchThrowableOfType(Ec2Exception.class, call).awsErrorDetails().errorCode();
    }

    @Test
    void shouldDescribeWhatItHas() {
        assertThat(described("tag:Version", "1.4.*")).hasSize(12);
        assertThat(described("tag:Role", "sfu", "turn"))
                .allSatisfy(instance ->
                        assertThat(instance.placement().availabilityZone()).isIn(FakeFleet.ZONES))
                .allSatisfy(instance -> assertThat(instance.privateIpAddress()).startsWith("10.0."))
                .allSatisfy(instance -> assertThat(instance.state().name()).isEqualTo(InstanceStateName.RUNNING))
                .allSatisfy(instance -> assertThat(instance.tags()).hasSize(5));
        assertThat(described("availability-zone", ZONE)).hasSize(4);
        assertThat(described("tag:Role", "other")).isEmpty();
    }

    @Test
    void shouldGivePagesToTheEnd() {
        DescribeInstancesRequest request =
                DescribeInstancesRequest.builder().maxResults(5).build();

        assertThat(ec2.describeInstancesPaginator(request).stream()
                        .map(page -> page.reservations().size()))
                .containsExactly(5, 5, 2);
        assertThat(code(() -> ec2.describeInstances(
                        r -> r.maxResults(5).instanceIds(fleet.hosts().get(0).id()))))
                .isEqualTo("InvalidParameterCombination");
    }

    @Test
    void shouldFailADescriptionForOneUnknownId() {
        String known = fleet.hosts().get(0).id();

        assertThat(code(() -> ec2.describeInstances(r -> r.instanceIds(known, "i-0123456789abcdef0"))))
                .isEqualTo("InvalidInstanceID.NotFound");
        assertThat(code(() -> ec2.describeInstances(r -> r.instanceIds("lab-nobody"))))
                .isEqualTo("InvalidInstanceID.Malformed");
        assertThat(described("instance-id", known, "i-0123456789abcdef0")).hasSize(1);
        String[] many = IntStream.range(0, 201).mapToObj(i -> "i-" + i).toArray(String[]::new);
        assertThat(code(() -> described("instance-id", many))).isEqualTo("FilterLimitExceeded");
    }

    @Test
    void shouldLaunchFromATemplateAndLiveAndDie() {
        RunInstancesResponse response = ec2.runInstances(launch("t1", subnet()));
        String id = response.instances().get(0).instanceId();
        assertThat(response.instances().get(0).state().name()).isEqualTo(InstanceStateName.PENDING);
        assertThat(response.instances().get(0).imageId()).isEqualTo(FakeFleet.NEW_IMAGE);
        assertThat(response.instances().get(0).clientToken()).isEqualTo("t1");
        assertThat(cloud.instance(id).tags())
                .containsEntry("Role", "sfu & <co>")
                .containsEntry("Env", "prod")
                .containsEntry("aws:ec2launchtemplate:version", "2");

        clock.advance(Duration.ofSeconds(15));
        assertThat(state(id)).isEqualTo(InstanceStateName.RUNNING);
        assertThat(described("client-token", "t1")).hasSize(1);
        assertThat(described("tag:Role", "sfu & <co>")).hasSize(1);

        ec2.terminateInstances(r -> r.instanceIds(id));
        assertThat(state(id)).isEqualTo(InstanceStateName.SHUTTING_DOWN);
        clock.advance(Duration.ofSeconds(20));
        assertThat(state(id)).isEqualTo(InstanceStateName.TERMINATED);
        assertThat(described("instance-id", id).get(0).tags()).isEmpty();
        assertThat(described("instance-id", id).get(0).stateReason().code()).isEqualTo("Client.UserInitiatedShutdown");
        clock.advance(Duration.ofHours(1));
        assertThat(described("instance-id", id)).isEmpty();
        assertThat(code(() -> ec2.terminateInstances(r -> r.instanceIds(id)))).isEqualTo("InvalidInstanceID.NotFound");
    }

    @Test
    void shouldLaunchOncePerTokenAndZone() {
        String first = launched("t1", subnet());

        assertThat(launched("t1", subnet())).isEqualTo(first);
        assertThat(launched("t1", FakeFleet.subnet(FakeFleet.ZONES.get(1), 0)))
                .as("a token is zonal")
                .isNotEqualTo(first);
        assertThat(code(() -> ec2.runInstances(launch("t1", subnet()).andThen(r -> r.instanceType("m5.large")))))
                .isEqualTo("IdempotentParameterMismatch");
        assertThat(code(() -> launched("t1", FakeFleet.subnet(ZONE, 1))))
                .as("another subnet of the same zone")
                .isEqualTo("IdempotentParameterMismatch");
        ec2.terminateInstances(r -> r.instanceIds(first));
        assertThat(code(() -> launched("t1", subnet()))).isEqualTo("IdempotentInstanceTerminated");
    }

    @Test
    void shouldHaveNoMoreThanThereIs() {
        cloud.faults().capacity(ZONE, "c7i.2xlarge", 3);
        assertThat(ec2.runInstances(launch("t1", subnet()).andThen(r -> r.maxCount(5)))
                        .instances())
                .as("fewer than asked for")
                .hasSize(3);
        Ec2Exception none = catchThrowableOfType(Ec2Exception.class, () -> ec2.runInstances(launch("t2", subnet())));
        assertThat(none.awsErrorDetails().errorCode()).isEqualTo("InsufficientInstanceCapacity");
        assertThat(none.statusCode()).isEqualTo(500);
        assertThat(launched("t3", FakeFleet.subnet(FakeFleet.ZONES.get(1), 0))).isNotEmpty();

        cloud.ec2.subnet(FakeFleet.subnet(FakeFleet.ZONES.get(2), 0)).leave(0);
        assertThat(code(() -> launched("t4", FakeFleet.subnet(FakeFleet.ZONES.get(2), 0))))
                .isEqualTo("InsufficientFreeAddressesInSubnet");
    }

    @Test
    void shouldKillWhileItIsPending() {
        cloud.killNext("Client.VolumeLimitExceeded", "Volume limit exceeded");
        String id = launched("t1", subnet());

        assertThat(state(id)).isEqualTo(InstanceStateName.PENDING);
        clock.advance(Duration.ofSeconds(15));
        assertThat(state(id)).isEqualTo(InstanceStateName.TERMINATED);
        assertThat(described("instance-id", id).get(0).stateReason().code()).isEqualTo("Client.VolumeLimitExceeded");
    }

    @Test
    void shouldShowChangesLateAndInOrder() {
        cloud.faults().lag(Duration.ofSeconds(10));
        String id = launched("t1", subnet());

        assertThat(described("client-token", "t1")).isEmpty();
        assertThat(code(() -> ec2.createTags(r ->
                        r.resources(id).tags(Tag.builder().key("a").value("b").build()))))
                .isEqualTo("InvalidInstanceID.NotFound");
        assertThat(launched("t1", subnet())).as("the token is known at once").isEqualTo(id);
        clock.advance(Duration.ofSeconds(10));
        assertThat(described("client-token", "t1")).hasSize(1);
        ec2.createTags(
                r -> r.resources(id).tags(Tag.builder().key("a").value("b").build()));
        assertThat(described("tag:a", "b")).isEmpty();
        clock.advance(Duration.ofSeconds(10));
        assertThat(described("tag:a", "b")).hasSize(1);
    }

    @Test
    void shouldTerminateNoneForOneBadIdAndSaveTheZoneOfAProtectedOne() {
        List<Instance> hosts = fleet.hosts();
        assertThat(code(() ->
                        ec2.terminateInstances(r -> r.instanceIds(hosts.get(0).id(), "i-0123456789abcdef0"))))
                .isEqualTo("InvalidInstanceID.NotFound");
        assertThat(cloud.alive()).hasSize(12);

        cloud.protect(hosts.get(0).id(), true);
        assertThat(ec2.describeInstanceAttribute(r -> r.instanceId(hosts.get(0).id())
                                .attribute(InstanceAttributeName.DISABLE_API_TERMINATION))
                        .disableApiTermination()
                        .value())
                .isTrue();
        // 0 and 3 are in one zone, 1 in another.
        assertThat(code(() -> ec2.terminateInstances(r -> r.instanceIds(
                        hosts.get(0).id(), hosts.get(1).id(), hosts.get(3).id()))))
                .isEqualTo("OperationNotPermitted");
        assertThat(cloud.alive()).hasSize(11).doesNotContain(hosts.get(1));
    }

    @Test
    void shouldTellPermissionByADryRun() {
        String id = fleet.hosts().get(0).id();
        assertThat(code(() -> ec2.terminateInstances(r -> r.instanceIds(id).dryRun(true))))
                .isEqualTo("DryRunOperation");
        cloud.faults().deny("TerminateInstances");
        assertThat(code(() -> ec2.terminateInstances(r -> r.instanceIds(id).dryRun(true))))
                .isEqualTo("UnauthorizedOperation");
        assertThat(cloud.alive()).hasSize(12);
    }

    @Test
    void shouldResolveTheAliasesOfATemplate() {
        cloud.parameter("sfu-latest", FakeFleet.NEW_IMAGE);
        fleet.template()
                .version(LaunchSettings.of("resolve:ssm:sfu-latest", "c7i.2xlarge", ""), Map.of("Role", "sfu"))
                .standard(2);

        assertThat(ec2.describeLaunchTemplates(r -> r.launchTemplateNames("sfu"))
                        .launchTemplates()
                        .get(0)
                        .latestVersionNumber())
                .isEqualTo(3);
        var latest = ec2.describeLaunchTemplateVersions(r -> r.launchTemplateName("sfu")
                        .versions("$Latest", "$Default")
                        .resolveAlias(true))
                .launchTemplateVersions();
        assertThat(latest.get(0).versionNumber()).isEqualTo(3);
        assertThat(latest.get(0).launchTemplateData().imageId()).isEqualTo(FakeFleet.NEW_IMAGE);
        assertThat(latest.get(0)
                        .launchTemplateData()
                        .tagSpecifications()
                        .get(0)
                        .tags()
                        .get(0)
                        .value())
                .isEqualTo("sfu");
        assertThat(latest.get(1).versionNumber()).isEqualTo(2);
        assertThat(latest.get(1).launchTemplateData().iamInstanceProfile().name())
                .isEqualTo("sfu");
        assertThat(ec2.describeLaunchTemplateVersions(
                                r -> r.launchTemplateName("sfu").versions("3"))
                        .launchTemplateVersions()
                        .get(0)
                        .launchTemplateData()
                        .imageId())
                .isEqualTo("resolve:ssm:sfu-latest");
        assertThat(code(() -> ec2.describeLaunchTemplateVersions(
                        r -> r.launchTemplateName("sfu").versions("9"))))
                .isEqualTo("InvalidLaunchTemplateId.VersionNotFound");
    }

    @Test
    void shouldDescribeItsCatalogue() {
        assertThat(ec2.describeSubnets(r -> r.subnetIds(subnet())).subnets().get(0))
                .satisfies(found -> assertThat(found.availabilityZone()).isEqualTo(ZONE))
                .satisfies(found -> assertThat(found.availableIpAddressCount()).isEqualTo(251 - 4));
        assertThat(ec2.describeAvailabilityZones().availabilityZones())
                .extracting(zone -> zone.zoneName())
                .isEqualTo(FakeFleet.ZONES);
        assertThat(ec2.describeImages(r -> r.imageIds(FakeFleet.OLD_IMAGE))
                        .images()
                        .get(0))
                .satisfies(image -> assertThat(image.name()).isEqualTo("sfu-1.4.2"))
                .satisfies(image -> assertThat(
                                image.blockDeviceMappings().get(0).ebs().deleteOnTermination())
                        .isTrue());
        assertThat(code(() -> ec2.describeImages(r -> r.imageIds("ami-0123")))).isEqualTo("InvalidAMIID.NotFound");
        assertThat(code(() -> ec2.describeVpcs())).isEqualTo("InvalidAction");
    }
}
