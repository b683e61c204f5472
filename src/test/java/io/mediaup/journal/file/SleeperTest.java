package io.mediaup.journal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediaup.journal.Applicant;
import io.mediaup.journal.Applicant.Attempt;
import io.mediaup.journal.FactSamples;
import io.mediaup.journal.FencedException;
import io.mediaup.journal.Journal;
import io.mediaup.journal.JournalException;
import io.mediaup.journal.Locks;
import io.mediaup.journal.Locks.Clock;
import io.mediaup.journal.PlanLock;
import io.mediaup.journal.RunStore;
import io.mediaup.journal.StoredRun;
import io.mediaup.rollout.Fact;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A runner that is killed, put to sleep, or out of disk space before or after any single operation on files, while it
 * takes the lock, renews it, begins a run, continues it and gives the lock back.
 */
class SleeperTest {

    private static final List<Fact> FACTS = FactSamples.release010();
    private static final String RUN = "20261102-090000";

    /** More operations than the scenario has. */
    private static final int MOST = 200;

    /** The operations of taking a lock that nobody has, and of renewing it. */
    private static final int TAKING = 8;

    private static final int RENEWING = 5;

    @TempDir
    private Path parent;

    private final Clock clock = new Clock();

    /** Ends the process that does this, as far as the files can tell. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    private interface Event {
        void happen() throws IOException;
    }

    /** Lets something happen before or after operation {@code at}. */
    private static final class Eventful implements Disk {
        private final int at;
        private final boolean after;
        private final Event event;
        private int operations;

        Eventful(int at, boolean after, Event event) {
            this.at = at;
            this.after = after;
            this.event = event;
        }

        private interface Operation<T> {
            T run() throws IOException;
        }

        private <T> T now(Operation<T> operation) throws IOException {
            boolean here = operations++ == at;
            if (here && !after) {
                event.happen();
            }
            T result = operation.run();
            if (here && after) {
                event.happen();
            }
            return result;
        }

        @Override
        public List<String> names(Path directory) throws IOException {
            return now(() -> Disk.super.names(directory));
        }

        @Override
        public Optional<byte[]> read(Path file) throws IOException {
            return now(() -> Disk.super.read(file));
        }

        @Override
        public void draft(Path file, byte[] content) throws IOException {
            now(() -> {
                Disk.super.draft(file, content);
                return file;
            });
        }

        @Override
        public void link(Path draft, Path name) throws IOException {
            now(() -> {
                Disk.super.link(draft, name);
                return name;
            });
        }

        @Override
        public void move(Path draft, Path name) throws IOException {
            now(() -> {
                Disk.super.move(draft, name);
                return name;
            });
        }

        @Override
        public void delete(Path file) throws IOException {
            now(() -> {
                Disk.super.delete(file);
                return file;
            });
        }

        @Override
        public void sync(Path directory) throws IOException {
            now(() -> {
                Disk.super.sync(directory);
                return directory;
            });
        }
    }

    /** What the first runner knows to be durable. */
    private final List<Fact> sure = new ArrayList<>();

    private void firstRunner(RunStore store) {
        Attempt attempt = Locks.applicant(store.lock(), "first", clock).attempt(Locks.NOON);
        if (!(attempt instanceof Attempt.Taken taken)) {
            throw new FencedException("It slept before it took the lock, which others have since.");
        }
        PlanLock lock = taken.lock();
        Journal journal = store.create(lock, RUN, new byte[0]).openJournal(lock, notice -> {});
        append(journal, 0);
        lock.renew();
        append(journal, 1);
        Journal again = store.latestUnfinished().orElseThrow().openJournal(lock, notice -> {});
        append(again, 2);
        lock.renew();
        append(again, 3);
        lock.close();
    }

    private void append(Journal journal, int number) {
        journal.append(FACTS.subList(number, number + 1));
        sure.add(FACTS.get(number));
    }

    /** Takes the lock, if need be after waiting for it. */
    private PlanLock next(Path directory, String owner) {
        Applicant applicant = Locks.applicant(new FileRunStore(directory).lock(), owner, clock);
        if (applicant.attempt(Locks.NOON) instanceof Attempt.Taken taken) {
            return taken.lock();
        }
        clock.pass(Locks.TERMS.patience());
        return ((Attempt.Taken) applicant.attempt(Locks.NOON)).lock();
    }

