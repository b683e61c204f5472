package io.mediaup.provider.aws;

import io.mediaup.plan.AwsSpec;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The clients of one run, each made when it is first needed. Credentials, profiles, SSO, roles and endpoints are found as
 * every AWS tool finds them ({@code AWS_PROFILE}, {@code AWS_REGION}, {@code AWS_ENDPOINT_URL} and their like); besides,
 * {@code AWS_DEFAULT_REGION}, which the SDK for Java does not read. Thread-safe.
 */
public final class AwsClients implements AutoCloseable {

    /** Tries of one call, the first included. Said here because the SDK's own default is about to change. */
    static final int MAX_ATTEMPTS = 3;

    private static final Duration ATTEMPT = Duration.ofSeconds(20);
    private static final Duration CALL = Duration.ofSeconds(70);

    private final Optional<Region> region;
    private final Optional<URI> endpoint;
    private final Optional<AwsCredentialsProvider> credentials;
    private final CallMeter meter;
    private @Nullable SdkHttpClient http;
    private @Nullable Ec2Client ec2;
    private @Nullable ElasticLoadBalancingV2Client elb;
    private @Nullable StsClient sts;
    private @Nullable ServiceQuotasClient quotas;

    private AwsClients(
            Optional<Region> region,
            Optional<URI> endpoint,
            Optional<AwsCredentialsProvider> credentials,
            CallMeter meter) {
        this.region = region;
        this.endpoint = endpoint;
        this.credentials = credentials;
        this.meter = meter;
    }

    /**
     * Clients for the fleet of a plan.
     *
     * @param env the caller's environment
     * @param clock wall time, which is held against that of AWS
     * @param monotonic time that is never set, for the rates
     */
    public static AwsClients of(
            AwsSpec spec, Map<String, String> env, Supplier<Instant> clock, Supplier<Duration> monotonic) {
        Optional<String> named = spec.region()
                .or(() -> Optional.ofNullable(env.get("AWS_REGION")))
                .or(() -> Optional.ofNullable(env.get("AWS_DEFAULT_REGION")))
                .filter(name -> !name.isBlank());
        return new AwsClients(
                named.map(Region::of), Optional.empty(), Optional.empty(), new CallMeter(clock, monotonic));
    }

    /** Clients of an emulator at {@code endpoint}, with made-up credentials. */
    public static AwsClients at(URI endpoint, String region, Supplier<Instant> clock, Supplier<Duration> monotonic) {
        AwsCredentialsProvider credentials =
                StaticCredentialsProvider.create(AwsBasicCredentials.create("emulated", "emulated"));
        return new AwsClients(
                Optional.of(Region.of(region)),
                Optional.of(endpoint),
                Optional.of(credentials),
                new CallMeter(clock, monotonic));
    }

    /** What was called, and by how much the clocks differ. */
    CallMeter meter() {
        return meter;
    }

    synchronized Ec2Client ec2() {
        Ec2Client client = ec2;
        if (client == null) {
            client = configured(Ec2Client.builder()).httpClient(http()).build();
            ec2 = client;
        }
        return client;
    }

    synchronized ElasticLoadBalancingV2Client elb() {
        ElasticLoadBalancingV2Client client = elb;
        if (client == null) {
            client = configured(ElasticLoadBalancingV2Client.builder())
                    .httpClient(http())
                    .build();
            elb = client;
        }
        return client;
    }

    synchronized StsClient sts() {
        StsClient client = sts;
        if (client == null) {
            client = configured(StsClient.builder()).httpClient(http()).build();
            sts = client;
        }
        return client;
    }

    synchronized ServiceQuotasClient quotas() {
        ServiceQuotasClient client = quotas;
        if (client == null) {
            client =
                    configured(ServiceQuotasClient.builder()).httpClient(http()).build();
            quotas = client;
        }
        return client;
    }

    /** The region that the clients ask. */
    String region() {
        return ec2().serviceClientConfiguration().region().id();
    }

    private synchronized SdkHttpClient http() {
        SdkHttpClient client = http;
        if (client == null) {
            client = UrlConnectionHttpClient.builder()
                    .connectionTimeout(Duration.ofSeconds(5))
                    .socketTimeout(ATTEMPT)
                    .build();
            http = client;
        }
        return client;
    }

    private <B extends AwsClientBuilder<B, C>, C> B configured(B builder) {
        region.ifPresent(builder::region);
        endpoint.ifPresent(builder::endpointOverride);
        credentials.ifPresent(builder::credentialsProvider);
        return builder.overrideConfiguration(ClientOverrideConfiguration.builder()
                .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(MAX_ATTEMPTS)
                        .build())
                .apiCallAttemptTimeout(ATTEMPT)
                .apiCallTimeout(CALL)
                .addExecutionInterceptor(meter)
                .build());
    }

    @Override
    public synchronized void close() {
        for (AutoCloseable client : new @Nullable AutoCloseable[] {ec2, elb, sts, quotas, http}) {
            if (client != null) {
                try {
                    client.close();
                } catch (Exception e) {
                    // What cannot be closed ends with the process.
                }
            }
        }
    }
}
