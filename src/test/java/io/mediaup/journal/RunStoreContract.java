package io.mediaup.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediaup.journal.Applicant.Attempt;
import io.mediaup.journal.Locks.Clock;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every store does: one runner at a time, also when the one before does not know yet that it is over. */
public abstract class RunStoreContract {

    private static final List<Fact> FACTS = FactSamples.release010();
    private static final Duration PATIENCE = Locks.TERMS.patience();
    private static final String FIRST = "20261102-090000-a";

    protected final Clock clock = new Clock();

    /** Another process's view of the one store of a test. */
    protected abstract RunStore store();

    /** Writes something that is no lock into the record of this epoch. */
    protected abstract void spoil(long epoch);

    /** How thorough the long tests are: a store with slow calls does with a part of them. */
    protected int thoroughness() {
        return 20;
    }

    private Attempt attempt(String owner) {
        return Locks.applicant(store().lock(), owner, clock).attempt(Locks.NOON);
    }

    private PlanLock take(String owner) {
        return Locks.take(store().lock(), owner, clock);
    }

    /** As another process does that has watched the lock for long enough. */
    protected final PlanLock takeOver(String owner) {
        Applicant applicant = Locks.applicant(store().lock(), owner, clock);
        assertThat(applicant.attempt(Locks.NOON)).isInstanceOf(Attempt.Held.class);
        clock.pass(PATIENCE);
        return ((Attempt.Taken) applicant.attempt(Locks.NOON)).lock();
    }

    private static void assertFenced(ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOf(FencedException.class)
                .hasMessageContaining("found that second@test (process ")
                .hasMessageContaining("has taken over");
    }

    @Test
    void shouldHaveNoHolderBeforeAnybodyTakesTheLock() {
        assertThat(store().holder()).isEmpty();
        assertThat(store().lock().latest()).isEmpty();
    }

    @Test
    void shouldLeaveNothingBehindByTryingWhetherItMayWrite() {
        store().rehearse();

        assertThat(store().runs()).isEmpty();
        assertThat(store().lock().latest()).isEmpty();
        PlanLock lock = take("first");
        store().rehearse();
        lock.confirm();
        lock.close();
    }

    @Test
    void shouldNameTheHolderUntilTheLockIsGivenBack() {
        PlanLock lock = take("first");
        assertThat(lock.mine().process()).isEqualTo(ProcessMark.current());
        assertThat(store().holder()).contains(lock.mine().toString());
        assertThat(lock.mine().toString())
                .isEqualTo("first@test (process " + ProcessHandle.current().pid()
                        + ", apply, since 2026-11-02T12:00:00Z)");

        lock.close();
        lock.close();

        assertThat(store().holder()).isEmpty();
    }

    @Test
    void shouldRefuseASecondRunnerAndSayWhenTheFirstWillBeGivenUp() {
        PlanLock lock = take("first");

        assertThat(attempt("second")).isEqualTo(new Attempt.Held(lock.mine().toString(), PATIENCE));
    }

    @Test
    void shouldRaiseTheEpochWithEveryTaking() {
        for (int epoch = 1; epoch <= 3; epoch++) {
            try (PlanLock lock = take("runner" + epoch)) {
                assertThat(lock.mine().epoch()).isEqualTo(epoch);
                lock.renew();
            }
        }
    }

    @Test
    void shouldNotSpeakOfATakeOverWhereTheLockWasFree() {
        Attempt.Taken first = (Attempt.Taken) attempt("first");
        assertThat(first.overtaken()).isEmpty();
        first.lock().close();

        assertThat(((Attempt.Taken) attempt("second")).overtaken()).isEmpty();
    }

    @Test
    void shouldGiveAnEpochToOneOnly() {
        LockRecord first = Locks.elsewhere(1, 0);
        LockRecord late = Locks.elsewhere(1, 9);

        assertThat(store().lock().claim(first)).isTrue();
        assertThat(store().lock().claim(late)).isFalse();

        assertThat(store().lock().latest().flatMap(LockBook.Entry::record)).contains(first);
    }

    @Test
    void shouldKnowItsOwnClaimWhoseFirstAnswerWasLost() {
        LockBook book = store().lock();
        LockBook twice = new LockBook() {
            @Override
            public Optional<Entry> latest() {
                return book.latest();
            }

            @Override
            public boolean claim(LockRecord record) {
                book.claim(record);
                return book.claim(record);
            }

            @Override
            public void keep(LockRecord record) {
                book.keep(record);
            }

            @Override
            public void forgetBelow(long epoch) {
                book.forgetBelow(epoch);
            }
        };

        PlanLock lock = Locks.take(twice, "first", clock);

        lock.confirm();
        assertThat(lock.mine().epoch()).isEqualTo(1);
    }

