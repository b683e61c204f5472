package io.mediaup.cli;

import io.mediaup.app.Exit;
import io.mediaup.app.Home;
import io.mediaup.app.StatusUse;
import io.mediaup.app.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mediaup status}. */
@Command(
        name = "status",
        description = "Shows where the latest run of a plan stands, from any terminal, without disturbing it.",
        mixinStandardHelpOptions = true)
final class StatusCommand extends Verb {

    @Mixin
    private PlanOptions plan = new PlanOptions();

    @Option(
            names = {"-w", "--watch"},
            description = "Shows it again until the run has ended.")
    private boolean watch;

    @Override
    Exit run(Terminal terminal, Home home) throws InterruptedException {
        return new StatusUse(terminal, home).status(plan.source(), watch);
    }
}
