package io.mediaup.journal.s3;

import io.mediaup.journal.FactCodec;
import io.mediaup.journal.ProcessMark;
import io.mediaup.journal.Requests;
import io.mediaup.rollout.Request;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Requests as small objects, in the order of their names, which begin with the time. */
final class S3RequestInbox implements Requests {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyyMMdd'T'HHmmss.SSSSSSSSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** With the process's own mark this makes names that nobody else chooses: no PUT needs to be conditional. */
    private static final AtomicLong COUNT = new AtomicLong();

    private final Bucket bucket;
    private final String prefix;

    S3RequestInbox(Bucket bucket, String prefix) {
        this.bucket = bucket;
        this.prefix = prefix;
    }

    @Override
    public void post(Request request) {
        ProcessMark poster = ProcessMark.current();
        String name = String.format(
                Locale.ROOT,
                "%s-%s-%d-%08x-%d",
                TIME.format(request.at()),
                request.kind().name().toLowerCase(Locale.ROOT),
                poster.pid(),
                poster.hashCode(),
                COUNT.incrementAndGet());
        bucket.put(prefix + name, FactCodec.encode(request).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<Posted> pending() {
        return bucket.keys(prefix, "").stream()
                .flatMap(key -> read(key).map(request -> new Posted(key.substring(prefix.length()), request)).stream())
                .toList();
    }

    /** Empty also when it was taken by the runner since it was listed. */
    private Optional<Request> read(String key) {
        return bucket.get(key)
                .flatMap(kept -> FactCodec.decodeRequest(new String(kept.content(), StandardCharsets.UTF_8)));
    }

    @Override
    public void remove(Posted posted) {
        bucket.delete(prefix + posted.name());
    }
}
