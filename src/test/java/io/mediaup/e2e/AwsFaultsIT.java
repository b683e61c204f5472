package io.mediaup.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediaup.console.json.EventContract;
import io.mediaup.journal.file.FileRunStore;
import io.mediaup.provider.aws.fake.FakeAwsServer;
import io.mediaup.provider.aws.fake.FakeCloud;
import io.mediaup.provider.aws.fake.FakeFleet;
import io.mediaup.provider.aws.fake.Instance;
import io.mediaup.provider.aws.fake.TargetGroup;
import io.mediaup.rollout.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** The command line as a process against the fake of AWS, which does to it what AWS does on a bad day. */
class AwsFaultsIT {

    private static final int HOSTS = 6;
    private static final long SEED = Long.getLong("mediaup.e2e.seed", System.nanoTime());

    @RegisterExtension
    private final Lab lab = new Lab();

    private final FakeCloud cloud = new FakeCloud(InstantSource.system(), SEED);
    private final FakeFleet fleet = FakeFleet.of(cloud, HOSTS);
    private final FakeAwsServer aws = new FakeAwsServer(cloud);
    private FakeServers servers;

    @BeforeEach
    void furnish() throws IOException {
        System.out.println("AwsFaultsIT: -Dmediaup.e2e.seed=" + SEED);
        cloud.takes(Duration.ofMillis(500), Duration.ofMillis(300), Duration.ofMillis(500));
        servers = new FakeServers(cloud);
        Map.of(
                        "AWS_ENDPOINT_URL", aws.url().toString(),
                        "AWS_ACCESS_KEY_ID", "AKIDEXAMPLE",
                        "AWS_SECRET_ACCESS_KEY", "secret",
                        "AWS_EC2_METADATA_DISABLED", "true")
                .forEach(lab::environment);
        String text = Files.readString(Path.of("src/test/resources/e2e/aws-fake.yaml"))
                .replace("${media}", fleet.media().arn())
                .replace("${signalling}", fleet.signalling().arn())
                .replace("${hosts}", servers.url());
        Files.writeString(lab.planFile(), text);
    }

    @AfterEach
    void tidyUp() {
        servers.close();
        aws.close();
    }

    private Cli apply() throws IOException {
        return lab.start("apply", "PLAN", "--yes", "--output", "json");
    }

    private static void until(String what, Callable<Boolean> condition) {
        await(what).atMost(Cli.LIMIT).pollInterval(Duration.ofMillis(5)).until(condition);
    }

    @Test
    void shouldLaunchNoneTooManyThroughLostAnswersThrottlingAndKills() throws Exception {
        // Every answer to a launch is lost at first, all tries of the SDK, so that mediaup itself must look it up.
        cloud.faults().throttle(0.3).lag(Duration.ofMillis(700)).lose("RunInstances", 5);
        Cli first = apply();
        until("a launch in flight", () -> cloud.instances().size() > HOSTS);
        first.kill();
        Cli second = apply();
        until("more launches in flight", () -> cloud.instances().size() > HOSTS + 3);
        second.kill();

        JsonNode summary = apply().endsWith(0).summary();

        assertThat(summary.path("outcome").asString()).isEqualTo("done");
        assertThat(cloud.instances()).as("every instance ever").hasSize(2 * HOSTS);
        assertThat(cloud.calls().refused()).as("throttled").isPositive();
        theEndIsAsItShouldBe();
    }

    @Test
    void shouldLeaveWithExit77WhenCredentialsExpireAndGoOnWhenTheyAreRenewed() throws Exception {
        Cli first = apply();
        until("the first hosts drain", () -> cloud.registered(fleet.media()).size() > HOSTS);
        cloud.faults().expireCredentials(true);

        first.endsWith(77);
        assertThat(first.errText() + first.outText())
                .contains("credentials")
                .contains("run the same command again")
                .doesNotContain("\tat ");
        assertThat(lab.run(77, "apply", "PLAN", "--yes").errText()).contains("credentials");
        int before = cloud.instances().size();
        cloud.faults().expireCredentials(false);

        JsonNode summary = apply().endsWith(0).summary();

        assertThat(summary.path("outcome").asString()).isEqualTo("done");
        assertThat(before).isGreaterThan(HOSTS);
        assertThat(lab.runs()).as("one run, continued").hasSize(1);
        assertThat(cloud.instances()).as("every instance ever").hasSize(2 * HOSTS);
        theEndIsAsItShouldBe();
    }

