package io.mediaup.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mediaup.lab.LabCounts;
import io.mediaup.lab.LabFleet;
import io.mediaup.lab.LabSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A fleet on AWS, in an emulator that nobody here has written, with real sessions on it; and its end as told by the
 * {@code aws} command line, which knows nothing of mediaup. Skipped where the emulator is missing.
 */
class AwsIT {

    private static final int PER_ZONE = 4;
    private static final int HOSTS = PER_ZONE * Emulator.ZONES.size();

    @RegisterExtension
    private final Lab lab = new Lab();

    private Emulator emulator;
    private Sidecar sidecar;
    private List<Instance> old;
    private List<Instance> decoys;

    @BeforeEach
    void furnish() throws IOException {
        assumeTrue(Emulator.present(), "moto_server is not on the PATH: nothing to run against");
        emulator = new Emulator();
        emulator.furnish();
        old = emulator.launch(PER_ZONE, Map.of("Role", "sfu", "Version", "1.4.2"), true);
        decoys = emulator.launch(1, Map.of("Role", "turn", "Version", "1.4.2"), false);
        LabSpec spec = new LabSpec(
                HOSTS,
                Emulator.ZONES,
                "1.4.2",
                Duration.ZERO,
                600,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                List.of());
        LabFleet fleet = lab.fleet();
        sidecar = new Sidecar(emulator, fleet, spec, old);
        emulator.environment().forEach(lab::environment);
        lab.environment("MEDIAUP_CDS", "off");
        writePlan();
    }

    @AfterEach
    void tidyUp() throws IOException {
        if (sidecar != null) {
            sidecar.close();
        }
        if (emulator != null) {
            emulator.close();
        }
    }

    private void writePlan() throws IOException {
        String text = Files.readString(Path.of("src/test/resources/e2e/aws.yaml"));
        for (int i = 0; i < emulator.groups().size(); i++) {
            text = text.replace("${group-" + i + "}", emulator.groups().get(i));
        }
        Files.writeString(lab.planFile(), text);
    }

    @Test
    void shouldUpgradeAFleetBehindTwoTargetGroupsWithoutCuttingAnybodyOff() throws Exception {
        nobodyMayMoreThanThePolicySays();
        assertThat(lab.run(0, "doctor", "PLAN").outText())
                .contains("ec2:RunInstances would be carried out in eu-west-1a, eu-west-1b, eu-west-1c")
                .contains("ec2:TerminateInstances would be allowed", "Free addresses by zone", " 0 failed.");
        Cli plan = lab.run(0, "plan", "PLAN", "--out", "saved.plan");
        assertThat(plan.outText())
                .contains("as arn:aws:", " in eu-west-1", "version 1, which is $Latest now")
                .contains("12 × 1.4.2");

        aSavedPlanIsRefusedOnceTheFleetHasChanged();
        JsonNode summary =
                lab.run(0, "apply", "saved.plan", "--yes", "--output", "json").summary();

        assertThat(summary.path("outcome").asString()).isEqualTo("done");
        assertThat(summary.path("hosts").path("launched").asInt()).isEqualTo(HOSTS);
        assertThat(summary.path("hosts").path("retired").asInt()).isEqualTo(HOSTS);
        assertThat(summary.path("calls").path("RunInstances").asInt()).isEqualTo(HOSTS);
        sidecar.awaitQuiet(HOSTS);
        LabCounts sessions = lab.fleet().stats().total();
        assertThat(sessions.interrupted()).isZero();
        assertThat(sessions.refused()).isZero();
        assertThat(sessions.completed()).isPositive();
        theEndIsAsItShouldBe();
    }

    /** From here on the emulator lets mediaup do what the policy for this plan allows, and nothing else. */
    private void nobodyMayMoreThanThePolicySays() throws IOException {
        JsonNode policy =
                JsonMapper.shared().readTree(lab.run(0, "iam-policy", "PLAN").outText());
        List<String> actions = policy.path("Statement")
                .valueStream()
                .flatMap(statement -> statement.path("Action").valueStream())
                .map(JsonNode::asString)
                .toList();
        assertThat(actions).contains("ec2:RunInstances").noneMatch(action -> action.contains("*"));
        emulator.environmentAllowed(actions).forEach(lab::environment);
    }

    /** Somebody else changes a tag and an attribute, and afterwards changes them back. */
    private void aSavedPlanIsRefusedOnceTheFleetHasChanged() throws IOException {
        String host = old.get(0).instanceId();
        tag(host, "1.4.3");
        delay("17");

        assertThat(lab.run(66, "apply", "saved.plan", "--yes").err())
                .contains("  " + host + ": version 1.4.2 → 1.4.3.")
                .anyMatch(line -> line.matches("  media: deregistration_delay\\.timeout_seconds .* → 17\\."))
                .hasSize(4);

        tag(host, "1.4.2");
        delay("300");
    }

    private void tag(String host, String version) {
        Tag tag = Tag.builder().key("Version").value(version).build();
        emulator.ec2().createTags(request -> request.resources(host).tags(tag));
    }

    private void delay(String seconds) {
        TargetGroupAttribute attribute = TargetGroupAttribute.builder()
                .key("deregistration_delay.timeout_seconds")
                .value(seconds)
                .build();
        String group = emulator.groups().get(0);
        emulator.elb()
                .modifyTargetGroupAttributes(
                        request -> request.targetGroupArn(group).attributes(attribute));
    }

    /** By another client: what is there, where, with which marks, and who is registered. */
    private void theEndIsAsItShouldBe() throws IOException {
        List<String> rows = aws(
                "ec2",
                "describe-instances",
                "--filters",
                "Name=instance-state-name,Values=running,pending",
                "--query",
                "Reservations[].Instances[].[InstanceId, Placement.AvailabilityZone, join('=', Tags[?Key=='Version'].Value),"
                        + " join('', Tags[?Key=='Role'].Value), join('', Tags[?Key=='mediaup:run'].Value),"
                        + " join('', Tags[?Key=='mediaup:slot'].Value)]",
                "--output",
                "text");
        List<String> ids = new ArrayList<>();
        for (String zone : Emulator.ZONES) {
            List<String[]> here = rows.stream()
                    .map(row -> row.split("\\s+"))
                    .filter(row -> row[1].equals(zone) && row[3].equals("sfu"))
                    .toList();
            assertThat(here).as("hosts in " + zone).hasSize(PER_ZONE).allSatisfy(row -> {
                assertThat(row).as("run and slot of %s", row[0]).hasSize(6);
                assertThat(row[2]).isEqualTo("1.5.0");
                assertThat(row[5]).startsWith(zone + "/");
            });
            here.forEach(row -> ids.add(row[0]));
        }
        assertThat(rows)
                .filteredOn(row -> row.contains("turn"))
                .hasSize(decoys.size())
                .noneMatch(row -> row.contains("mediaup"));
        assertThat(rows).hasSize(HOSTS + decoys.size());
        for (String group : emulator.groups()) {
            assertThat(aws(
                            "elbv2",
                            "describe-target-health",
                            "--target-group-arn",
                            group,
                            "--query",
                            "TargetHealthDescriptions[].[Target.Id, Target.Port]",
                            "--output",
                            "text"))
                    .containsExactlyInAnyOrderElementsOf(
                            ids.stream().map(id -> id + "\t" + Emulator.PORT).toList());
        }
    }

    private List<String> aws(String... words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of("aws"), Arrays.stream(words)).toList());
        builder.environment().put("HOME", lab.directory().toString());
        return lab.start(builder).endsWith(0).out();
    }
}
