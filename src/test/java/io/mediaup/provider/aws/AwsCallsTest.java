package io.mediaup.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mediaup.provider.ProviderException;
import io.mediaup.provider.ProviderException.Kind;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/** What may be done after each error of AWS. */
class AwsCallsTest {

    private final AwsCalls calls = new AwsCalls(new Caller(
            AwsClients.at(URI.create("http://127.0.0.1:1"), "eu-west-1", () -> Instant.EPOCH, () -> Duration.ZERO)));

    private ProviderException failure(RuntimeException thrown) {
        return catchThrowableOfType(
                ProviderException.class,
                () -> calls.make(ApiAction.RUN_INSTANCES, () -> {
                    throw thrown;
                }));
    }

    private static Ec2Exception error(String code, int status) {
        return (Ec2Exception) Ec2Exception.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("It said so.")
                        .build())
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "InsufficientInstanceCapacity, 500, NO_CAPACITY",
        "InsufficientFreeAddressesInSubnet, 400, NO_CAPACITY",
        "Unsupported, 400, NO_CAPACITY",
        "InsufficientCapacityOnHost, 400, NO_CAPACITY",
        "VcpuLimitExceeded, 400, REFUSED",
        "VolumeLimitExceeded, 400, REFUSED",
        "InstanceLimitExceeded, 400, FAILED",
        "IdempotentParameterMismatch, 400, FAILED",
        "RequestLimitExceeded, 503, THROTTLED",
        "ThrottlingException, 400, THROTTLED",
        "ConcurrentTagAccess, 400, THROTTLED",
        "InternalError, 500, UNCERTAIN",
        "InternalFailure, 500, UNCERTAIN",
        "Unavailable, 503, UNCERTAIN",
        "ServiceUnavailable, 503, UNCERTAIN",
        "InvalidAMIID.NotFound, 400, REFUSED",
        "InvalidLaunchTemplateId.VersionNotFound, 400, REFUSED",
        "InvalidParameterValue, 400, REFUSED",
        "UnsupportedOperation, 400, REFUSED",
        "OptInRequired, 400, FORBIDDEN",
        "AuthFailure, 401, UNAUTHENTICATED",
        "RequestExpired, 400, UNAUTHENTICATED",
        "ExpiredToken, 403, UNAUTHENTICATED",
        "SomethingNew, 400, REFUSED",
        "SomethingNew, 502, UNCERTAIN",
    })
    void shouldSayWhatMayBeDoneNext(String code, int status, Kind kind) {
        ProviderException failure = failure(error(code, status));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageContaining("It said so.").hasMessageStartingWith("Expected ");
        assertThat(AwsCalls.code(failure)).isEqualTo(code);
    }

    @Test
    void shouldNotKnowWhatHappenedWithoutAnAnswer() {
        ProviderException failure = failure(SdkClientException.builder()
                .message("Unable to execute HTTP request: reset")
                .cause(new IOException("Connection reset"))
                .build());

        assertThat(failure.kind()).isEqualTo(Kind.UNCERTAIN);
        assertThat(failure).hasMessageContaining("Connection reset");
    }

    @Test
    void shouldSayWhatToDoWithoutCredentials() {
        ProviderException failure = failure(SdkClientException.create(
                "Unable to load credentials from any of the providers in the chain AwsCredentialsProviderChain(…)"));

        assertThat(failure.kind()).isEqualTo(Kind.UNAUTHENTICATED);
        assertThat(failure).hasMessageContaining("AWS_PROFILE").hasMessageContaining("aws sso login");
    }
}
