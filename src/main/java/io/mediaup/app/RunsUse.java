package io.mediaup.app;

import io.mediaup.console.json.JsonLines;
import io.mediaup.console.plain.Table;
import io.mediaup.engine.RealTimeline;
import io.mediaup.journal.RunStore;
import io.mediaup.journal.StoreException;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.RolloutState;
import io.mediaup.rollout.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code mediaup status} without a plan: the latest run of every plan that ran here, by their journals alone. */
public final class RunsUse {

    private final Terminal terminal;
    private final Home home;

    /** Looks in the surroundings of {@code home}. */
    public RunsUse(Terminal terminal, Home home) {
        this.terminal = terminal;
        this.home = home;
    }

    /** Lists the runs; disturbs nobody. */
    public Exit list() throws InterruptedException {
        try (RealTimeline timeline = new RealTimeline()) {
            Instant now = timeline.now();
            List<Run> runs = PlanStates.all(home).stream()
                    .flatMap(state -> latest(state).stream())
                    .toList();
            if (terminal.json()) {
                runs.forEach(run -> terminal.result(JsonLines.of("run", run.json())));
            } else if (runs.isEmpty()) {
                terminal.result("No run yet in " + home.state() + ".");
            } else {
                table(runs, now).lines(terminal.width(), "").forEach(terminal::result);
            }
        }
        return Exit.DONE;
    }

    /** One store that is out of reach does not hide the others. */
    private Optional<Run> latest(RunStore state) {
        try {
            return state.latest()
                    .map(latest -> new Run(
                            RolloutState.of(latest.facts()), state.holder().isPresent()));
        } catch (StoreException e) {
            terminal.complain("Left out: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Table table(List<Run> runs, Instant now) {
        Table table = new Table().row("PLAN", "TARGET", "RUN", "STATE", "BEGUN");
        for (Run run : runs) {
            Fact.RunStarted start = run.state().start();
            table.row(
                    start.plan(),
                    start.targetVersion(),
                    start.run(),
                    run.word(),
                    Texts.duration(Duration.between(start.at(), now)) + " ago");
        }
        return table;
    }

    /**
     * A plan's latest run.
     *
     * @param running whether a process runs it now
     */
    private record Run(RolloutState state, boolean running) {

        String word() {
            return state.end()
                    .map(end -> end.outcome().word())
                    .orElse(state.paused() ? "paused" : running ? "running" : "unfinished");
        }

        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("plan", state.start().plan());
            json.put("target-version", state.start().targetVersion());
            json.put("run", state.start().run());
            json.put("state", word());
            json.put("begun", state.start().at().toString());
            json.put("ended", state.end().map(end -> end.at().toString()).orElse(""));
            json.put("reason", state.end().map(Fact.RunEnded::reason).orElse(""));
            return json;
        }
    }
}