    @Test
    void shouldTellBeforeARunWhatItWouldMiss() throws Exception {
        Cli well = lab.run(0, "doctor", "PLAN");
        assertThat(well.outText())
                .contains("ok    account        as arn:aws:iam::123456789012:user/operator in eu-west-1.")
                .contains("ok    probes         Every host tells its calls: from 3 to 3, 18 in all.")
                .contains("ok    permissions    ec2:RunInstances would be carried out in eu-west-1a, eu-west-1b")
                .contains("ok    quota          640 vCPUs are allowed (L-1216C47A), 48 are in use, and up to 48 more")
                .contains(" 0 failed. Nothing was changed.");
        cloud.faults().deny("RunInstances");
        cloud.quota("L-1216C47A", 50);
        cloud.protect(fleet.hosts().get(0).id(), true);

        Cli ill = lab.run(77, "doctor", "PLAN", "--output", "json");

        assertThat(ill.out())
                .allSatisfy(line ->
                        assertThat(EventContract.complaints(line)).as(line).isEmpty());
        assertThat(ill.out())
                .filteredOn(line -> line.contains("\"level\":\"fail\""))
                .hasSize(5)
                .anyMatch(line -> line.contains("\"check\":\"quota\""))
                .anyMatch(line -> line.contains("\"check\":\"protection\""));
        assertThat(cloud.calls().mutating())
                .as("dry runs only")
                .isEqualTo(cloud.calls().of("RunInstances")
                        + cloud.calls().of("CreateTags")
                        + cloud.calls().of("TerminateInstances"));
        assertThat(cloud.alive()).hasSize(HOSTS).allMatch(host -> !host.tags().containsKey("mediaup:run"));
        assertThat(lab.directory().resolve("state/mediaup/e2e")).doesNotExist();
    }

    /** Of the machine that began it nothing is left, and a launch of it is not to be seen in any listing yet. */
    @Test
    void shouldBeAdoptedByAnotherMachineThatHasNoJournal() throws Exception {
        cloud.faults().throttle(0.2).lag(Duration.ofSeconds(3));
        Cli first = apply();
        until(
                "a first host drains",
                () -> cloud.alive().stream()
                        .anyMatch(host -> "draining".equals(host.tags().get("mediaup:phase"))));
        until("launches in flight", () -> cloud.instances().size() > HOSTS + 3);
        first.kill();
        String run = lab.runs().get(0).getFileName().toString();
        Map<String, String> since = since();
        lab.environment("XDG_STATE_HOME", lab.directory().resolve("other").toString())
                .environment("HOSTNAME", "ops-2");

        assertThat(lab.run(75, "apply", "PLAN", "--yes").errText()).contains("--adopt " + run);
        JsonNode summary = lab.run(0, "apply", "PLAN", "--yes", "--adopt", run, "--output", "json")
                .summary();

        assertThat(summary.path("outcome").asString()).isEqualTo("done");
        assertThat(cloud.instances()).as("every instance ever").hasSize(2 * HOSTS);
        Fact.RunStarted taken =
                (Fact.RunStarted) new FileRunStore(lab.directory().resolve("other/mediaup/e2e"))
                        .latest()
                        .orElseThrow()
                        .facts()
                        .get(0);
        assertThat(taken.hosts())
                .filteredOn(host -> since.containsKey(host.host().value()))
                .isNotEmpty()
                .allSatisfy(host -> assertThat(host.drainingSince())
                        .isEqualTo(since.get(host.host().value())));
        theEndIsAsItShouldBe();
    }

    /** Since when hosts drain, by what is written on them. */
    private Map<String, String> since() {
        return cloud.alive().stream()
                .filter(host -> "draining".equals(host.tags().get("mediaup:phase")))
                .collect(Collectors.toMap(Instance::id, host -> host.tags().get("mediaup:since")));
    }

    private void theEndIsAsItShouldBe() throws IOException {
        List<Instance> alive = cloud.alive();
        assertThat(alive)
                .hasSize(HOSTS)
                .doesNotContainAnyElementsOf(fleet.hosts())
                .allSatisfy(host -> {
                    assertThat(host.tags())
                            .containsEntry("Version", "1.5.0")
                            .containsKeys("mediaup:run", "mediaup:slot");
                    assertThat(host.settings().image()).isEqualTo(FakeFleet.NEW_IMAGE);
                });
        for (String zone : FakeFleet.ZONES) {
            assertThat(alive).filteredOn(host -> host.zone().equals(zone)).hasSize(HOSTS / FakeFleet.ZONES.size());
        }
        List<String> ids = alive.stream().map(Instance::id).toList();
        for (TargetGroup group : List.of(fleet.media(), fleet.signalling())) {
            assertThat(cloud.registered(group).keySet()).containsExactlyInAnyOrderElementsOf(ids);
        }
        assertThat(fleet.hosts())
                .allSatisfy(host -> assertThat(servers.sessions(host.id()))
                        .as("sessions cut")
                        .isZero());
        assertThat(lab.runs()).hasSize(1);
    }
}
