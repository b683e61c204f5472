package io.mediaup.journal.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PlanLockTest {

    private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");

    @TempDir
    private Path parent;

    private Path directory;
    private PlanState state;

    @BeforeEach
    void state() {
        directory = parent.resolve("sfu");
        state = new PlanState(directory);
    }

    private Optional<PlanLock> take() {
        return state.lock("ops@laptop", NOON, "apply");
    }

    @Test
    void shouldHaveNoHolderBeforeAnybodyTakesIt() {
        assertThat(state.holder()).isEmpty();
        assertThat(directory).doesNotExist();
    }

    @Test
    void shouldNameItsHolderUntilItIsReleased() {
        try (PlanLock lock = take().orElseThrow()) {
            assertThat(lock.mine().pid()).isEqualTo(ProcessHandle.current().pid());
            assertThat(state.holder()).contains(lock.mine());
            assertThat(new PlanState(parent.resolve("./sfu")).holder()).contains(lock.mine());
        }

        assertThat(state.holder()).isEmpty();
    }

    @Test
    void shouldRefuseASecondRunnerInOneProcess() {
        try (PlanLock lock = take().orElseThrow()) {
            assertThat(lock.mine().epoch()).isEqualTo(1);
            assertThat(take()).isEmpty();
            assertThat(new PlanState(parent.resolve("./sfu")).lock("ops@laptop", NOON, "apply"))
                    .isEmpty();
        }
    }

    @Test
    void shouldRaiseTheEpochWithEveryTaking() {
        for (int epoch = 1; epoch <= 3; epoch++) {
            try (PlanLock lock = take().orElseThrow()) {
                assertThat(lock.mine().epoch()).isEqualTo(epoch);
            }
        }
    }

    @Test
    void shouldBeReleasedTwiceWithoutHarm() {
        PlanLock first = take().orElseThrow();
        first.close();
        try (PlanLock second = take().orElseThrow()) {
            first.close();
            assertThat(state.holder()).contains(second.mine());
            assertThat(take()).isEmpty();
        }
    }

    @Test
    void shouldRefuseWhileAnotherProcessHasItAndNameThat() throws Exception {
        try (LockChild child = new LockChild(directory)) {
            assertThat(child.answer()).isEqualTo("taken 1");

            assertThat(take()).isEmpty();
            assertThat(state.holder())
                    .contains(new PlanLock.Holder("child@test", child.pid(), NOON, "apply", 1))
                    .map(PlanLock.Holder::toString)
                    .contains("child@test (process " + child.pid() + ", apply, since 2026-11-02T12:00:00Z)");
        }

        try (PlanLock lock = take().orElseThrow()) {
            assertThat(lock.mine().epoch()).isEqualTo(2);
        }
    }

    @Test
    void shouldBeFreeOnceItsHolderIsKilled() throws Exception {
        LockChild child = new LockChild(directory);
        assertThat(child.answer()).isEqualTo("taken 1");
        assertThat(take()).isEmpty();

        child.kill();

        assertThat(state.holder()).isEmpty();
        try (PlanLock lock = take().orElseThrow()) {
            assertThat(lock.mine().epoch()).isEqualTo(2);
        }
    }

    @Test
    void shouldHoldAgainstAnotherProcessWhileItsOwnLooksAndTries() throws Exception {
        try (PlanLock lock = take().orElseThrow()) {
            assertThat(state.holder()).isPresent();
            assertThat(take()).isEmpty();

            try (LockChild child = new LockChild(directory)) {
                assertThat(child.answer()).isEqualTo("refused " + lock.mine());
            }
        }
    }

    @Test
    void shouldNotDependOnWhatTellsPeopleOfTheHolder() throws Exception {
        take().orElseThrow().close();
        Files.writeString(directory.resolve("lock.json"), "{\"owner\":");

        assertThat(state.holder()).isEmpty();
        take().orElseThrow().close();
        try (LockChild child = new LockChild(directory)) {
            Files.delete(directory.resolve("lock.json"));
            assertThat(take()).isEmpty();
            assertThat(state.holder()).map(PlanLock.Holder::owner).contains("somebody");
            assertThat(child.answer()).isEqualTo("taken 2");
        }
    }
}
