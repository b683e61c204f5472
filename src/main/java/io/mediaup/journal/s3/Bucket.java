package io.mediaup.journal.s3;

import io.mediaup.journal.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The few things that the store does with a bucket. Every answer counts for everybody at once: S3 is strongly consistent
 * for objects and listings (docs.aws.amazon.com/AmazonS3/latest/userguide, "Amazon S3 data consistency model").
 *
 * <p>Thread-safe. Every method throws {@link StoreException}.
 */
final class Bucket {

    private static final int PRECONDITION_FAILED = 412;

    private final S3Client client;
    private final String name;

    Bucket(S3Client client, String name) {
        this.client = client;
        this.name = name;
    }

    /** An object as it is kept. */
    static final class Kept {
        private final byte[] content;
        private final String tag;
        private final Map<String, String> notes;

        Kept(byte[] content, String tag, Map<String, String> notes) {
            this.content = content;
            this.tag = tag;
            this.notes = notes;
        }

        /** Its content, which nobody may change. */
        byte[] content() {
            return content;
        }

        /** Its ETag, which changes with the content. */
        String tag() {
            return tag;
        }

        /** What was noted beside the content. */
        Map<String, String> notes() {
            return notes;
        }
    }

    /**
     * One page of a listing.
     *
     * @param keys in their order
     * @param whole whether no more follow
     */
    record Page(List<String> keys, boolean whole) {}

    /** An address for people. */
    String place(String key) {
        return "s3://" + name + "/" + key;
    }

    Optional<Kept> get(String key) {
        return call("read", key, () -> {
            try {
                ResponseBytes<GetObjectResponse> answer =
                        client.getObjectAsBytes(request -> request.bucket(name).key(key));
                return Optional.of(new Kept(
                        answer.asByteArray(),
                        answer.response().eTag(),
                        answer.response().metadata()));
            } catch (NoSuchKeyException missing) {
                return Optional.empty();
            }
        });
    }

    /** PUT with {@code If-None-Match: *}; false when there is such an object, which may be this very one. */
    boolean putNew(String key, byte[] content, Map<String, String> notes) {
        return call("create", key, () -> put(request(key, notes).ifNoneMatch("*"), content));
    }

    /** PUT with {@code If-Match}; false when the object is another one by now, which may be this very one, or is gone. */
    boolean replace(String key, String tag, byte[] content, Map<String, String> notes) {
        return call("replace", key, () -> {
            try {
                return put(request(key, notes).ifMatch(tag), content);
            } catch (NoSuchKeyException gone) {
                return false;
            }
        });
    }

    /** PUT, whatever is there. */
    void put(String key, byte[] content) {
        call("write", key, () -> put(request(key, Map.of()), content));
    }

    private PutObjectRequest.Builder request(String key, Map<String, String> notes) {
        return PutObjectRequest.builder()
                .bucket(name)
                .key(key)
                .contentType("text/plain; charset=utf-8")
                .metadata(notes);
    }

    private boolean put(PutObjectRequest.Builder request, byte[] content) {
        try {
            client.putObject(request.build(), RequestBody.fromBytes(content));
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() == PRECONDITION_FAILED) {
                return false;
            }
            throw e;
        }
    }

    /** Removes an object that may be gone already. */
    void delete(String key) {
        call(
                "remove",
                key,
                () -> client.deleteObject(request -> request.bucket(name).key(key)));
    }

    /** All keys that begin with {@code prefix} and come after {@code after}, which may be empty. */
    List<String> keys(String prefix, String after) {
        List<String> keys = new ArrayList<>();
        String last = after;
        for (Page page = page(prefix, last); ; page = page(prefix, last)) {
            keys.addAll(page.keys());
            if (page.whole()) {
                return keys;
            }
            last = keys.get(keys.size() - 1);
        }
    }

    /** The first of such keys, a thousand at the most. */
    Page page(String prefix, String after) {
        return call("list", prefix, () -> {
            ListObjectsV2Request.Builder request =
                    ListObjectsV2Request.builder().bucket(name).prefix(prefix);
            ListObjectsV2Response answer =
                    client.listObjectsV2((after.isEmpty() ? request : request.startAfter(after)).build());
            return new Page(
                    answer.contents().stream().map(object -> object.key()).toList(),
                    !Boolean.TRUE.equals(answer.isTruncated()));
        });
    }

    /** The names right below {@code prefix} that have something below them, in their order. */
    List<String> directories(String prefix) {
        return call(
                "list",
                prefix,
                () -> client
                        .listObjectsV2Paginator(
                                request -> request.bucket(name).prefix(prefix).delimiter("/"))
                        .commonPrefixes()
                        .stream()
                        .map(found -> found.prefix()
                                .substring(prefix.length(), found.prefix().length() - 1))
                        .toList());
    }

    private <T> T call(String what, String key, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException | Clients.NoCredentials e) {
            throw Failures.of(what, place(key), e);
        }
    }
}
