package io.mediaup.provider.aws.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/** The fake over HTTP, and what goes wrong on the way. */
class FakeAwsServerTest {

    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");

    private final FakeCloud cloud = new FakeCloud(new MovableClock(NOW), 7);
    private final FakeFleet fleet = FakeFleet.of(cloud, 3);
    private final FakeAwsServer server = new FakeAwsServer(cloud);
    private final FakeClients clients = FakeClients.over(UrlConnectionHttpClient.create(), server.url());
    private final Ec2Client ec2 = clients.ec2();
    private final ElasticLoadBalancingV2Client elb = clients.elb();

    @AfterEach
    void stop() {
        server.close();
    }

    private static RunInstancesRequest launch() {
        return RunInstancesRequest.builder()
                .imageId(FakeFleet.NEW_IMAGE)
                .subnetId(FakeFleet.subnet(FakeFleet.ZONES.get(0), 0))
                .clientToken("t1")
                .minCount(1)
                .maxCount(1)
                .build();
    }

    @Test
    void shouldAnswerAllServicesAndCountTheCalls() {
        assertThat(ec2.describeInstances().reservations()).hasSize(3);
        assertThat(elb.describeTargetHealth(r -> r.targetGroupArn(fleet.media().arn()))
                        .targetHealthDescriptions())
                .hasSize(3);
        assertThat(clients.sts().getCallerIdentity().account()).isEqualTo(FakeCloud.ACCOUNT);
        assertThat(cloud.calls().all().keySet())
                .containsExactly("DescribeInstances", "DescribeTargetHealth", "GetCallerIdentity");
        assertThat(cloud.calls().mutating()).isZero();
    }

    @Test
    void shouldDoWhatItsLostAndTruncatedResponsesWereAbout() {
        cloud.faults().lose("RunInstances", 1).truncate("RunInstances", 1);

        assertThatExceptionOfType(SdkClientException.class).isThrownBy(() -> ec2.runInstances(launch()));
        assertThat(cloud.alive()).hasSize(4);
        assertThatExceptionOfType(SdkClientException.class).isThrownBy(() -> ec2.runInstances(launch()));
        assertThat(ec2.runInstances(launch()).instances()).hasSize(1);
        assertThat(cloud.alive()).as("one token, one instance").hasSize(4);
        assertThat(cloud.calls().of("RunInstances")).isEqualTo(3);
    }

    @Test
    void shouldThrottleAShareOfTheCallsWithoutEffect() {
        cloud.faults().throttle(0.3);
        long refused = IntStream.range(0, 100)
                .filter(i -> {
                    try {
                        ec2.describeSubnets();
                        return false;
                    } catch (AwsServiceException e) {
                        assertThat(e.isThrottlingException()).isTrue();
                        return true;
                    }
                })
                .count();

        assertThat(refused).isEqualTo(cloud.calls().refused()).isBetween(15L, 45L);
        cloud.faults().throttle(1);
        assertThat(catchThrowableOfType(AwsServiceException.class, () -> elb.describeTargetGroups())
                        .isThrottlingException())
                .isTrue();
        assertThatExceptionOfType(AwsServiceException.class).isThrownBy(() -> ec2.runInstances(launch()));
        assertThat(cloud.alive()).hasSize(3);
    }

    @Test
    void shouldRefuseWhoMayNot() {
        cloud.faults().deny("RunInstances").expireCredentials(true);
        assertThat(code(() -> ec2.describeInstances())).isEqualTo("RequestExpired");
        assertThat(code(() -> elb.describeTargetGroups())).isEqualTo("ExpiredToken");
        cloud.faults().expireCredentials(false);
        assertThat(code(() -> ec2.runInstances(launch()))).isEqualTo("UnauthorizedOperation");
        assertThat(ec2.describeInstances().reservations()).hasSize(3);
    }

    private static String code(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(AwsServiceException.class, call)
                .awsErrorDetails()
                .errorCode();
    }

    @Test
    void shouldSayItsOwnTime() {
        cloud.faults().skew(Duration.ofMinutes(5));

        String date = ec2.describeSubnets()
                .sdkHttpResponse()
                .firstMatchingHeader("Date")
                .orElseThrow();

        assertThat(date).isEqualTo("Mon, 23 Nov 2026 02:05:00 GMT");
    }
}
