package io.mediaup.journal;

import io.mediaup.journal.LockRecord.Holder;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The plan's lock in the hands of its holder: one runner at a time. Whoever holds it calls {@link #renew} every {@link
 * LockRecord.Terms#renewal}. Taken by an {@link Applicant}. Thread-safe.
 */
public final class PlanLock implements Tenure, AutoCloseable {

    private final LockBook book;
    private final Supplier<Duration> monotonic;
    private volatile LockRecord record;
    private volatile Duration renewedAt;

    PlanLock(LockBook book, Supplier<Duration> monotonic, LockRecord record, Duration takenAt) {
        this.book = book;
        this.monotonic = monotonic;
        this.record = record;
        this.renewedAt = takenAt;
    }

    /** This process as holder. */
    public Holder mine() {
        return record.holder();
    }

    /** The time from one renewal to the next. */
    public Duration renewal() {
        return record.terms().renewal();
    }

    /**
     * Says that the holder still lives.
     *
     * @throws FencedException when somebody has taken over
     * @throws JournalException when it cannot be said; to be tried again
     */
    public synchronized void renew() {
        if (record.released()) {
            return;
        }
        confirm();
        Duration now = monotonic.get();
        LockRecord next = record.renewed();
        try {
            book.keep(next);
        } catch (JournalException e) {
            // Whoever has taken over sweeps up behind this process, which may look like a failure.
            confirm();
            throw e;
        }
        record = next;
        renewedAt = now;
    }

    @Override
    public String mark() {
        return record.nonce();
    }

    /** False when it could not be renewed for half a lease: an observer might soon believe that this process is dead. */
    @Override
    public boolean mayBegin() {
        return sinceRenewal().compareTo(record.terms().lease().dividedBy(2)) < 0;
    }

    /** The time since the last renewal. */
    public Duration sinceRenewal() {
        return monotonic.get().minus(renewedAt);
    }

    @Override
    public void confirm() {
        Optional<LockBook.Entry> latest = book.latest();
        if (!latest.map(this::isMine).orElse(false)) {
            throw new FencedException("Expected still to have the lock, taken as " + mine() + ", but found "
                    + latest.map(this::successor).orElse("that it has been removed")
                    + ". This process has stopped acting, and writes nothing more.");
        }
    }

    private boolean isMine(LockBook.Entry entry) {
        return entry.epoch() == mine().epoch()
                && entry.record()
                        .filter(lock -> lock.nonce().equals(record.nonce()) && !lock.released())
                        .isPresent();
    }

    private String successor(LockBook.Entry entry) {
        return entry.record()
                .map(lock -> lock.nonce().equals(record.nonce())
                        ? "that it was given back"
                        : "that " + lock.holder() + " has taken over"
                                + (lock.released() ? ", and has given it back since" : ""))
                .orElse("that " + entry.place() + " cannot be read");
    }

    /** Gives the lock back, if it is still this process's. Doing so twice is harmless. */
    @Override
    public synchronized void close() {
        if (record.released()) {
            return;
        }
        boolean mine = book.latest().map(this::isMine).orElse(false);
        record = record.givenBack();
        if (mine) {
            giveBack();
        }
    }

    private void giveBack() {
        try {
            book.keep(record);
        } catch (JournalException e) {
            boolean overtaken = book.latest()
                    .filter(entry -> entry.epoch() > mine().epoch())
                    .isPresent();
            if (!overtaken) {
                throw e;
            }
        }
    }
}
