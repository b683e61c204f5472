package io.mediaup.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command without a verb: its options, and the verbs below it. Only the verb that is called is loaded, for picocli
 * would read the annotations of all; all are there when none is called, so that help and "did you mean" are complete.
 */
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
            " 66:a saved plan no longer matches the fleet",
            " 69:the fleet or a host is out of reach, or no Java that is new enough",
            " 70:a bug in mediaup",
            " 75:not finished, and that is fine (window closed, draining, paused, to be approved, lock held): run the same command again",
            " 77:not permitted: credentials that are missing, over, or not enough, or a host key",
            "130:interrupted"
        })
final class MediaupCommand implements Runnable {

    /** In the order of the help. */
    private static final List<String> VERBS = List.of(
            "validate",
            "plan",
            "apply",
            "reap",
            "status",
            "pause",
            "resume",
            "abort",
            "rollback",
            "approve",
            "drain",
            "undrain",
            "hold",
            "release",
            "extend",
            "doctor",
            "iam-policy",
            "presets",
            "schema",
            "completion",
            "lab");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private CommandSpec spec;

    static int run(String... args) {
        // As all that app writes: the locale of a CI job often knows no arrow.
        PrintWriter err = new PrintWriter(
                new OutputStreamWriter(new FileOutputStream(FileDescriptor.err), StandardCharsets.UTF_8), true);
        return commandLine(args).setErr(err).execute(args);
    }

    /** The command line with every verb, for whoever tells about all of it. */
    static CommandLine complete() {
        return commandLine(VERBS);
    }

    private static CommandLine commandLine(String... args) {
        return args.length > 0 && VERBS.contains(args[0]) ? commandLine(List.of(args[0])) : complete();
    }

    private static CommandLine commandLine(List<String> verbs) {
        CommandLine line = new CommandLine(new MediaupCommand());
        verbs.forEach(verb -> line.addSubcommand(verb, verb(verb)));
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setDefaultValueProvider(new EnvironmentDefaults())
                .setParameterExceptionHandler(new WrongUsage())
                .setExecutionExceptionHandler(new Failures());
    }

    /** A class here is loaded only when its branch is taken. */
    private static Class<?> verb(String name) {
        return switch (name) {
            case "validate" -> ValidateCommand.class;
            case "plan" -> PlanCommand.class;
            case "apply" -> ApplyCommand.class;
            case "reap" -> ReapCommand.class;
            case "status" -> StatusCommand.class;
            case "pause" -> RequestCommand.Pause.class;
            case "resume" -> RequestCommand.Resume.class;
            case "abort" -> RequestCommand.Abort.class;
            case "rollback" -> RequestCommand.Rollback.class;
            case "approve" -> RequestCommand.Approve.class;
            case "drain" -> HostRequestCommand.Drain.class;
            case "undrain" -> HostRequestCommand.Undrain.class;
            case "hold" -> HostRequestCommand.Hold.class;
            case "release" -> HostRequestCommand.Release.class;
            case "extend" -> HostRequestCommand.Extend.class;
            case "completion" -> CompletionCommand.class;
            case "doctor" -> DoctorCommand.class;
            case "iam-policy" -> IamPolicyCommand.class;
            case "presets" -> PresetsCommand.class;
            case "schema" -> SchemaCommand.class;
            case "lab" -> LabCommand.class;
            default -> throw new IllegalArgumentException("Expected one of " + VERBS + ", but found " + name + ".");
        };
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
