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

/** Shows a run as it goes: each event once, and what it waits for when nothing has happened for a while. */
final class RunPrinter implements EngineListener {

    private static final Duration QUIET = Duration.ofSeconds(10);

    private final Plan plan;
    private final Terminal terminal;
    private final RunEvents events = new RunEvents();
    private final EventLines lines;
    private Instant lastShown = Instant.MIN;
    private String lastProgress = "";

    RunPrinter(Plan plan, Terminal terminal) {
        this.plan = plan;
        this.terminal = terminal;
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
                || Duration.between(lastShown, snapshot.at()).compareTo(QUIET) < 0) {
            return;
        }
        lastShown = snapshot.at();
        String progress = Progress.of(plan, snapshot, state, decision, snapshot.at());
        if (!progress.equals(lastProgress)) {
            lastProgress = progress;
            show(new RunEvent(snapshot.at(), "progress", "", progress, RunEvent.Level.NORMAL));
        }
    }

    /** Shows one event. */
    void show(RunEvent event) {
        if (terminal.json()) {
            terminal.result(JsonLines.of(event));
            return;
        }
        if (event.level() == RunEvent.Level.DETAIL && terminal.verbosity() < 1) {
            return;
        }
        lastShown = event.at();
        lines.of(event).forEach(terminal::say);
    }
}
