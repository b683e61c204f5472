package io.mediaup.remote;

import java.time.Duration;
import java.util.List;

/**
 * A command for a host.
 *
 * @param argv the program and its arguments; none of them is seen by a shell as anything but itself
 * @param timeout the longest it may run
 * @param silence the longest it may print nothing
 */
public record RemoteCommand(List<String> argv, Duration timeout, Duration silence) {

    /** The most that a command may print, in bytes, on standard output and on standard error together. */
    public static final int MOST_OUTPUT = 1 << 20;

    /** Copies the list. */
    public RemoteCommand {
        argv = List.copyOf(argv);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("Expected a program to run, but found an empty command.");
        }
    }

    /** A command that may be silent all the time. */
    public RemoteCommand(List<String> argv, Duration timeout) {
        this(argv, timeout, timeout);
    }
}
