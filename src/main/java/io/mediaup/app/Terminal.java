package io.mediaup.app;

import io.mediaup.console.plain.Prose;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Where a command reads and writes: results to {@code out}, everything else to {@code err}.
 *
 * @param out standard output
 * @param err standard error
 * @param interactive whether a person can be asked
 * @param width columns
 * @param cursor whether what was written can be overwritten
 * @param color whether colours are wanted
 * @param output plain or json
 * @param verbosity 0 for the course of things, 1 for details, 2 also for stack traces, -1 for results and errors only
 */
public record Terminal(
        PrintStream out,
        PrintStream err,
        boolean interactive,
        int width,
        boolean cursor,
        boolean color,
        Output output,
        int verbosity) {

    /** The form of the output. */
    public enum Output {
        /** Lines for people and CI logs. */
        PLAIN,
        /** One JSON object a line. */
        JSON
    }

    /** Whether standard output carries JSON. */
    public boolean json() {
        return output == Output.JSON;
    }

    /** The zone that times are shown in. Only looked up when a time is shown, because that opens every jar. */
    public ZoneId zone() {
        return ZoneId.systemDefault();
    }

    /** Sentences, broken at {@code width}. */
    public static List<String> lines(String text, int width) {
        return Prose.lines(text, width);
    }

    /** Sentences for people, broken at the width of the screen. */
    public void prose(String text) {
        Prose.lines(text, width).forEach(this::say);
    }

    /** A line for people: on standard output, or on standard error when that carries JSON; not with {@code --quiet}. */
    public void say(String line) {
        if (verbosity >= 0) {
            (json() ? err : out).println(line);
        }
    }

    /** Puts a line for people in the place of the one before, where {@code cursor} allows that; empty to erase it. */
    public void overwrite(String line) {
        if (verbosity >= 0) {
            String shown = line.length() < width ? line : line.substring(0, width - 1);
            // ECMA-48: erase to the end of the line.
            out.print("\r" + shown + "\u001b[K");
            out.flush();
        }
    }

    /** A line for people who want to know more: with {@code -v}. */
    public void detail(String line) {
        if (verbosity >= 1) {
            err.println(line);
        }
    }

    /** A part of the result, which {@code --quiet} leaves. */
    public void result(String line) {
        out.println(line);
    }

    /** A message on standard error, broken at the width of the screen. */
    public void complain(String text) {
        Prose.lines(text, width).forEach(err::println);
    }

    /** Asks on the terminal; empty when the input has ended. */
    public Optional<String> ask(String question) {
        err.print(question);
        err.flush();
        try {
            // Not closed: it is the process's standard input.
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            return Optional.ofNullable(in.readLine()).map(String::strip);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
