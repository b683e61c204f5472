package io.mediaup.cli;

import io.mediaup.app.Exit;
import io.mediaup.app.Home;
import io.mediaup.app.PlanUse;
import io.mediaup.app.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mediaup plan}. */
@Command(
        name = "plan",
        description = "Shows host by host what apply would do and why, by running the same engine in virtual time."
                + " Changes nothing.",
        mixinStandardHelpOptions = true)
final class PlanCommand extends Verb {

    @Mixin
    private PlanOptions plan = new PlanOptions();

    @Mixin
    private StatsOption stats = new StatsOption();

    @Option(names = "--detailed-exitcode", description = "Exit code 2 when there is something to do.")
    private boolean detailedExit;

    @Override
    Exit run(Terminal terminal, Home home) throws InterruptedException {
        return new PlanUse(terminal, home).plan(plan.source(), detailedExit, stats.wanted());
    }
}
