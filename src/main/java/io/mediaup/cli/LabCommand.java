package io.mediaup.cli;

import io.mediaup.app.Exit;
import io.mediaup.app.Home;
import io.mediaup.app.LabUse;
import io.mediaup.app.PlanSource;
import io.mediaup.app.Terminal;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mediaup lab}: the embedded fleet. */
@Command(
        name = "lab",
        description =
                "The embedded fleet on loopback: real processes with live sessions, for a first try and for tests.",
        subcommands = {LabCommand.Up.class, LabCommand.Down.class, LabCommand.Status.class, LabCommand.Traffic.class},
        mixinStandardHelpOptions = true)
final class LabCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Expected up, down, status or traffic, but found none");
    }

    /** A lab verb whose plan may be left out when there is only one lab. */
    abstract static class OnLab extends Verb {
        @Parameters(
                paramLabel = "PLAN",
                arity = "0..1",
                description = "The lab's plan; without it the only lab there is.")
        private @Nullable Path plan;

        @Mixin
        private EditOptions edits = new EditOptions();

        Optional<PlanSource> source() {
            return Optional.ofNullable(plan).map(edits::of);
        }
    }

    /** {@code mediaup lab up}. */
    @Command(
            name = "up",
            description = "Starts the plan's lab, or what is missing of it.",
            mixinStandardHelpOptions = true)
    static final class Up extends Verb {
        @Mixin
        private PlanOptions plan = new PlanOptions();

        @Override
        Exit run(Terminal terminal, Home home) {
            return new LabUse(terminal, home).up(plan.source());
        }
    }

    /** {@code mediaup lab down}. */
    @Command(
            name = "down",
            description = "Ends a lab: its processes and its directory.",
            mixinStandardHelpOptions = true)
    static final class Down extends OnLab {
        @Override
        Exit run(Terminal terminal, Home home) {
            return new LabUse(terminal, home).down(source());
        }
    }

    /** {@code mediaup lab status}. */
    @Command(
            name = "status",
            description = "Shows a lab's hosts, and what its clients counted.",
            mixinStandardHelpOptions = true)
    static final class Status extends OnLab {
        @Override
        Exit run(Terminal terminal, Home home) {
            return new LabUse(terminal, home).status(source());
        }
    }

    /** {@code mediaup lab traffic}. */
    @Command(
            name = "traffic",
            description = "Starts, changes or stops a lab's traffic.",
            mixinStandardHelpOptions = true)
    static final class Traffic extends OnLab {
        @Option(names = "--stop", description = "Ends the traffic and its sessions.")
        private boolean stop;

        @Option(names = "--arrivals-per-minute", paramLabel = "N", description = "New sessions per minute from now on.")
        private @Nullable Integer arrivals;

        @Override
        Exit run(Terminal terminal, Home home) {
            OptionalInt rate = arrivals == null ? OptionalInt.empty() : OptionalInt.of(arrivals);
            return new LabUse(terminal, home).traffic(source(), stop, rate);
        }
    }
}
