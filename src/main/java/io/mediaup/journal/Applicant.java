package io.mediaup.journal;

import io.mediaup.journal.LockRecord.Holder;
import io.mediaup.journal.LockRecord.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who wants a plan's lock and watches it until it is free.
 *
 * <ol>
 *   <li>A lock that nobody has, or that was given back, is taken.
 *   <li>One whose holder has certainly ended is taken over at once.
 *   <li>One that has not changed while this process watched it, for the holder's lease and its longest call, is taken
 *       over. Only the watcher's own monotonic clock counts: wall clocks differ between machines, and jump.
 *   <li>Any other is left to its holder.
 * </ol>
 *
 * Not thread-safe.
 */
public final class Applicant {

    /** Each means that somebody else was faster; who is beaten so often leaves it for now. */
    private static final int MOST_RACES = 5;

    private final LockBook book;
    private final Wish wish;
    private final Terms terms;
    private final Supplier<Duration> monotonic;
    private @Nullable String seen;
    private Duration seenSince = Duration.ZERO;

    /**
     * What will be written into the lock.
     *
     * @param owner who wants it, as user@machine
     * @param reason what for
     * @param nonce chosen by chance
     */
    public record Wish(String owner, String reason, String nonce) {}

    /** The outcome of an attempt. */
    public sealed interface Attempt {

        /**
         * The lock is ours.
         *
         * @param overtaken whom it was taken from and why, as a sentence without its end; empty when it was free
         */
        record Taken(PlanLock lock, Optional<String> overtaken) implements Attempt {}

        /**
         * Somebody else has it.
         *
         * @param holder who, for people
         * @param expires when it will be taken over, from now, if it is not renewed until then
         */
        record Held(String holder, Duration expires) implements Attempt {}
    }

    /**
     * Watches the lock in {@code book}.
     *
     * @param terms what this process promises as a holder
     * @param monotonic the time since some fixed moment, which never jumps
     */
    public Applicant(LockBook book, Wish wish, Terms terms, Supplier<Duration> monotonic) {
        this.book = book;
        this.wish = wish;
        this.terms = terms;
        this.monotonic = monotonic;
    }

    /**
     * Looks once, and takes the lock if that is right.
     *
     * @param now the time, for people who will read the lock
     */
    public Attempt attempt(Instant now) {
        for (int race = 0; ; race++) {
            Optional<LockBook.Entry> latest = book.latest();
            long epoch = latest.map(LockBook.Entry::epoch).orElse(0L) + 1;
            Optional<Attempt.Held> held = latest.flatMap(this::held);
            if (held.isPresent()) {
                return held.get();
            }
            Optional<PlanLock> lock = claim(epoch, now);
            if (lock.isPresent()) {
                return new Attempt.Taken(lock.get(), latest.flatMap(this::overtaken));
            }
            if (race == MOST_RACES) {
                return new Attempt.Held("several processes that all want it", Duration.ZERO);
            }
        }
    }

    /** Empty when the lock may be taken. */
    private Optional<Attempt.Held> held(LockBook.Entry entry) {
        Duration unchanged = watch(entry);
        return entry.holder().flatMap(holder -> {
            Duration left = patience(entry).minus(unchanged);
            return left.isNegative() || left.isZero() ? Optional.empty() : Optional.of(new Attempt.Held(holder, left));
        });
    }

    private Duration patience(LockBook.Entry entry) {
        // Of a lock that cannot be read nobody knows the terms; ours are as good as any.
        return entry.record().map(LockRecord::terms).orElse(terms).patience();
    }

    /** For how long this process has seen the lock as it is now. */
    private Duration watch(LockBook.Entry entry) {
        String now = entry.epoch() + ":" + entry.text();
        if (!now.equals(seen)) {
            seen = now;
            seenSince = monotonic.get();
        }
        return monotonic.get().minus(seenSince);
    }

    private Optional<String> overtaken(LockBook.Entry entry) {
        Optional<LockRecord> record = entry.record();
        if (record.isEmpty()) {
            return Optional.of("in " + entry.place() + " cannot be read, and nobody renewed it");
        }
        return record.filter(lock -> !lock.released())
                .map(lock -> "was held by " + lock.holder()
                        + (lock.holder().process().ended()
                                ? ", which has ended"
                                : ", which has not renewed it for "
                                        + lock.terms().patience().toSeconds() + " s"));
    }

    private Optional<PlanLock> claim(long epoch, Instant now) {
        Duration before = monotonic.get();
        Holder holder = new Holder(wish.owner(), ProcessMark.current(), now, wish.reason(), epoch);
        LockRecord record = new LockRecord(holder, terms, wish.nonce(), 0, false);
        book.claim(record);
        // What is kept decides, and not the answer: who slept between the look and the claim may have claimed an
        // epoch
        // that is long over and forgotten; and a claim that a network sent twice finds itself there.
        boolean counts = book.latest()
                .flatMap(LockBook.Entry::record)
                .filter(record::equals)
                .isPresent();
        if (!counts) {
            return Optional.empty();
        }
        book.forgetBelow(epoch);
        return Optional.of(new PlanLock(book, monotonic, record, before));
    }
}
