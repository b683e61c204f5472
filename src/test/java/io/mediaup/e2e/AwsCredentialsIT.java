package io.mediaup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Without credentials nothing is asked of AWS, and it is said what to do. */
class AwsCredentialsIT {

    private static final String ARN =
            "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/media/0123456789abcdef";

    @RegisterExtension
    private final Lab lab = new Lab();

    @Test
    void shouldSayWhatIsMissingWithItsOwnExitCode() throws Exception {
        Files.writeString(
                lab.planFile(),
                Files.readString(Path.of("src/test/resources/e2e/aws.yaml"))
                        .replace("${group-0}", ARN)
                        .replace("${group-1}", ARN.replace("media", "signal")));
        lab.environment("AWS_REGION", "eu-west-1")
                .environment("AWS_EC2_METADATA_DISABLED", "true")
                .environment("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
                .environment("HOME", lab.directory().toString())
                .environment("MEDIAUP_CDS", "off");

        Cli plan = lab.run(77, "plan", "PLAN", "--output", "json");

        assertThat(plan.errText())
                .contains("Expected credentials for AWS, but found none that work", "AWS_PROFILE")
                .doesNotContain("Exception in", "WARNING", "\tat ");
        assertThat(plan.summary().path("outcome").asString()).isEqualTo("refused");
        assertThat(plan.summary().path("exit").asInt()).isEqualTo(77);
    }
}
