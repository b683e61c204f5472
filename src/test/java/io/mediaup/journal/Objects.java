package io.mediaup.journal;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that an object store has to offer: a conditional PUT, PUT, GET, LIST and DELETE of whole objects, each of which
 * happens at once and is seen by everybody from then on, as Amazon S3 documents for its own
 * (docs.aws.amazon.com/AmazonS3/latest/userguide, "Amazon S3 data consistency model", "Conditional requests").
 */
final class Objects {

    private final TreeMap<String, String> objects = new TreeMap<>();

    /** PUT with {@code If-None-Match: *}; false for status 412. */
    synchronized boolean putNew(String key, String content) {
        return objects.putIfAbsent(key, content) == null;
    }

    synchronized void put(String key, String content) {
        objects.put(key, content);
    }

    synchronized Optional<String> get(String key) {
        return Optional.ofNullable(objects.get(key));
    }

    /** Keys in their order. */
    synchronized List<String> list(String prefix) {
        return objects.subMap(prefix, prefix + Character.MAX_VALUE).keySet().stream()
                .toList();
    }

    synchronized void delete(String key) {
        objects.remove(key);
    }
}
