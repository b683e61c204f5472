package io.mediaup.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command without a verb: its options, and the verbs below it. */
@Command(
        name = "mediaup",
        description = "Upgrades fleets of hosts that hold live sessions, without cutting anyone off early.",
        mixinStandardHelpOptions = true,
        versionProvider = MediaupCommand.BuiltVersion.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "  0:done, or nothing to do",
            "  1:failed, halted or aborted: the output says why, and what to do next",
            "  2:plan --detailed-exitcode: there is something to do",
            "  3:approval declined",
            " 64:wrong usage, or nobody to ask and no --yes",
            " 65:invalid plan, or a plan file that cannot be read",
            " 69:the fleet or a host is out of reach, or no Java that is new enough",
            " 70:a bug in mediaup",
            " 75:not finished, and that is fine (paused, lock held): run the same command again",
            "130:interrupted"
        },
        subcommands = {
            ValidateCommand.class,
            PlanCommand.class,
            ApplyCommand.class,
            StatusCommand.class,
            RequestCommand.Pause.class,
            RequestCommand.Resume.class,
            RequestCommand.Abort.class,
            RequestCommand.Rollback.class,
            HostRequestCommand.Drain.class,
            HostRequestCommand.Undrain.class,
            HostRequestCommand.Hold.class,
            HostRequestCommand.Release.class,
            HostRequestCommand.Extend.class,
            SchemaCommand.class,
            CompletionCommand.class,
            LabCommand.class
        })
final class MediaupCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private CommandSpec spec;

    static int run(String... args) {
        return complete()
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setDefaultValueProvider(new EnvironmentDefaults())
                .setParameterExceptionHandler(new WrongUsage())
                .setExecutionExceptionHandler(new Failures())
                .execute(args);
    }

    /** The command with every verb. */
    static CommandLine complete() {
        return new CommandLine(new MediaupCommand());
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
        throw new ParameterException(spec.commandLine(), "Expected a command, but found none");
    }

    /** For {@code --version} in the company of other options. */
    static final class BuiltVersion implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {Version.line()};
        }
    }
}
