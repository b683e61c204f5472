package io.mediaup.journal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a plan's lock says.
 *
 * @param holder who has it
 * @param terms how long it stays theirs
 * @param nonce tells this taking from every other one, even of the same epoch
 * @param renewals how often the holder has said that it still lives
 * @param released whether the holder has given it back
 */
public record LockRecord(Holder holder, Terms terms, String nonce, long renewals, boolean released) {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /**
     * Who has the lock.
     *
     * @param owner as user@machine
     * @param process the process that runs the plan
     * @param since when it was taken, by the holder's clock; for people only
     * @param reason what for
     * @param epoch rises with every taking
     */
    public record Holder(String owner, ProcessMark process, Instant since, String reason, long epoch) {
        @Override
        public String toString() {
            return owner + " (process " + process.pid() + ", " + reason + ", since "
                    + since.truncatedTo(ChronoUnit.SECONDS) + ")";
        }
    }

    /**
     * The holder's promise: it renews every third of the lease, begins nothing when it could not for half of it, and
     * begins no call that takes longer than it says.
     *
     * @param lease after so long without a renewal the holder has lost the lock
     * @param longestCall after so long a call that it began has ended
     */
    public record Terms(Duration lease, Duration longestCall) {

        /** The time from one renewal to the next: two may fail before the lease is over. */
        public Duration renewal() {
            return lease.dividedBy(3);
        }

        /** What an observer waits out: then the lock is lost, and nothing that its holder began is still under way. */
        public Duration patience() {
            return lease.plus(longestCall);
        }
    }

    LockRecord renewed() {
        return new LockRecord(holder, terms, nonce, renewals + 1, released);
    }

    LockRecord givenBack() {
        return new LockRecord(holder, terms, nonce, renewals, true);
    }

    /** As JSON, for people too. */
    public String text() {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
    }

    /** Reads a lock; empty when the text is none. */
    public static Optional<LockRecord> parse(String text) {
        try {
            return Optional.ofNullable(MAPPER.readValue(text, LockRecord.class));
        } catch (JacksonException | IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
