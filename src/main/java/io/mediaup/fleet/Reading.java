package io.mediaup.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a probe said, with the time at which it said so: a value, or <em>unknown</em> with the reason. Unknown is its own
 * state: it never compares as zero, as healthy or as drained.
 *
 * @param <T> what is read: a count, a version, a flag
 */
public sealed interface Reading<T> {

    /** When the probe was asked; an answer describes the host no later than this. */
    Instant at();

    /** The value, or empty when it is unknown. */
    Optional<T> value();

    /** A reading that succeeded. */
    static <T> Reading<T> known(T value, Instant at) {
        return new Known<>(value, at);
    }

    /** A reading that failed, is missing or made no sense. */
    static <T> Reading<T> unknown(String reason, Instant at) {
        return new Unknown<>(reason, at);
    }

    /** Whether this reading is known to be {@code expected} and is no older than {@code staleAfter} at {@code now}. */
    default boolean isFresh(T expected, Instant now, Duration staleAfter) {
        return value().filter(expected::equals).isPresent() && isWithin(staleAfter, now);
    }

    /** Whether this reading is no older than {@code staleAfter} at {@code now}. */
    default boolean isWithin(Duration staleAfter, Instant now) {
        return !at().plus(staleAfter).isBefore(now);
    }

    /**
     * A value that a probe returned.
     *
     * @param known the value
     * @param at when the probe was asked
     */
    record Known<T>(T known, Instant at) implements Reading<T> {
        @Override
        public Optional<T> value() {
            return Optional.of(known);
        }
    }

    /**
     * No value, and why.
     *
     * @param reason for people; contains no secret
     * @param at when the probe was asked
     */
    record Unknown<T>(String reason, Instant at) implements Reading<T> {
        @Override
        public Optional<T> value() {
            return Optional.empty();
        }
    }
}
