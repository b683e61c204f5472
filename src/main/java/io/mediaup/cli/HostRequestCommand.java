package io.mediaup.cli;

import io.mediaup.app.Exit;
import io.mediaup.app.Home;
import io.mediaup.app.PlanSource;
import io.mediaup.app.RequestUse;
import io.mediaup.app.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verbs that ask something of one host of a run. */
abstract class HostRequestCommand extends Verb {

    private final String verb;

    @Mixin
    private PlanOptions plan = new PlanOptions();

    @Parameters(index = "1", paramLabel = "HOST", description = "The host's id, as 'mediaup status' shows it.")
    private String host = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the journal.", defaultValue = "")
    private String reason = "";

    HostRequestCommand(String verb) {
        this.verb = verb;
    }

    @Override
    Exit run(Terminal terminal, Home home) throws InterruptedException {
        return ask(new RequestUse(terminal, home));
    }

    Exit ask(RequestUse use) throws InterruptedException {
        return use.ofHost(source(), verb, host(), reason());
    }

    PlanSource source() {
        return plan.source();
    }

    String host() {
        return host;
    }

    String reason() {
        return reason;
    }

    /** {@code mediaup drain}. */
    @Command(
            name = "drain",
            description =
                    "Replaces a host now, whatever its version and its batch: when its replacement gets traffic it"
                            + " leaves the rotation, drains and is retired.",
            mixinStandardHelpOptions = true)
    static final class Drain extends HostRequestCommand {
        Drain() {
            super("drain");
        }
    }

    /** {@code mediaup undrain}. */
    @Command(
            name = "undrain",
            description = "Puts a draining host back in rotation, and holds it there until it is released.",
            mixinStandardHelpOptions = true)
    static final class Undrain extends HostRequestCommand {
        Undrain() {
            super("undrain");
        }
    }

    /** {@code mediaup hold}. */
    @Command(
            name = "hold",
            description =
                    "Leaves a host alone for the rest of the run: it is neither replaced nor retired, and does not"
                            + " keep the run from ending.",
            mixinStandardHelpOptions = true)
    static final class Hold extends HostRequestCommand {
        Hold() {
            super("hold");
        }
    }

    /** {@code mediaup release}. */
    @Command(
            name = "release",
            description = "Ends a hold: the host is treated like any other again.",
            mixinStandardHelpOptions = true)
    static final class Release extends HostRequestCommand {
        Release() {
            super("release");
        }
    }

    /** {@code mediaup extend}. */
    @Command(
            name = "extend",
            description = "Gives a draining host more time before its patience ends.",
            mixinStandardHelpOptions = true)
    static final class Extend extends HostRequestCommand {
        @Parameters(
                index = "2",
                arity = "0..1",
                paramLabel = "TIME",
                defaultValue = "2h",
                description = "How much more, such as 30m; 2h by default.")
        private String more = "2h";

        Extend() {
            super("extend");
        }

        @Override
        Exit ask(RequestUse use) throws InterruptedException {
            return use.extend(source(), host(), more, reason());
        }
    }
}
