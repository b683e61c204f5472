package io.mediaup.journal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediaup.journal.FactCodec;
import io.mediaup.journal.FactSamples;
import io.mediaup.journal.FencedException;
import io.mediaup.journal.Journal;
import io.mediaup.journal.JournalException;
import io.mediaup.journal.Locks;
import io.mediaup.journal.PlanLock;
import io.mediaup.journal.RunStore;
import io.mediaup.journal.RunStoreContract;
import io.mediaup.journal.StoredRun;
import io.mediaup.rollout.Fact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRunStoreTest extends RunStoreContract {

    private static final List<Fact> FACTS = FactSamples.release010();

    @TempDir
    private Path parent;

    private Path directory;

    @BeforeEach
    void directory() {
        directory = parent.resolve("sfu");
    }

    @Override
    protected RunStore store() {
        return new FileRunStore(directory);
    }

    @Override
    protected void spoil(long epoch) {
        try {
            Files.writeString(directory.resolve("lock-" + epoch + ".json"), "{\"holder\":");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldSayThatItCannotWriteWhereNoDirectoryCanBe() throws IOException {
        Files.writeString(parent.resolve("file"), "");

        assertThatThrownBy(() -> new FileRunStore(parent.resolve("file/sfu")).rehearse())
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(parent.resolve("file") + " is not a directory");
        store().rehearse();
        assertThat(names(parent)).as("what is left").containsExactly("file");
    }

    private Stream<String> names(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }

    @Test
    void shouldCreateNothingByLooking() {
        assertThat(store().holder()).isEmpty();
        assertThat(store().latest()).isEmpty();
        assertThat(directory).doesNotExist();
    }

    @Test
    void shouldTellPeopleWhoHasTheLock() throws IOException {
        store().lock().claim(Locks.elsewhere(8, 12));

        assertThat(directory.resolve("lock-8.json")).hasContent("""
                        {
                          "holder" : {
                            "owner" : "ops@ci-7",
                            "process" : {
                              "machine" : "another machine",
                              "pid" : 4711,
                              "birth" : "1"
                            },
                            "since" : "2026-11-02T12:00:00Z",
                            "reason" : "apply",
                            "epoch" : 8
                          },
                          "terms" : {
                            "lease" : "PT30S",
                            "longest-call" : "PT10S"
                          },
                          "nonce" : "elsewhere",
                          "renewals" : 12,
                          "released" : false
                        }
                        """);
        assertThat(names(directory)).containsExactly("lock-8.json");
    }

    @Test
    void shouldKeepOneLockFileAndOneJournalFileHoweverOftenARunIsTakenUp() throws IOException {
        for (int i = 0; i < 4; i++) {
            try (PlanLock lock = Locks.take(store().lock())) {
                lock.renew();
                StoredRun run = i == 0
                        ? store().create(lock, "20261102-090000", new byte[0])
                        : store().latest().orElseThrow();
                run.openJournal(lock, notice -> {}).append(FACTS.subList(i, i + 1));
            }
        }

        assertThat(names(directory)).containsExactlyInAnyOrder("lock-4.json", "20261102-090000");
        assertThat(names(directory.resolve("20261102-090000")))
                .containsExactlyInAnyOrder("plan.yaml", "journal-4.jsonl");
    }

    @Test
    void shouldSweepUpWhatOthersLeftBehind() throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(".lock-3.json-deadbeef"), "{\"hol");
        store().lock().claim(Locks.elsewhere(3, 0));
        store().lock().claim(Locks.elsewhere(2, 0));

        takeOver("second");

        assertThat(names(directory)).containsExactly("lock-4.json");
    }

    @Test
    void shouldGoOnWithTheJournalOfAnEarlierRelease() throws IOException {
        Path run = Files.createDirectories(directory.resolve("20261102-090000"));
        Files.writeString(run.resolve("journal.jsonl"), FactCodec.encode(1, FACTS.get(0)) + "\n");
        assertThat(store().latest().orElseThrow().facts()).isEqualTo(FACTS.subList(0, 1));

        try (PlanLock lock = Locks.take(store().lock())) {
            Journal journal = store().latestUnfinished().orElseThrow().openJournal(lock, notice -> {});
            journal.append(FACTS.subList(1, 2));
        }

        assertThat(store().latest().orElseThrow().facts()).isEqualTo(FACTS.subList(0, 2));
    }

    @Test
    void shouldFenceWhoseStateDirectoryWasRemoved() throws IOException {
        PlanLock lock = Locks.take(store().lock());
        Journal journal = store().create(lock, "20261102-090000", new byte[0]).openJournal(lock, notice -> {});
        removeAll();

        assertThatThrownBy(lock::renew)
                .isInstanceOf(FencedException.class)
                .hasMessageContaining("found that it has been removed");
        assertThatThrownBy(() -> journal.append(FACTS.subList(0, 1))).isInstanceOf(FencedException.class);
        // Epochs begin anew there, which must not make the old holder believe in its own.
        PlanLock next = Locks.take(store().lock(), "next", clock);
        assertThat(next.mine().epoch()).isEqualTo(lock.mine().epoch());
        assertThatThrownBy(lock::confirm).isInstanceOf(FencedException.class).hasMessageContaining("next@test");
        lock.close();
        next.confirm();
    }

    private void removeAll() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void shouldSayWhatToDoWhereTheLockCannotBeWritten() throws IOException {
        Files.writeString(directory, "in the way");

        assertThatThrownBy(() -> Locks.take(store().lock()))
                .isInstanceOf(JournalException.class)
                .hasMessageMatching("Expected to .* " + directory + ".*, but found: .*\\. Check the disk .*\\.");
    }

    @Test
    void shouldPassOverWhatIsNoRun() throws IOException {
        try (PlanLock lock = Locks.take(store().lock())) {
            store().create(lock, "20261102-090000", new byte[0])
                    .openJournal(lock, notice -> {})
                    .append(FACTS.subList(0, 3));
        }
        Files.createDirectory(directory.resolve("20261104-090000"));
        Path torn = Files.createDirectory(directory.resolve("20261105-090000"));
        Files.writeString(torn.resolve("journal-1.jsonl"), "{\"seq\":1,\"at\":");
        Files.writeString(directory.resolve("20261106-090000"), "a file");

        assertThat(store().latest().map(StoredRun::id)).contains("20261102-090000");
        assertThat(store().latestUnfinished().map(StoredRun::id)).contains("20261102-090000");
    }

    @Test
    void shouldRefuseADamagedRunRatherThanPassOverItAndLeaveItAlone() throws IOException {
        Path damaged = Files.createDirectories(directory.resolve("20261103-090000"));
        Files.writeString(damaged.resolve("journal-1.jsonl"), "damaged\n");

        try (PlanLock lock = Locks.take(store().lock())) {
            assertThatThrownBy(() -> store().latest())
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining(damaged.resolve("journal-1.jsonl") + ":1");
            StoredRun run = store().runs().findFirst().orElseThrow();
            assertThatThrownBy(() -> run.openJournal(lock, notice -> {})).isInstanceOf(JournalException.class);
        }
        assertThat(names(damaged)).containsExactly("journal-1.jsonl");
    }

    @Test
    void shouldKeepACopyOfThePlan() throws IOException {
        try (PlanLock lock = Locks.take(store().lock())) {
            StoredRun run = store().create(lock, "20261102-090000", "name: sfu\n".getBytes(StandardCharsets.UTF_8));

            assertThat(Path.of(run.planPlace())).hasContent("name: sfu\n");
            assertThat(run.plan()).asString().isEqualTo("name: sfu\n");
            assertThat(run.facts()).isEmpty();
            assertThat(names(Path.of(run.place()))).containsExactly("plan.yaml");
        }
    }
}
