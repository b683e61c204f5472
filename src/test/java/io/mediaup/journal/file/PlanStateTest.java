package io.mediaup.journal.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.journal.FactSamples;
import io.mediaup.journal.Journal;
import io.mediaup.rollout.Fact;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanStateTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final List<Fact> WHOLE = FactSamples.all();
    private static final List<Fact> BEGUN = WHOLE.subList(0, 3);

    @TempDir
    private Path directory;

    private RunDirectory run(PlanState state, String id, List<Fact> facts) {
        RunDirectory run = state.create(id, "name: x\n".getBytes(StandardCharsets.UTF_8));
        Journal journal = run.openJournal(notice -> {});
        journal.append(facts);
        return run;
    }

    @Test
    void shouldFindTheLatestRunAndWhetherItIsFinished() throws Exception {
        PlanState state = new PlanState(directory.resolve("plan"));
        assertThat(state.latest()).isEmpty();
        assertThat(state.latestUnfinished()).isEmpty();

        run(state, "20261101-120000-aaaa", WHOLE);
        assertThat(state.latest()).map(RunDirectory::id).contains("20261101-120000-aaaa");
        assertThat(state.latestUnfinished()).isEmpty();

        run(state, "20261102-120000-aaaa", BEGUN);
        assertThat(state.latestUnfinished()).map(RunDirectory::id).contains("20261102-120000-aaaa");

        run(state, "20261103-120000-aaaa", WHOLE);
        assertThat(state.latestUnfinished())
                .as("an older one was left for good")
                .isEmpty();
        assertThat(Files.readString(state.latest().orElseThrow().planFile())).isEqualTo("name: x\n");
    }

    /** A process that dies between making the directory and writing its first fact has begun nothing. */
    @Test
    void shouldPassOverRunsThatNeverBegan() throws Exception {
        PlanState state = new PlanState(directory);
        run(state, "20261101-120000-aaaa", BEGUN);
        state.create("20261102-120000-aaaa", new byte[0]);
        RunDirectory torn = state.create("20261103-120000-aaaa", new byte[0]);
        Files.writeString(torn.path().resolve("journal.jsonl"), "{\"seq\":1,\"at\":\"20");

        assertThat(state.latest()).map(RunDirectory::id).contains("20261101-120000-aaaa");
    }

    @Test
    void shouldLetOneRunnerInAtATime() {
        PlanState state = new PlanState(directory.resolve("plan"));
        assertThat(state.holder()).isEmpty();

        try (PlanLock lock = state.lock("ops@bastion", NOW, "apply").orElseThrow()) {
            assertThat(lock.mine().epoch()).isEqualTo(1);
            assertThat(state.lock("else@where", NOW, "apply")).isEmpty();
            assertThat(state.holder()).contains(lock.mine());
        }

        assertThat(state.holder()).isEmpty();
        try (PlanLock lock = state.lock("else@where", NOW, "apply").orElseThrow()) {
            assertThat(lock.mine().epoch()).as("rises with every taking").isEqualTo(2);
        }
    }

    @Test
    void shouldNameAnotherProcessAndFreeTheLockWhenThatIsKilled() throws Exception {
        PlanState state = new PlanState(directory);
        Process other = start();
        try {
            assertThat(firstLine(other)).isEqualTo("locked 1");
            assertThat(state.lock("ops@bastion", NOW, "apply")).isEmpty();
            Optional<PlanLock.Holder> holder = state.holder();
            assertThat(holder).map(PlanLock.Holder::owner).contains("other@machine");
            assertThat(holder).map(PlanLock.Holder::pid).contains(other.pid());
        } finally {
            other.destroyForcibly().waitFor();
        }

        assertThat(state.holder()).isEmpty();
        try (PlanLock lock = state.lock("ops@bastion", NOW, "apply").orElseThrow()) {
            assertThat(lock.mine().epoch()).isEqualTo(2);
        }
    }

    @Test
    void shouldNotDependOnTheNoteBesideTheLock() throws Exception {
        PlanState state = new PlanState(directory);
        Files.writeString(directory.resolve("lock.json"), "{\"owner\":");

        try (PlanLock lock = state.lock("ops@bastion", NOW, "apply").orElseThrow()) {
            Files.writeString(directory.resolve("lock.json"), "rubbish");
            assertThat(state.holder()).as("held by somebody").isPresent();
            assertThat(lock.mine().owner()).isEqualTo("ops@bastion");
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String firstLine(Process process) throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return String.valueOf(out.readLine());
    }
}
