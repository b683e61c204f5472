package io.mediaup.probe.http;

import io.mediaup.fleet.Printable;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Words failures for people: one terminal line, without control characters and without anything that the failure's own
 * message may carry along (urls, header values, bytes of the answer).
 */
final class Reasons {

    /** The longest reason, in characters. */
    static final int LONGEST = 120;

    private Reasons() {}

    /** One line of at most {@value #LONGEST} characters; what does not print becomes a question mark. */
    static String line(String text) {
        return Printable.line(text, LONGEST);
    }

    /** The text, or as much as fits and an ellipsis; at most {@code most} characters. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end) + "…";
    }

    /**
     * Why a request got no answer.
     *
     * @param failure what the HTTP client said
     * @param limit the check's time limit
     * @param progress how far the answer had come
     */
    static String noAnswer(Throwable failure, Duration limit, LimitedBody progress) {
        Throwable cause = unwrapped(failure);
        if (cause instanceof HttpConnectTimeoutException) {
            return "cannot connect within " + text(limit);
        }
        if (cause instanceof HttpTimeoutException || cause instanceof TimeoutException) {
            return progress.begun()
                    ? "the answer did not end within " + text(limit)
                    : "no answer within " + text(limit);
        }
        if (cause instanceof CancellationException) {
            return "interrupted";
        }
        if (cause instanceof LimitedBody.TooLargeException) {
            return "the answer is larger than 1 MiB";
        }
        if (cause instanceof SSLException) {
            return "no trusted TLS connection";
        }
        return progress.begun() ? "the connection broke off within the answer" : unconnected(cause);
    }

    private static String unconnected(Throwable cause) {
        if (causedBy(cause, UnresolvedAddressException.class)) {
            return "the host name does not resolve";
        }
        if (causedBy(cause, NoRouteToHostException.class)) {
            return "no route to the host";
        }
        return cause instanceof ConnectException ? "connection refused" : "the connection ended without a valid answer";
    }

    /** A time limit as people write it. */
    static String text(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null
                && (cause instanceof CompletionException || cause instanceof ExecutionException)) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static boolean causedBy(@Nullable Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
