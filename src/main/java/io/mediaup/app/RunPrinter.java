package io.mediaup.app;

import io.mediaup.console.RunEvent;
import io.mediaup.console.RunEvents;
import io.mediaup.console.json.JsonLines;
import io.mediaup.console.plain.EventLines;
import io.mediaup.engine.EngineListener;
import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.plan.Plan;
import io.mediaup.rollout.Decision;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.RolloutState;
import java.time.Duration;
import java.time.Instant;

/**
 * Shows a run as it goes: each event once, and what it waits for when nothing has happened for a while; ever more seldom,
 * since the log of a drain of four hours is read by somebody, too.
 */
final class RunPrinter implements EngineListener {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration SELDOM = Duration.ofMinutes(2);

    private final Plan plan;
    private final Terminal terminal;
    private final CiReport ci;
    private final RunEvents events = new RunEvents();
    private final EventLines lines;
    private Instant lastShown = Instant.MIN;
    private String lastProgress = "";
    private Duration quiet = SOON;

    RunPrinter(Plan plan, Terminal terminal, CiReport ci) {
        this.plan = plan;
        this.terminal = terminal;
        this.ci = ci;
        this.lines = new EventLines(terminal.zone(), terminal.width(), terminal.color());
    }

    @Override
    public void onFact(Fact fact, RolloutState state) {
        events.of(fact, state).ifPresent(this::show);
    }

    @Override
    public void onTurn(FleetSnapshot snapshot, RolloutState state, Decision decision) {
        if (lastShown.equals(Instant.MIN)) {
            lastShown = snapshot.at();
        }
        if (state.end().isPresent()
                || Duration.between(lastShown, snapshot.at()).compareTo(quiet) < 0) {
            return;
        }
        lastShown = snapshot.at();
        String progress = Progress.of(plan, snapshot, state, decision, snapshot.at());
        if (!progress.equals(lastProgress)) {
            lastProgress = progress;
            Duration next = quiet.plus(SOON);
            show(new RunEvent(snapshot.at(), "progress", "", progress, RunEvent.Level.NORMAL));
            quiet = next.compareTo(SELDOM) > 0 ? SELDOM : next;
        }
    }

    /** Shows one event. */
    void show(RunEvent event) {
        ci.event(event);
        if (terminal.json()) {
            terminal.result(JsonLines.of(event));
            return;
        }
        if (event.level() == RunEvent.Level.DETAIL && terminal.verbosity() < 1) {
            return;
        }
        lastShown = event.at();
        quiet = SOON;
        lines.of(event).forEach(terminal::say);
    }
}
