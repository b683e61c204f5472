package io.mediaup.journal.s3;

import io.mediaup.journal.RunStore;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;

/** Clients and buckets for tests. */
public final class Buckets {

    private Buckets() {}

    static S3Client client(URI endpoint) {
        return client(endpoint, Duration.ofSeconds(20));
    }

    /** @param attempt how long an answer may take */
    static S3Client client(URI endpoint, Duration attempt) {
        return Clients.of(
                endpoint, StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")), attempt);
    }

    /** The runs of a plan, as another process sees them. */
    public static RunStore store(URI endpoint, String bucket, String plan) {
        return new S3RunStore(new Bucket(client(endpoint), bucket), plan + "/");
    }

    /** Creates a bucket that nobody has used before. */
    public static String create(URI endpoint) {
        String name = "ops-" + Long.toString(System.nanoTime(), 36);
        try (S3Client client = client(endpoint)) {
            client.createBucket(request -> request.bucket(name));
        }
        return name;
    }
}
