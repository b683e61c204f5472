package io.mediaup.cli;

import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place from a command line that cannot be read to a message and exit code 64. */
final class WrongUsage implements IParameterExceptionHandler {

    static final int EXIT_CODE = 64;

    @Override
    public int handleParseException(ParameterException exception, String[] arguments) {
        CommandLine command = exception.getCommandLine();
        PrintWriter err = command.getErr();
        String help = "See '" + command.getCommandSpec().qualifiedName() + " --help'.";
        if (exception instanceof UnmatchedArgumentException unmatched) {
            boolean option = unmatched.isUnknownOption();
            boolean verb = !option && !command.getSubcommands().isEmpty();
            err.println("Expected " + (option ? "a known option" : verb ? "a known command" : "no further argument")
                    + ", but found '" + unmatched.getUnmatched().get(0) + "'. " + help);
            UnmatchedArgumentException.printSuggestions(unmatched, err);
        } else if (exception instanceof MissingParameterException missing) {
            ArgSpec first = missing.getMissing().get(0);
            err.println("Expected " + first.paramLabel() + ", but found none. " + help);
        } else {
            err.println(exception.getMessage() + source(exception) + ". " + help);
        }
        return EXIT_CODE;
    }

    /** A value from the environment is not on the command line, where one would look for it. */
    private static String source(ParameterException exception) {
        return Optional.ofNullable(exception.getArgSpec())
                .filter(argument -> argument instanceof OptionSpec option
                        && !exception.getCommandLine().getParseResult().hasMatchedOption(option))
                .flatMap(EnvironmentDefaults::variable)
                .filter(variable -> System.getenv(variable) != null)
                .map(variable -> " (from " + variable + ")")
                .orElse("");
    }
}
