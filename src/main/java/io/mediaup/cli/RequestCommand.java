package io.mediaup.cli;

import io.mediaup.app.Exit;
import io.mediaup.app.Home;
import io.mediaup.app.RequestUse;
import io.mediaup.app.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The verbs that leave a request for a run. */
abstract class RequestCommand extends Verb {

    private final String verb;

    @Mixin
    private PlanOptions plan = new PlanOptions();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the journal.", defaultValue = "")
    private String reason = "";

    RequestCommand(String verb) {
        this.verb = verb;
    }

    @Override
    Exit run(Terminal terminal, Home home) throws InterruptedException {
        return new RequestUse(terminal, home).ofRun(plan.source(), verb, reason);
    }

    /** {@code mediaup pause}. */
    @Command(
            name = "pause",
            description = "Asks a run to start nothing new. Hosts that drain go on draining; none is retired.",
            mixinStandardHelpOptions = true)
    static final class Pause extends RequestCommand {
        Pause() {
            super("pause");
        }
    }

    /** {@code mediaup resume}. */
    @Command(
            name = "resume",
            description = "Lets a paused run go on, also one that a failure paused.",
            mixinStandardHelpOptions = true)
    static final class Resume extends RequestCommand {
        Resume() {
            super("resume");
        }
    }

    /** {@code mediaup abort}. */
    @Command(
            name = "abort",
            description = "Ends a run: cordoned hosts that nothing replaces go back in rotation, the others drain to"
                    + " their end. No host is left half-way.",
            mixinStandardHelpOptions = true)
    static final class Abort extends RequestCommand {
        Abort() {
            super("abort");
        }
    }

    /** {@code mediaup rollback}. */
    @Command(
            name = "rollback",
            description =
                    "Brings every slot back to what it ran when the run began: cordoned hosts of the old version go"
                            + " back in rotation first, what is missing is launched, and the new ones drain. The rejected version"
                            + " is not applied again unless you say --retry-rejected.",
            mixinStandardHelpOptions = true)
    static final class Rollback extends RequestCommand {
        Rollback() {
            super("rollback");
        }
    }

    /** {@code mediaup approve}. */
    @Command(
            name = "approve",
            description =
                    "Says that a canary that has baked may be trusted, where the plan says approve: true; the next"
                            + " 'mediaup apply' goes on with the other hosts.",
            mixinStandardHelpOptions = true)
    static final class Approve extends RequestCommand {
        Approve() {
            super("approve");
        }
    }
}
