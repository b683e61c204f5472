package io.mediaup.cli;

import io.mediaup.app.Exit;
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
        subcommands = {
            ValidateCommand.class,
            PlanCommand.class,
            ApplyCommand.class,
            StatusCommand.class,
            RequestCommand.Pause.class,
            RequestCommand.Resume.class,
            RequestCommand.Abort.class,
            LabCommand.class
        })
final class MediaupCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private CommandSpec spec;

    static int run(String... args) {
        return new CommandLine(new MediaupCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new Failures())
                // For all verbs: the annotation's exit codes hold for one command and not for those below it.
                .setExitCodeExceptionMapper(MediaupCommand::exitCode)
                .execute(args);
    }

    private static int exitCode(Throwable exception) {
        return (exception instanceof ParameterException ? Exit.USAGE : Exit.BUG).code();
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Expected a command, but found none. Name one of those listed below.");
    }

    /** For {@code --version} in the company of other options. */
    static final class BuiltVersion implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {Version.line()};
        }
    }
}
