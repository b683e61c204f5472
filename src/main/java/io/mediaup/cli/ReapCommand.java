package io.mediaup.cli;

import io.mediaup.app.Exit;
import io.mediaup.app.Home;
import io.mediaup.app.ReapUse;
import io.mediaup.app.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mediaup reap}. */
@Command(
        name = "reap",
        description =
                "Retires what has drained since in an unfinished run, and starts nothing new: for cron. Heeds the windows of"
                        + " the plan.",
        footer = {
            "",
            "Exit codes: 0 the run is done, or there is none; 75 some hosts still drain, or the window is closed: run it"
                    + " again later."
        },
        mixinStandardHelpOptions = true)
final class ReapCommand extends Verb {

    @Mixin
    private PlanOptions plan = new PlanOptions();

    @Option(names = "--now", description = "Heeds no windows, this once.")
    private boolean now;

    @Option(
            names = "--unfinished-ok",
            description = "Exit code 0 instead of 75 for a run that is not finished, and that is fine.")
    private boolean unfinishedOk;

    @Option(
            names = "--lock-wait",
            paramLabel = "DURATION",
            description =
                    "How long to wait for another process that runs the plan, such as 10m; not at all by default.")
    private String lockWait = "0";

    @Override
    Exit run(Terminal terminal, Home home) throws InterruptedException {
        Exit exit = new ReapUse(terminal, home).reap(plan.source(), now, lockWait);
        return unfinishedOk && exit == Exit.UNFINISHED ? Exit.DONE : exit;
    }
}
