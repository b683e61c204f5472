package io.mediaup.provider.aws.fake;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.sts.StsClient;

/** The SDK's own clients, pointed at the fake, without retries unless said. */
public final class FakeClients {

    private final SdkHttpClient http;
    private final URI url;
    private final boolean retries;

    private FakeClients(SdkHttpClient http, URI url, boolean retries) {
        this.http = http;
        this.url = url;
        this.retries = retries;
    }

    /** Clients that need no socket. */
    public static FakeClients inProcess(FakeCloud cloud) {
        return new FakeClients(new InProcessHttp(new FakeEndpoint(cloud)), URI.create("http://127.0.0.1:1"), false);
    }

    /** Clients over this HTTP. */
    public static FakeClients over(SdkHttpClient http, URI url) {
        return new FakeClients(http, url, false);
    }

    /** The same with the SDK's standard retries. */
    public FakeClients retrying() {
        return new FakeClients(http, url, true);
    }

    /** For EC2. */
    public Ec2Client ec2() {
        return build(Ec2Client.builder());
    }

    /** For ELBv2. */
    public ElasticLoadBalancingV2Client elb() {
        return build(ElasticLoadBalancingV2Client.builder());
    }

    /** For STS. */
    public StsClient sts() {
        return build(StsClient.builder());
    }

    private <C, B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>> C build(B builder) {
        return builder.httpClient(http)
                .endpointOverride(url)
                .region(Region.of(FakeCloud.REGION))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")))
                .overrideConfiguration(settings -> {
                    if (retries) {
                        settings.retryStrategy(RetryMode.STANDARD);
                    } else {
                        settings.retryStrategy(DefaultRetryStrategy.doNotRetry());
                    }
                })
                .build();
    }
}
