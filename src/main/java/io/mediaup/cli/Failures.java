package io.mediaup.cli;

import io.mediaup.app.Failure;
import io.mediaup.app.Terminal;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** The one place from an exception to messages and an exit code. */
final class Failures implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception exception, CommandLine command, ParseResult arguments) {
        PrintWriter err = command.getErr();
        Failure failure = Failure.of(exception);
        int width = OutputOptions.width(System.getenv());
        failure.messages().stream()
                .flatMap(message -> Terminal.lines(message, width).stream())
                .forEach(err::println);
        failure.annotations().forEach(err::println);
        boolean verbose = command.getCommand() instanceof Verb verb && verb.verbosity() >= 2;
        if (verbose) {
            exception.printStackTrace(err);
        }
        return failure.exit().code();
    }
}
