package io.mediaup.journal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediaup.journal.FactSamples;
import io.mediaup.journal.Journal;
import io.mediaup.journal.JournalException;
import io.mediaup.rollout.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanStateTest {

    private static final List<Fact> FACTS = FactSamples.release010();

    @TempDir
    private Path parent;

    private Path directory;
    private PlanState state;

    @BeforeEach
    void state() {
        directory = parent.resolve("sfu");
        state = new PlanState(directory);
    }

    private void run(String id, List<Fact> facts) {
        Journal journal = state.create(id, new byte[] {'x'}).openJournal(notice -> {});
        journal.append(facts);
    }

    @Test
    void shouldFindNoRunWhereNothingIs() {
        assertThat(state.latest()).isEmpty();
        assertThat(state.latestUnfinished()).isEmpty();
        assertThat(directory).doesNotExist();
    }

    @Test
    void shouldFindTheNewestRun() {
        run("20261102-090000-b", FACTS.subList(0, 3));
        run("20261103-090000-a", FACTS.subList(0, 2));
        run("20261101-090000-c", FACTS);

        assertThat(state.latest()).map(RunDirectory::id).contains("20261103-090000-a");
        assertThat(state.latestUnfinished()).map(RunDirectory::id).contains("20261103-090000-a");
    }

    @Test
    void shouldFindNoUnfinishedRunBehindAnEndedOne() {
        run("20261102-090000", FACTS.subList(0, 3));
        run("20261103-090000", FACTS);

        assertThat(state.latest()).map(RunDirectory::id).contains("20261103-090000");
        assertThat(state.latestUnfinished()).isEmpty();
    }

    @Test
    void shouldPassOverRunsThatNeverBegan() throws IOException {
        run("20261102-090000", FACTS.subList(0, 3));
        run("20261103-090000", List.of());
        Files.createDirectory(directory.resolve("20261104-090000"));
        Path torn = Files.createDirectory(directory.resolve("20261105-090000"));
        Files.writeString(torn.resolve("journal.jsonl"), "{\"seq\":1,\"at\":");
        Files.writeString(directory.resolve("20261106-090000"), "a file");
        state.lock("ops@laptop", FACTS.get(0).at(), "apply").orElseThrow().close();

        assertThat(state.latest()).map(RunDirectory::id).contains("20261102-090000");
        assertThat(state.latestUnfinished()).map(RunDirectory::id).contains("20261102-090000");
    }

    @Test
    void shouldRefuseADamagedRunRatherThanPassOverIt() throws IOException {
        run("20261102-090000", FACTS.subList(0, 3));
        Path damaged = Files.createDirectory(directory.resolve("20261103-090000"));
        Files.writeString(damaged.resolve("journal.jsonl"), "damaged\n");

        assertThatThrownBy(() -> state.latest())
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(damaged.resolve("journal.jsonl") + ":1");
    }

    @Test
    void shouldKeepACopyOfThePlan() throws IOException {
        RunDirectory run =
                state.create("20261102-090000", "name: sfu\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThat(run.planFile()).hasContent("name: sfu\n");
        assertThat(run.facts()).isEmpty();
        try (var files = Files.list(run.path())) {
            assertThat(files).containsExactly(run.planFile());
        }
    }

    @Test
    void shouldShowToOthersWhatTheRunnerHasWrittenSoFar() {
        RunDirectory run = state.create("20261102-090000", new byte[0]);
        Journal journal = run.openJournal(notice -> {});
        journal.append(FACTS.subList(0, 1));

        assertThat(state.latestUnfinished().orElseThrow().facts()).isEqualTo(FACTS.subList(0, 1));
        journal.append(FACTS.subList(1, 2));
        assertThat(state.latestUnfinished().orElseThrow().facts()).isEqualTo(FACTS.subList(0, 2));
    }
}
