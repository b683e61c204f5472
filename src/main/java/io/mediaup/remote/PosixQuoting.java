package io.mediaup.remote;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a list of arguments as one line for a POSIX shell, which is what SSH carries (RFC 4254, 6.5: the server hands the
 * text to the user's shell). Within single quotes a POSIX shell takes every character for itself (POSIX.1-2024, 2.2.2), so
 * no value can become anything but its argument, whatever it contains.
 */
public final class PosixQuoting {

    /** Needs no quotes in any shell. No equals sign: before a program it would set a variable. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+:,./-]+");

    private PosixQuoting() {}

    /**
     * The line.
     *
     * @throws IllegalArgumentException for an argument with a zero character, which no program can be handed
     */
    public static String line(List<String> argv) {
        return Stream.concat(
                        argv.stream().limit(1).map(PosixQuoting::quoted),
                        argv.stream().skip(1).map(PosixQuoting::word))
                .collect(Collectors.joining(" "));
    }

    /** One argument. */
    static String word(String argument) {
        return PLAIN.matcher(argument).matches() ? argument : quoted(argument);
    }

    /** Always with quotes: a first word without them could be a keyword of the shell, or an alias. */
    private static String quoted(String argument) {
        if (argument.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("Expected an argument without a zero character, but found one with it.");
        }
        return "'" + argument.replace("'", "'\\''") + "'";
    }
}
