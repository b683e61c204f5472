package io.mediaup.probe.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Collects the body of one answer up to {@value #MOST} bytes. Beyond that, or when told to, it cancels the subscription,
 * which makes the HTTP client close the connection instead of reading on. Safe for use by several threads.
 */
final class LimitedBody implements BodySubscriber<byte[]> {

    /** The largest body that is read, in bytes. */
    static final int MOST = 1 << 20;

    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Flow.@Nullable Subscription subscription;
    private boolean begun;
    private boolean aborted;

    /** Called when the head of the answer has arrived. */
    synchronized LimitedBody begin() {
        begun = true;
        return this;
    }

    /** Whether the head of the answer has arrived. */
    synchronized boolean begun() {
        return begun;
    }

    /** Stops reading and lets go of the connection. */
    synchronized void abort() {
        aborted = true;
        if (subscription != null) {
            subscription.cancel();
        }
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (aborted) {
            given.cancel();
        } else {
            given.request(Long.MAX_VALUE);
        }
    }

    @Override
    public synchronized void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            if (aborted) {
                return;
            }
            if (bytes.size() + buffer.remaining() > MOST) {
                abort();
                body.completeExceptionally(new TooLargeException());
                return;
            }
            byte[] part = new byte[buffer.remaining()];
            buffer.get(part);
            bytes.write(part, 0, part.length);
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public synchronized void onComplete() {
        body.complete(bytes.toByteArray());
    }

    /** The answer is larger than {@link LimitedBody#MOST}. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1;
    }
}
