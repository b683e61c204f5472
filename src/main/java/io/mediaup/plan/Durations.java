package io.mediaup.plan;

import java.time.Duration;
import java.util.Optional;

/** Lengths of time outside of a plan, spelled as in one. */
public final class Durations {

    private Durations() {}

    /** A length of time for people, such as {@code 1h30m}. */
    public static String text(Duration duration) {
        return Texts.duration(duration);
    }

    /** Reads a length of time such as {@code 90s}, {@code 10m} or {@code 1h30m}; empty when it is spelled otherwise. */
    public static Optional<Duration> parse(String text) {
        return Kind.Span.parse(text);
    }
}
