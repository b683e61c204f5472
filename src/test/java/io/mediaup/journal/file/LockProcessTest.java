package io.mediaup.journal.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.journal.Applicant;
import io.mediaup.journal.Applicant.Attempt;
import io.mediaup.journal.FactSamples;
import io.mediaup.journal.Journal;
import io.mediaup.journal.Locks;
import io.mediaup.journal.Locks.Clock;
import io.mediaup.journal.PlanLock;
import io.mediaup.journal.RunStore;
import io.mediaup.journal.StoredRun;
import io.mediaup.rollout.Fact;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The lock between real processes. */
@Timeout(60)
class LockProcessTest {

    private static final List<Fact> FACTS = FactSamples.release010();

    @TempDir
    private Path parent;

    private final Clock clock = new Clock();
    private Path directory;
    private RunStore store;
    private Applicant applicant;

    @BeforeEach
    void store() {
        directory = parent.resolve("sfu");
        store = new FileRunStore(directory);
        applicant = Locks.applicant(store.lock(), "parent", clock);
    }

    private Attempt attempt() {
        return applicant.attempt(Locks.NOON);
    }

    @Test
    void shouldRefuseWhileAnotherProcessHasTheLockAndNameThat() throws Exception {
        String holder;
        try (LockChild child = new LockChild(directory)) {
            assertThat(child.answer()).isEqualTo("taken 1");
            holder = "child@test (process " + child.pid() + ", apply, since 2026-11-02T12:00:00Z)";

            assertThat(attempt()).isEqualTo(new Attempt.Held(holder, Locks.TERMS.patience()));
            assertThat(store.holder()).contains(holder);
            child.append();
            assertThat(child.outcome()).isEqualTo("appended");
        }

        Attempt.Taken taken = (Attempt.Taken) attempt();
        assertThat(taken.lock().mine().epoch()).isEqualTo(2);
        assertThat(taken.overtaken()).isEmpty();
        try (LockChild child = new LockChild(directory)) {
            assertThat(child.answer()).isEqualTo("refused " + taken.lock().mine());
        }
    }

    @Test
    void shouldTakeOverAtOnceFromAProcessThatWasKilled() throws Exception {
        LockChild child = new LockChild(directory);
        assertThat(child.answer()).isEqualTo("taken 1");
        assertThat(attempt()).isInstanceOf(Attempt.Held.class);

        child.kill();

        assertThat(store.holder()).isEmpty();
        Attempt.Taken taken = (Attempt.Taken) attempt();
        assertThat(taken.lock().mine().epoch()).isEqualTo(2);
        assertThat(taken.overtaken())
                .contains("was held by child@test (process " + child.pid()
                        + ", apply, since 2026-11-02T12:00:00Z), which has ended");
    }

    @Test
    void shouldTakeOverFromAStoppedProcessAfterItsLeaseAndFenceItWhenItWakesUp() throws Exception {
        try (LockChild child = new LockChild(directory)) {
            child.append();
            assertThat(child.outcome()).isEqualTo("appended");
            child.signal("STOP");
            child.append();
            assertThat(attempt()).isInstanceOf(Attempt.Held.class);
            assertThat(store.holder()).isPresent();

            clock.pass(Locks.TERMS.patience());
            PlanLock lock = ((Attempt.Taken) attempt()).lock();
            StoredRun run = store.latestUnfinished().orElseThrow();
            Journal journal = run.openJournal(lock, notice -> {});
            journal.append(FACTS.subList(1, 2));
            child.signal("CONT");

            assertThat(child.outcome()).startsWith("fenced ").contains(lock.mine() + " has taken over");
            journal.append(FACTS.subList(2, 3));
            lock.confirm();
            assertThat(run.facts()).isEqualTo(FACTS.subList(0, 3));
        }
    }
}
