package io.mediaup.journal.s3;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Clients as every AWS tool configures them: by {@code AWS_PROFILE}, {@code AWS_REGION}, {@code AWS_ENDPOINT_URL_S3},
 * {@code AWS_ENDPOINT_URL} and the shared configuration files.
 */
final class Clients {

    /** A call that has no answer by then is sent again; the lease of the plan's lock is longer. */
    private static final Duration ATTEMPT = Duration.ofSeconds(5);

    private static final Duration CALL = Duration.ofSeconds(25);

    /** With pauses of up to some seconds in all, so that a short outage is no more than that. */
    private static final int ATTEMPTS = 6;

    /** S3 says so when two conditional writes of one key meet: neither has failed for good. */
    private static final int CONFLICT = 409;

    private Clients() {}

    /** Credentials that cannot be had, told apart from every other failure before a request is sent. */
    static final class NoCredentials extends RuntimeException {
        private static final long serialVersionUID = 1;

        NoCredentials(SdkException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** A client by the environment of this process. */
    static S3Client ofEnvironment(Map<String, String> env) {
        S3Client client = builder(env).build();
        if (client.serviceClientConfiguration().endpointOverride().isEmpty()) {
            return client;
        }
        client.close();
        // An endpoint of one's own seldom has a name for every bucket.
        return builder(env).forcePathStyle(true).build();
    }

    private static S3ClientBuilder builder(Map<String, String> env) {
        AwsCredentialsProvider chain = DefaultCredentialsProvider.builder().build();
        return configured(S3Client.builder(), ATTEMPT)
                .region(region(env))
                // State may live in another Region than the fleet.
                .crossRegionAccessEnabled(true)
                .credentialsProvider(() -> credentials(chain));
    }

    /** A client for an endpoint, for tests. */
    static S3Client of(URI endpoint, AwsCredentialsProvider credentials, Duration attempt) {
        return configured(S3Client.builder(), attempt)
                .region(Region.US_EAST_1)
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .credentialsProvider(() -> credentials(credentials))
                .build();
    }

    private static S3ClientBuilder configured(S3ClientBuilder builder, Duration attempt) {
        return builder.httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(attempt)
                        .socketTimeout(attempt))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(retries())
                        .apiCallAttemptTimeout(attempt)
                        .apiCallTimeout(CALL)
                        .build());
    }

    /** Said here, because the SDK's default mode is about to change. */
    private static RetryStrategy retries() {
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(ATTEMPTS)
                .retryOnException(failure -> failure instanceof S3Exception answer && answer.statusCode() == CONFLICT)
                .build();
    }

    private static AwsCredentials credentials(AwsCredentialsProvider chain) {
        try {
            return chain.resolveCredentials();
        } catch (SdkException e) {
            throw new NoCredentials(e);
        }
    }

    /** The SDK for Java does not read AWS_DEFAULT_REGION, which the command line and most other SDKs do. */
    private static Region region(Map<String, String> env) {
        try {
            return new DefaultAwsRegionProviderChain().getRegion();
        } catch (SdkException none) {
            // Wherever the bucket is: cross-Region access finds it from there.
            return Region.of(env.getOrDefault("AWS_DEFAULT_REGION", Region.US_EAST_1.id()));
        }
    }
}
