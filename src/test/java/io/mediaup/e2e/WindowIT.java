package io.mediaup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.rollout.Action;
import io.mediaup.rollout.Fact;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Processes that leave a run that goes on, with 75 and a word on what the next call does. */
class WindowIT {

    @RegisterExtension
    private final Lab lab = new Lab();

    /** A window that is closed now, whatever the time: it opens in half a day. */
    private void closedNow() throws Exception {
        int hour = (Instant.now().atZone(ZoneOffset.UTC).getHour() + 12) % 24;
        Files.writeString(
                lab.planFile(), "windows: [{cron: \"0 " + hour + " * * *\", lasts: 1h}]\n", StandardOpenOption.APPEND);
    }

    @Test
    void shouldBeginNothingWhileTheWindowIsClosedUnlessToldTo() throws Exception {
        closedNow();
        lab.run(0, "lab", "up", "PLAN");

        Cli closed = lab.run(75, "apply", "PLAN", "--yes", "--output", "json");
        assertThat(closed.errText())
                .contains("Nothing was begun: the window is closed until")
                .contains("--now");
        assertThat(closed.summary().path("outcome").asString()).isEqualTo("unfinished");
        assertThat(lab.latestRun()).isEmpty();
        lab.run(0, "apply", "PLAN", "--yes", "--unfinished-ok");
        assertThat(lab.run(0, "plan", "PLAN").outText()).containsPattern("Window .* UTC, for 1 h: 2 batches");

        Cli now = lab.run(0, "apply", "PLAN", "--yes", "--now", "--output", "json");
        assertThat(now.summary().path("outcome").asString()).isEqualTo("done");
        assertThat(now.events("windows-ignored")).hasSize(1);
        assertThat(lab.facts(Fact.WindowsIgnored.class)).hasSize(1);
        assertThat(lab.hosts("1.5.0")).hasSize(2);
        assertThat(lab.sessions("interrupted")).isZero();
    }

    @Test
    void shouldLeaveWhatDrainsToAReap() throws Exception {
        lab.with("arrivals-per-minute", "60").with("median", "10m").with("p95", "20m");
        lab.run(0, "lab", "up", "PLAN");
        assertThat(lab.run(0, "reap", "PLAN").outText()).contains("Nothing to reap");

        Cli brief = lab.run(75, "apply", "PLAN", "--yes", "--max-duration", "300ms");
        assertThat(brief.errText()).contains("--max-duration of 300 ms is over").contains("mediaup apply");

        Cli detached = lab.run(75, "apply", "PLAN", "--yes", "--detach", "--output", "json");
        assertThat(detached.errText())
                .contains("only draining is left; 2 hosts left to drain")
                .contains("retires what has drained by then of 2 hosts");
        assertThat(lab.hosts("1.5.0")).hasSize(2);
        assertThat(lab.begun(Action.Retire.class)).isZero();

        assertThat(lab.run(75, "reap", "PLAN").errText()).contains("nothing more can be retired now; 2 hosts");
        lab.run(0, "reap", "PLAN", "--unfinished-ok");
        lab.run(0, "lab", "traffic", "--stop");
        Cli reaped = lab.run(0, "reap", "PLAN", "--output", "json");
        assertThat(reaped.summary().path("command").asString()).isEqualTo("reap");
        assertThat(reaped.summary().path("outcome").asString()).isEqualTo("done");
        assertThat(lab.hosts("1.4.2")).isEmpty();
        assertThat(lab.sessions("interrupted")).isZero();
        assertThat(lab.run(64, "apply", "PLAN", "--yes", "--max-duration", "soon")
                        .errText())
                .contains("Expected --max-duration with a duration");
    }
}