    @Test
    void shouldGiveTheLockToOneOfManyWhoWantItAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 1; round <= thoroughness(); round++) {
                List<Callable<Attempt>> attempts = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    String owner = "runner" + i;
                    attempts.add(() -> attempt(owner));
                }
                List<PlanLock> taken = new ArrayList<>();
                for (Future<Attempt> done : threads.invokeAll(attempts)) {
                    if (done.get() instanceof Attempt.Taken one) {
                        taken.add(one.lock());
                    }
                }
                assertThat(taken).hasSize(1);
                assertThat(taken.get(0).mine().epoch()).isEqualTo(round);
                taken.get(0).confirm();
                taken.get(0).close();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void shouldTakeOverAtOnceFromAProcessThatHasEnded() {
        ProcessMark here = ProcessMark.current();
        ProcessMark before = new ProcessMark(here.machine(), here.pid(), "an earlier life of this pid");
        LockRecord lost = Locks.elsewhere(7, 3);
        LockRecord.Holder dead = new LockRecord.Holder("ops@ci-7", before, Locks.NOON, "apply", 7);
        store().lock().claim(new LockRecord(dead, lost.terms(), "nonce", 3, false));

        assertThat(store().holder()).isEmpty();
        Attempt.Taken taken = (Attempt.Taken) attempt("second");

        assertThat(taken.lock().mine().epoch()).isEqualTo(8);
        assertThat(taken.overtaken())
                .contains("was held by ops@ci-7 (process " + here.pid()
                        + ", apply, since 2026-11-02T12:00:00Z), which has ended");
    }

    @Test
    void shouldTakeOverFromElsewhereOnlyAfterLeaseAndLongestCall() {
        store().lock().claim(Locks.elsewhere(7, 0));
        Applicant second = Locks.applicant(store().lock(), "second", clock);

        // However late it is by the wall clock.
        assertThat(second.attempt(Locks.NOON.plusSeconds(86_400))).isInstanceOf(Attempt.Held.class);
        clock.pass(PATIENCE.minusMillis(1));
        assertThat(second.attempt(Locks.NOON))
                .isEqualTo(new Attempt.Held(
                        "ops@ci-7 (process 4711, apply, since 2026-11-02T12:00:00Z)", Duration.ofMillis(1)));
        clock.pass(Duration.ofMillis(1));
        Attempt.Taken taken = (Attempt.Taken) second.attempt(Locks.NOON.minusSeconds(86_400));

        assertThat(taken.lock().mine().epoch()).isEqualTo(8);
        assertThat(taken.overtaken())
                .contains(
                        "was held by ops@ci-7 (process 4711, apply, since 2026-11-02T12:00:00Z), which has not renewed"
                                + " it for 40 s");
    }

    @Test
    void shouldLeaveTheLockToAHolderWhoRenewsIt() {
        PlanLock first = take("first");
        Applicant second = Locks.applicant(store().lock(), "second", clock);

        for (int i = 0; i < 12; i++) {
            assertThat(second.attempt(Locks.NOON)).isInstanceOf(Attempt.Held.class);
            clock.pass(first.renewal());
            assertThat(first.mayBegin()).isTrue();
            first.renew();
        }

        first.confirm();
    }

    @Test
    void shouldNotTakeWhatCannotBeReadForFreeUntilALeaseHasPassed() {
        take("first");
        spoil(1);
        Applicant second = Locks.applicant(store().lock(), "second", clock);

        Attempt.Held held = (Attempt.Held) second.attempt(Locks.NOON);
        assertThat(held.holder()).contains("somebody whose lock cannot be read (");
        clock.pass(PATIENCE);
        Attempt.Taken taken = (Attempt.Taken) second.attempt(Locks.NOON);

        assertThat(taken.lock().mine().epoch()).isEqualTo(2);
        assertThat(taken.overtaken().orElseThrow()).contains("cannot be read");
    }

    @Test
    void shouldBeginNothingOnceItCouldNotRenewForHalfALease() {
        PlanLock lock = take("first");

        clock.pass(Duration.ofSeconds(15).minusNanos(1));
        assertThat(lock.mayBegin()).isTrue();
        clock.pass(Duration.ofNanos(1));
        assertThat(lock.mayBegin()).isFalse();
        lock.renew();
        assertThat(lock.mayBegin()).isTrue();
    }

    @Test
    void shouldFenceWhoWasTakenOver() {
        PlanLock first = take("first");
        StoredRun run = store().create(first, FIRST, new byte[0]);
        Journal old = run.openJournal(first, notice -> {});
        old.append(FACTS.subList(0, 2));

        PlanLock second = takeOver("second");
        // Before the new holder has even looked at the journal.
        assertFenced(() -> old.append(FACTS.subList(2, 3)));
        Journal now = store().latestUnfinished().orElseThrow().openJournal(second, notice -> {});
        assertFenced(() -> run.openJournal(first, notice -> {}));
        now.append(FACTS.subList(2, 3));

        assertFenced(first::confirm);
        assertFenced(first::renew);
        assertFenced(() -> store().create(first, "20261102-090000-b", new byte[0]));
        assertThatThrownBy(() -> old.append(FACTS.subList(3, 4))).isInstanceOf(JournalException.class);
        first.close();
        now.append(FACTS.subList(3, 4));
        second.confirm();
        assertThat(store().holder()).contains(second.mine().toString());
        assertThat(store().latest().orElseThrow().facts()).isEqualTo(FACTS.subList(0, 4));
        assertThat(now.facts()).isEqualTo(FACTS.subList(0, 4));
        second.close();
        assertThatThrownBy(first::confirm).hasMessageContaining(" has taken over, and has given it back since.");
        assertThat(old.facts()).isEqualTo(FACTS.subList(0, 2));
    }

    @Test
    void shouldNotWriteByALockThatWasGivenBack() {
        PlanLock lock = take("first");
        Journal journal = store().create(lock, FIRST, new byte[0]).openJournal(lock, notice -> {});
        journal.append(FACTS.subList(0, 1));
        lock.close();

        assertThatThrownBy(() -> journal.append(FACTS.subList(1, 2)))
                .isInstanceOf(FencedException.class)
                .hasMessageContaining("found that it was given back.");
        lock.renew();
        assertThat(store().holder()).isEmpty();
        assertThat(store().latest().orElseThrow().facts()).isEqualTo(FACTS.subList(0, 1));
    }

    private void run(String id, List<Fact> facts) {
        try (PlanLock lock = take("runner")) {
            store().create(lock, id, new byte[] {'x'})
                    .openJournal(lock, notice -> {})
                    .append(facts);
        }
    }

    @Test
    void shouldFindNoRunWhereNothingIs() {
        assertThat(store().latest()).isEmpty();
        assertThat(store().latestUnfinished()).isEmpty();
    }

    @Test
    void shouldFindTheNewestRunThatBegan() {
        run("20261102-090000-b", FACTS.subList(0, 3));
        run("20261103-090000-a", FACTS.subList(0, 2));
        run("20261101-090000-c", FACTS);
        run("20261104-090000-d", List.of());

        assertThat(store().runs().map(StoredRun::id))
                .containsExactly("20261104-090000-d", "20261103-090000-a", "20261102-090000-b", "20261101-090000-c");
        assertThat(store().latest().map(StoredRun::id)).contains("20261103-090000-a");
        assertThat(store().latestUnfinished().map(StoredRun::id)).contains("20261103-090000-a");
    }

    @Test
    void shouldFindNoUnfinishedRunBehindAnEndedOne() {
        run("20261102-090000", FACTS.subList(0, 3));
        run("20261103-090000", FACTS);

        assertThat(store().latest().map(StoredRun::id)).contains("20261103-090000");
        assertThat(store().latestUnfinished()).isEmpty();
    }

    @Test
    void shouldShowToOthersWhatTheRunnerHasWrittenSoFar() {
        PlanLock lock = take("first");
        Journal journal = store().create(lock, FIRST, new byte[0]).openJournal(lock, notice -> {});

        for (int i = 0; i < 3; i++) {
            journal.append(FACTS.subList(i, i + 1));
            assertThat(store().latestUnfinished().orElseThrow().facts()).isEqualTo(FACTS.subList(0, i + 1));
        }
    }

    @Test
    void shouldGoOnWhereTheRunnerBeforeLeft() {
        run(FIRST, FACTS.subList(0, 3));

        int stride = 20 / thoroughness();
        for (int i = 3; i < FACTS.size() - 1; i += stride) {
            try (PlanLock lock = take("runner" + i)) {
                Journal journal = store().latestUnfinished().orElseThrow().openJournal(lock, notice -> {});
                assertThat(journal.facts()).isEqualTo(FACTS.subList(0, i));
                journal.append(FACTS.subList(i, Math.min(i + stride, FACTS.size() - 1)));
            }
        }

        assertThat(store().latest().orElseThrow().facts()).isEqualTo(FACTS.subList(0, FACTS.size() - 1));
    }

    @Test
    void shouldHandRequestsFromWhoAsksToWhoRuns() {
        run(FIRST, FACTS.subList(0, 3));
        Request pause = Request.ofRun(Request.Kind.PAUSE, "ops@laptop", Locks.NOON, "lunch");

        store().latest().orElseThrow().requests().post(pause);
        Requests taking = store().latest().orElseThrow().requests();

        assertThat(taking.pending()).extracting(RequestInbox.Posted::request).containsExactly(pause);
        taking.remove(taking.pending().get(0));
        assertThat(store().latest().orElseThrow().requests().pending()).isEmpty();
    }
}
