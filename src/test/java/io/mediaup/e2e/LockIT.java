package io.mediaup.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediaup.rollout.Action;
import io.mediaup.rollout.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The plan's lock between real runs: waiting for it, taking it over, and losing it. */
class LockIT {

    @RegisterExtension
    private final Lab lab = new Lab();

    /** Each host drains for some seconds, so that there is time to do something to the one who runs the plan. */
    @BeforeEach
    void up() throws IOException {
        lab.with("hosts", "3").with("median", "5s").with("p95", "7s");
        lab.run(0, "lab", "up", "PLAN");
    }

    private Path state() {
        return lab.directory().resolve("state/mediaup/e2e");
    }

    private void assertUpgradedOnce() throws IOException {
        assertThat(lab.runs()).hasSize(1);
        assertThat(lab.facts(Fact.RunEnded.class)).hasSize(1);
        assertThat(lab.begun(Action.Launch.class)).isEqualTo(3);
        assertThat(lab.hosts("1.5.0")).hasSize(3);
        assertThat(lab.fleet().hosts()).as("every host ever launched").hasSize(6);
        assertThat(lab.sessions("interrupted")).isZero();
    }

    @Test
    void shouldTakeOverAtOnceFromARunnerThatWasKilled() throws Exception {
        Cli first = lab.start("apply", "PLAN", "--yes", "--output", "json");
        first.awaitEvent("host-told-to-drain");
        first.kill();

        Cli second = lab.run(0, "apply", "PLAN", "--yes", "--output", "json");

        assertThat(second.errText())
                .containsPattern("The lock of e2e was held by .*\\(process " + first.pid()
                        + ", apply, since .*\\), which has ended; taken over\\.");
        assertUpgradedOnce();
        assertThat(lab.run(0, "apply", "PLAN", "--yes").errText()).doesNotContain("taken over");
    }

    @Test
    void shouldFenceARunnerThatWasStoppedPastItsLeaseBeforeItActs() throws Exception {
        lab.environment("MEDIAUP_LEASE", "1s");
        Cli first = lab.start("apply", "PLAN", "--yes", "--output", "json");
        first.awaitEvent("host-told-to-drain");
        first.signal("STOP");
        assertThat(lab.run(0, "status", "PLAN").outText()).contains("process " + first.pid());

        Cli second = lab.start("apply", "PLAN", "--yes", "--output", "json", "--lock-wait", "1m");
        second.awaitErr("which has not renewed it for");
        second.awaitEvent("runner-joined");
        first.signal("CONT");
        first.endsWith(75);
        second.endsWith(0);

        assertThat(first.errText())
                .contains("(process " + second.pid(), "has taken over", "writes nothing more", "mediaup status")
                .doesNotContain("\tat ", "Exception");
        assertThat(first.summary().path("outcome").asString()).isEqualTo("unfinished");
        assertThat(first.summary().path("exit").asInt()).isEqualTo(75);
        assertThat(second.errText()).contains("(process " + first.pid());
        assertThat(lab.facts(Fact.RunnerJoined.class)).hasSize(2);
        assertThat(lab.facts(Fact.RunnerLeft.class)).isEmpty();
        assertUpgradedOnce();
    }

    @Test
    void shouldWaitForTheLockWhileTheHolderLives() throws Exception {
        Cli first = lab.start("apply", "PLAN", "--yes");
        first.awaitOut("told to drain");
        // However slow the others are: as long as it is paused it keeps the lock.
        lab.run(0, "pause", "PLAN");

        Cli soon = lab.run(75, "apply", "PLAN", "--yes", "--lock-wait", "1s");
        assertThat(soon.errText()).contains("(process " + first.pid(), "still does after 1 s", "--lock-wait 10m");
        lab.environment("MEDIAUP_LOCK_WAIT", "80s");
        Cli second = lab.start("apply", "PLAN", "--yes");
        second.awaitOut("for the lock of e2e, held by ");
        Cli third = lab.start("apply", "PLAN", "--yes");
        third.awaitOut("Waiting ");
        third.signal("INT");
        third.endsWith(130);
        assertThat(third.errText()).contains("no host was changed");
        lab.run(0, "resume", "PLAN");
        first.endsWith(0);
        second.endsWith(0);

        assertThat(second.outText()).contains("Nothing to do").containsOnlyOnce("Waiting ");
        assertUpgradedOnce();
        assertThat(lab.run(64, "apply", "PLAN", "--yes", "--lock-wait", "soon").errText())
                .contains("Expected --lock-wait with a duration such as", "'soon'");
    }

    @Test
    void shouldStartNothingWhileTheLockCannotBeRenewedAndGoOnAfterwards() throws Exception {
        lab.environment("MEDIAUP_LEASE", "6s");
        lab.with("rollout", "{batch: 1, max-surge: 1, max-unavailable: 0, max-draining: 1}");
        Cli apply = lab.start("apply", "PLAN", "--yes", "--output", "json");
        apply.awaitEvent("host-told-to-drain");
        // As a full disk would, this refuses the draft of the renewal.
        Path obstacle = Files.createDirectory(state().resolve(".lock-1.json-" + nonce()));

        assertThat(apply.awaitErr(obstacle.getFileName().toString()))
                .contains("Nothing new is started until it can be renewed.");
        int begun = lab.facts(Fact.ActionStarted.class).size();
        lab.awaitFact(Fact.HostDrained.class, fact -> true);
        assertThat(lab.facts(Fact.ActionStarted.class)).hasSize(begun);
        Files.delete(obstacle);
        apply.awaitErr("could be renewed; going on.");
        apply.endsWith(0);

        assertUpgradedOnce();
    }

    private String nonce() throws IOException {
        Matcher nonce = Pattern.compile("\"nonce\" : \"([0-9a-f]+)\"")
                .matcher(Files.readString(state().resolve("lock-1.json")));
        assertThat(nonce.find()).isTrue();
        return nonce.group(1);
    }

    @Test
    void shouldLeaveWhenItsStateDirectoryIsRemoved() throws Exception {
        lab.environment("MEDIAUP_LEASE", "3s");
        Cli apply = lab.start("apply", "PLAN", "--yes", "--output", "json");
        apply.awaitEvent("host-told-to-drain");
        List<String> alive = alive();

        remove(state());
        apply.endsWith(75);

        assertThat(apply.errText()).contains("found that it has been removed").doesNotContain("\tat ", "Exception");
        assertThat(alive()).containsAll(alive);
        assertThat(state()).doesNotExist();
    }

    private List<String> alive() {
        return lab.fleet().hosts().stream()
                .filter(host -> host.alive())
                .map(host -> host.id())
                .toList();
    }

    /** It may be written to while it is removed. */
    private static void remove(Path directory) {
        await("removal of " + directory).atMost(Duration.ofSeconds(10)).until(() -> {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
                return true;
            } catch (IOException changed) {
                return false;
            }
        });
    }
}
