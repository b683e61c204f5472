package io.mediaup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.rollout.Action;
import io.mediaup.rollout.Fact;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** {@code kill -9} of mediaup itself: the same command goes on, and nothing is done twice. */
class CrashIT {

    private static final long SEED = Long.getLong("mediaup.e2e.seed", System.nanoTime());

    @RegisterExtension
    private final Lab lab = new Lab();

    private final Random random = new Random(SEED);

    @Test
    void shouldFinishWhatWasKilledSeveralTimes() throws Exception {
        System.out.println("CrashIT: -Dmediaup.e2e.seed=" + SEED);
        lab.with("hosts", "3");
        lab.run(0, "lab", "up", "PLAN");

        for (String moment : List.of("runner-joined", "launch-started", "host-told-to-drain")) {
            Cli apply = lab.start("apply", "PLAN", "--yes", "--output", "json");
            apply.awaitEvent(moment);
            killSoon(apply, 250);
        }
        Cli last = lab.run(0, "apply", "PLAN", "--yes", "--output", "json");

        assertUpgradedOnce(last, 3);
        assertThat(lab.facts(Fact.RunnerJoined.class)).hasSize(4);
    }

    @Test
    void shouldFinishWhatWasKilledWhileTheLabCameUp() throws Exception {
        lab.with("hosts", "3").with("boot-time", "1s");
        Cli apply = lab.start("apply", "PLAN", "--yes", "--output", "json");
        apply.awaitErr("Starting the lab");
        killSoon(apply, 1200);

        Cli last = lab.run(0, "apply", "PLAN", "--yes", "--output", "json");

        assertUpgradedOnce(last, 3);
    }

    @Test
    void shouldEndAnAbortedRunBeforeItBeginsOneOfAnotherPlan() throws Exception {
        lab.with("hosts", "3").with("median", "3s").with("p95", "5s");
        lab.run(0, "lab", "up", "PLAN");
        Cli apply = lab.start("apply", "PLAN", "--yes", "--output", "json");
        apply.awaitEvent("host-told-to-drain");
        apply.kill();
        lab.with("target", "1.6.0");

        lab.run(0, "abort", "PLAN");
        Cli aborted = lab.run(1, "apply", "PLAN", "--yes", "--output", "json");
        assertThat(aborted.summary().path("outcome").asString()).isEqualTo("aborted");
        Cli done = lab.run(0, "apply", "PLAN", "--yes", "--output", "json");
        assertThat(done.summary().path("outcome").asString()).isEqualTo("done");
        assertThat(lab.hosts("1.6.0")).hasSize(3);
        assertThat(lab.hosts("1.5.0")).isEmpty();
        assertThat(lab.sessions("interrupted")).isZero();
    }

    /** At a moment within so many milliseconds, as the seed says. */
    private void killSoon(Cli apply, int millis) {
        LockSupport.parkNanos(random.nextInt(millis) * 1_000_000L);
        assertThat(apply.alive()).as("still at work: %s", apply).isTrue();
        apply.kill();
    }

    private void assertUpgradedOnce(Cli last, int hosts) throws Exception {
        JsonNode summary = last.summary();
        assertThat(summary.path("outcome").asString()).isEqualTo("done");
        assertThat(summary.path("hosts").path("launched").asInt()).isEqualTo(hosts);
        assertThat(summary.path("hosts").path("retired").asInt()).isEqualTo(hosts);
        assertThat(lab.runs()).as("one run, continued").hasSize(1);
        assertThat(lab.begun(Action.Launch.class)).isEqualTo(hosts);
        assertThat(lab.hosts("1.5.0")).hasSize(hosts);
        assertThat(lab.fleet().hosts()).as("every host ever launched").hasSize(2 * hosts);
        JsonNode sessions = lab.status().path("sessions");
        assertThat(sessions.path("interrupted").asLong()).isZero();
        assertThat(sessions.path("completed").asLong()).isPositive();
    }
}
