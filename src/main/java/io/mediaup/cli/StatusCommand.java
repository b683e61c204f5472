package io.mediaup.cli;

import io.mediaup.app.Exit;
import io.mediaup.app.Home;
import io.mediaup.app.RunsUse;
import io.mediaup.app.StatusUse;
import io.mediaup.app.Terminal;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mediaup status}. */
@Command(
        name = "status",
        description = "Shows where the latest run of a plan stands, from any terminal, without disturbing it.",
        mixinStandardHelpOptions = true)
final class StatusCommand extends Verb {

    @Parameters(
            paramLabel = "PLAN",
            arity = "0..1",
            description = "The plan file; without it the latest run of every plan that ran here.")
    private @Nullable Path plan;

    @Mixin
    private EditOptions edits = new EditOptions();

    @Option(
            names = {"-w", "--watch"},
            description = "Shows it again until the run has ended.")
    private boolean watch;

    @Override
    Exit run(Terminal terminal, Home home) throws InterruptedException {
        return plan == null
                ? new RunsUse(terminal, home).list()
                : new StatusUse(terminal, home).status(edits.of(plan), watch);
    }
}
