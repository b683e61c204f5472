package io.mediaup.journal;

import io.mediaup.journal.Applicant.Attempt;
import io.mediaup.journal.Applicant.Wish;
import io.mediaup.journal.LockRecord.Holder;
import io.mediaup.journal.LockRecord.Terms;
import java.time.Duration;
import java.time.Instant;

/** Locks for tests, by a clock that stands still unless told otherwise. */
public final class Locks {

    public static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");

    public static final Terms TERMS = new Terms(Duration.ofSeconds(30), Duration.ofSeconds(10));

    private Locks() {}

    /** Somebody who wants the lock; its nonce is its owner. */
    public static Applicant applicant(LockBook book, String owner, Clock clock) {
        return new Applicant(book, new Wish(owner + "@test", "apply", owner), TERMS, clock::time);
    }

    /** Takes a lock that is free. */
    public static PlanLock take(LockBook book) {
        return take(book, "ops", new Clock());
    }

    /** Takes a lock that is free. */
    public static PlanLock take(LockBook book, String owner, Clock clock) {
        return ((Attempt.Taken) applicant(book, owner, clock).attempt(NOON)).lock();
    }

    /** What a runner on another machine has written, of which nobody here can tell whether it lives. */
    public static LockRecord elsewhere(long epoch, long renewals) {
        ProcessMark process = new ProcessMark("another machine", 4711, "1");
        Holder holder = new Holder("ops@ci-7", process, NOON, "apply", epoch);
        return new LockRecord(holder, TERMS, "elsewhere", renewals, false);
    }

    /** A monotonic clock that is set by hand. */
    public static final class Clock {
        private Duration time = Duration.ofDays(3);

        public Duration time() {
            return time;
        }

        public void pass(Duration more) {
            time = time.plus(more);
        }
    }
}