    private static Optional<StoredRun> run(Path directory) {
        return new FileRunStore(directory).runs().findFirst();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldLeaveAStateToGoOnFromWhereverItIsKilled(boolean after) {
        int at = 0;
        for (boolean killed = true; killed; at++) {
            Path directory = parent.resolve("killed-" + at);
            sure.clear();
            killed = false;
            try {
                firstRunner(new FileRunStore(directory, new Eventful(at, after, () -> {
                    throw new Killed();
                })));
            } catch (Killed e) {
                killed = true;
            }

            PlanLock second = next(directory, "second");
            Optional<StoredRun> run = run(directory);
            if (run.isPresent()) {
                Journal journal = run.get().openJournal(second, notice -> {});
                List<Fact> facts = journal.facts();
                // One more may be durable: it was killed before it knew.
                assertThat(facts).as("killed at %d", at).isEqualTo(FACTS.subList(0, facts.size()));
                assertThat(facts.size()).as("killed at %d", at).isBetween(sure.size(), sure.size() + 1);
                journal.append(FACTS.subList(facts.size(), facts.size() + 1));
                assertThat(run.get().facts()).isEqualTo(FACTS.subList(0, facts.size() + 1));
            } else {
                assertThat(sure).isEmpty();
            }
            second.close();
        }
        assertThat(at).isBetween(40, MOST);
    }

    /** Sleeps at any operation while one or two others have the lock and write, and then goes on as if nothing were. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldNotDisturbItsSuccessorsWhereverItSleeps(int successors) {
        for (boolean after : new boolean[] {false, true}) {
            int at = 0;
            for (boolean slept = true; slept; at++) {
                Path directory = parent.resolve("slept-" + after + "-" + at);
                sure.clear();
                Successors others = new Successors(directory, successors);
                boolean fenced = false;
                try {
                    firstRunner(new FileRunStore(directory, new Eventful(at, after, others::take)));
                } catch (FencedException e) {
                    fenced = true;
                }
                slept = others.lock != null;
                if (slept) {
                    assertThat(fenced || sure.size() == 4)
                            .as("fenced at %d, after %s", at, after)
                            .isTrue();
                    others.assertUndisturbed(at);
                }
            }
            assertThat(at).isBetween(40, MOST);
        }
    }

    private final class Successors {
        private final Path directory;
        private final int count;
        private PlanLock lock;
        private Journal journal;
        private final List<Fact> written = new ArrayList<>();
        private int copied = -1;

        Successors(Path directory, int count) {
            this.directory = directory;
            this.count = count;
        }

        void take() {
            for (int i = 0; i < count; i++) {
                lock = next(directory, "successor" + i);
                StoredRun run = run(directory)
                        .orElseGet(() -> new FileRunStore(directory).create(lock, RUN + "-new", new byte[0]));
                journal = run.openJournal(lock, notice -> {});
                if (copied < 0) {
                    copied = journal.facts().size();
                    written.addAll(FACTS.subList(0, copied));
                }
                join();
            }
        }

        /** Writes something that the one who sleeps would not. */
        private void join() {
            assertThat(journal.facts()).isEqualTo(written);
            Fact joined = new Fact.RunnerJoined(Locks.NOON, lock.mine().owner());
            journal.append(List.of(joined));
            written.add(joined);
        }

        void assertUndisturbed(int at) {
            lock.confirm();
            lock.renew();
            assertThat(sure.size())
                    .as("slept at %d: what it may act upon is what its successor knows", at)
                    .isLessThanOrEqualTo(copied);
            join();
            Optional<StoredRun> run = new FileRunStore(directory)
                    .runs()
                    .filter(one -> !one.facts().isEmpty())
                    .findFirst();
            assertThat(run.orElseThrow().facts()).as("slept at %d", at).isEqualTo(written);
        }
    }

    @Test
    void shouldNotTakeAnEpochThatIsLongOver() {
        Path directory = parent.resolve("sfu");
        Successors others = new Successors(directory, 2);
        // Right before it would write the lock of epoch 1, which by then has been forgotten.
        Eventful disk = new Eventful(1, false, others::take);

        Attempt attempt = Locks.applicant(new FileRunStore(directory, disk).lock(), "first", clock)
                .attempt(Locks.NOON);

        assertThat(attempt).isEqualTo(new Attempt.Held(others.lock.mine().toString(), Locks.TERMS.patience()));
        others.assertUndisturbed(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldRenewAgainOnceTheDiskHasRoom(boolean after) {
        for (int at = TAKING; at < TAKING + RENEWING; at++) {
            Path directory = parent.resolve("full-" + at);
            Eventful disk = new Eventful(at, after, () -> {
                throw new IOException("No space left on device");
            });
            PlanLock lock = Locks.take(new FileRunStore(directory, disk).lock(), "first", clock);
            clock.pass(Locks.TERMS.lease());

            assertThatThrownBy(lock::renew)
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("No space left on device");
            assertThat(lock.mayBegin()).isFalse();
            lock.renew();

            assertThat(lock.mayBegin()).isTrue();
            lock.close();
            next(directory, "second").close();
        }
    }

    @Test
    void shouldWriteNothingIntoAJournalThatOthersHaveGoneOnWith() {
        Path directory = parent.resolve("sfu");
        RunStore store = new FileRunStore(directory);
        PlanLock first = Locks.take(store.lock(), "first", clock);
        Journal old = store.create(first, RUN, new byte[0]).openJournal(first, notice -> {});
        old.append(FACTS.subList(0, 1));
        PlanLock second = next(directory, "second");
        Journal now = run(directory).orElseThrow().openJournal(second, notice -> {});

        assertThatThrownBy(() -> old.append(FACTS.subList(1, 2))).isInstanceOf(FencedException.class);
        now.append(FACTS.subList(1, 2));

        assertThat(run(directory).orElseThrow().facts()).isEqualTo(FACTS.subList(0, 2));
    }
}
