package io.mediaup.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One command on a host, over SSH, and how what it prints is read.
 *
 * <p>The exit status speaks first: 0 is a success, or "yes" where a yes or no is read. 126, 127 and 255 say that the
 * command could not be run, which is never a "no".
 *
 * @param command the program and its arguments, each of which stays one argument whatever is filled into its
 *     {@code {{…}}} templates; at least one
 * @param pattern a {@link java.util.regex.Pattern}, in which ^ and $ match at lines, that matches the output once and
 *     whose one group is the count or the version; empty: the whole output is
 * @param expect what must be printed for a "yes"; empty: the exit status says it
 * @param printsWait whether the command prints how many seconds to wait, as BOSH's drain scripts do
 * @param timeout the longest it may run
 */
public record SshCheck(
        List<String> command, Optional<String> pattern, Optional<String> expect, boolean printsWait, Duration timeout)
        implements Check {

    /** Copies the list. */
    public SshCheck {
        command = List.copyOf(command);
    }
}
