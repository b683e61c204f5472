package io.mediaup.cli;

import io.mediaup.app.ApplyUse;
import io.mediaup.app.Exit;
import io.mediaup.app.Home;
import io.mediaup.app.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mediaup apply}. */
@Command(
        name = "apply",
        description =
                "Upgrades the fleet. Continues an unfinished run by itself; does nothing when all hosts are current.",
        footer = {
            "",
            "The first Ctrl-C starts nothing new, waits for what is in flight and says how to go on; the second leaves at"
                    + " once, which the journal copes with.",
            "Exit codes: 0 done, or nothing to do; 1 failed, halted or aborted; 3 declined; 64 wrong usage; 65 invalid"
                    + " plan; 66 a saved plan that no longer matches the fleet; 69 out of reach; 75 not finished, run it again; 77"
                    + " not permitted; 130 interrupted."
        },
        mixinStandardHelpOptions = true)
final class ApplyCommand extends Verb {

    @Mixin
    private PlanOptions plan = new PlanOptions();

    @Mixin
    private StatsOption stats = new StatsOption();

    @Option(
            names = {"-y", "--yes"},
            description = "Approved: does not ask.")
    private boolean yes;

    @Option(
            names = "--unfinished-ok",
            description = "Exit code 0 instead of 75 for a run that is not finished, and that is fine.")
    private boolean unfinishedOk;

    @Option(
            names = "--lock-wait",
            paramLabel = "DURATION",
            description = "How long to wait for another process that runs the plan, such as 10m; not at all by default."
                    + " One that has died is taken over at once on this machine, elsewhere after its lease.")
    private String lockWait = "0";

    @Option(
            names = "--adopt",
            paramLabel = "RUN",
            description =
                    "Takes over the unfinished run of another machine, whose journal is not here. Only when nothing"
                            + " runs it there any more.")
    private String adopt = "";

    @Option(names = "--retry-rejected", description = "Applies a version that was rolled back once more.")
    private boolean retryRejected;

    @Option(names = "--now", description = "Heeds no windows, from here to the end of the run: for emergencies.")
    private boolean now;

    @Option(
            names = "--detach",
            description =
                    "Leaves with 75 once only draining is left; 'mediaup reap' or the same command retires what has"
                            + " drained.")
    private boolean detach;

    @Option(
            names = "--max-duration",
            paramLabel = "DURATION",
            description =
                    "Starts nothing new after this time, such as 2h, waits for what is in flight and leaves with 75.")
    private String maxDuration = "";

    @Override
    Exit run(Terminal terminal, Home home) throws InterruptedException {
        Exit exit = new ApplyUse(terminal, home)
                .apply(
                        plan.source(),
                        new ApplyUse.Wish(
                                yes,
                                lockWait,
                                adopt,
                                retryRejected,
                                stats.wanted(),
                                new ApplyUse.Stay(now, detach, maxDuration)));
        return unfinishedOk && exit == Exit.UNFINISHED ? Exit.DONE : exit;
    }
}
