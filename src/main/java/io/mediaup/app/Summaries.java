package io.mediaup.app;

import io.mediaup.console.Summary;
import io.mediaup.console.json.JsonLines;
import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.plan.Plan;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** Summaries of commands that begin no run. */
final class Summaries {

    private Summaries() {}

    static Summary nothingToDo(String command, Plan plan, FleetSnapshot fleet, String reason) {
        return of(command, plan, fleet, "nothing-to-do", reason, Exit.DONE);
    }

    /** Of a command that was refused before its plan could be read. */
    static Summary refused(String command, Refusal refusal) {
        return new Summary(
                command,
                "",
                "",
                "",
                "refused",
                refusal.reason(),
                "",
                new Summary.Hosts(0, 0, 0, 0, 0),
                new Summary.Sessions(0, 0, 0, 0),
                Duration.ZERO,
                Map.of(),
                refusal.exit().code());
    }

    /** Reads the plan; with JSON output a refusal, too, ends in a summary. */
    static Plan read(String command, PlanSource source, Terminal terminal) {
        try {
            return source.read();
        } catch (Refusal refusal) {
            if (terminal.json()) {
                terminal.result(JsonLines.of(refused(command, refusal)));
            }
            throw refusal;
        }
    }

    static Summary of(String command, Plan plan, FleetSnapshot fleet, String outcome, String reason, Exit exit) {
        int current = 0;
        int outdated = 0;
        for (var host : fleet.hosts().values()) {
            boolean target = host.host().version().equals(plan.target().version());
            current += host.host().state().alive() && target ? 1 : 0;
            outdated += host.host().state().alive() && !target ? 1 : 0;
        }
        return new Summary(
                command,
                plan.name(),
                "",
                plan.technique().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                outcome,
                reason,
                plan.target().version(),
                new Summary.Hosts(0, 0, 0, current, outdated),
                new Summary.Sessions(0, 0, 0, 0),
                Duration.ZERO,
                Map.of(),
                exit.code());
    }
}
