package io.mediaup.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediaup.engine.RealTimeline;
import io.mediaup.journal.Locks;
import io.mediaup.journal.PlanLock;
import io.mediaup.journal.RunStore;
import io.mediaup.journal.file.FileRunStore;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PlanLocksTest {

    private static final int WIDTH = 60;

    @TempDir
    private Path directory;

    private final Plan plan = PlanBuilder.drainFirst().build();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private RunStore store;

    @BeforeEach
    void store() {
        store = new FileRunStore(directory);
    }

    private PlanLock take(Duration wait, boolean cursor, Map<String, String> env) throws InterruptedException {
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                WIDTH,
                cursor,
                false,
                Terminal.Output.PLAIN,
                0);
        try (RealTimeline timeline = new RealTimeline()) {
            return new PlanLocks(terminal, new Home(env, "me"), plan, timeline).take(store, wait);
        }
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void shouldTakeAFreeLockWithoutAWord() throws Exception {
        try (PlanLock lock = take(Duration.ZERO, true, Map.of())) {
            assertThat(lock.mine().owner()).startsWith("me@");
            assertThat(lock.renewal()).isEqualTo(Duration.ofSeconds(10));
        }
        assertThat(out()).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void shouldRefuseAtOnceAndSayHowLongToWaitForAHolderThatMayHaveDied() {
        store.lock().claim(Locks.elsewhere(1, 0));

        assertThatThrownBy(() -> take(Duration.ZERO, true, Map.of()))
                .hasMessageContaining("found that ops@ci-7 (process 4711, apply, since 2026-11-02T12:00:00Z) does.")
                .hasMessageMatching(".* waiting for 4[56] s takes its lock over\\.")
                .asInstanceOf(InstanceOfAssertFactories.type(Refusal.class))
                .extracting(Refusal::exit)
                .isEqualTo(Exit.UNFINISHED);
        assertThat(out()).isEmpty();
    }

    @Test
    void shouldCountDownInOneLineOfATerminalAndEraseIt() {
        store.lock().claim(Locks.elsewhere(1, 0));

        assertThatThrownBy(() -> take(Duration.ofSeconds(2), true, Map.of()))
                .hasMessageContaining("still does after 2 s");

        String who = "The lock of test is held by ops@ci-7 [^\r\u001b]*\n";
        String line = "\rWaiting \\d s for the lock of test …\u001b\\[K";
        assertThat(out()).matches(who + "(" + line + "){2,}\r\u001b\\[K");
        assertThat(out().split("\u001b\\[K|\\R")).allMatch(shown -> shown.length() <= WIDTH);
    }

    @Test
    void shouldTellALogOnce() {
        store.lock().claim(Locks.elsewhere(1, 0));

        assertThatThrownBy(() -> take(Duration.ofSeconds(2), false, Map.of())).isInstanceOf(Refusal.class);

        assertThat(out())
                .matches("Waiting \\d s for the lock of test, held by ops@ci-7 \\(process 4711, apply, since"
                        + " 2026-11-02T12:00:00Z\\)\\.\\R");
    }

    @Test
    void shouldRefuseWhatIsNoDuration() {
        assertThatThrownBy(() -> take(Duration.ZERO, false, Map.of("MEDIAUP_LEASE", "soon")))
                .hasMessage("Expected MEDIAUP_LEASE to be a duration such as 30s, but found 'soon'.");
        assertThatThrownBy(() -> PlanLocks.wait("-1s")).hasMessageContaining("but found '-1s'");
        assertThat(PlanLocks.wait("1h30m")).isEqualTo(Duration.ofMinutes(90));
    }
}
