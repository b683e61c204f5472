package io.mediaup.probe.ssh;

import io.mediaup.fleet.Printable;
import io.mediaup.plan.SshCheck;
import io.mediaup.remote.RemoteResult;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes sense of what commands printed. A count that is guessed as zero would cut people off, so whatever is not exactly
 * what was asked for is refused.
 */
final class Outputs {

    /** No host holds more sessions than this; a larger number is a broken counter. */
    static final long MOST_SESSIONS = 1_000_000_000_000L;

    /** The longest version that is believed, in characters. */
    static final int LONGEST_VERSION = 128;

    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,20}");
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?[0-9]{1,20}([.][0-9]{1,20})?([eE][+-]?[0-9]{1,3})?|NaN");
    private static final int LONGEST_WORD = 200;

    private Outputs() {}

    /** The command succeeded, and printed exactly one whole number, as a whole or in the group of its pattern. */
    static long count(SshCheck check, RemoteResult result) throws UnreadableException {
        requireSuccess(result);
        String text = read(check, result, "a count");
        if (!WHOLE.matcher(text).matches()) {
            throw new UnreadableException("expected one whole number"
                    + (check.pattern().isPresent() ? " in the pattern's group" : " and nothing else")
                    + ", but found " + shown(text));
        }
        // Twenty digits may not fit a long; thirteen do.
        String digits = text.replaceFirst("^0+(?=.)", "");
        if (digits.length() > 13 || Long.parseLong(digits) > MOST_SESSIONS) {
            throw new UnreadableException("expected a count of at most 10^12, but found more");
        }
        return Long.parseLong(digits);
    }

    /** The command succeeded, and printed a number and nothing else; not a number where it printed nothing. */
    static double number(SshCheck check, RemoteResult result) throws UnreadableException {
        requireSuccess(result);
        String text = read(check, result, "a number");
        if (text.isEmpty()) {
            return Double.NaN;
        }
        // Java also reads 1f and 0x1p3, which no other program means as a number.
        if (!NUMBER.matcher(text).matches()) {
            throw new UnreadableException("expected a number and nothing else, but found " + shown(text));
        }
        return Double.parseDouble(text);
    }

    /** The command succeeded, and printed a version. */
    static String version(SshCheck check, RemoteResult result) throws UnreadableException {
        requireSuccess(result);
        String version = read(check, result, "a version");
        if (version.isEmpty() || version.length() > LONGEST_VERSION || !Printable.all(version)) {
            throw new UnreadableException(
                    "expected a version of at most 128 printable characters on one line, but found "
                            + (version.isEmpty() ? "nothing" : "other text"));
        }
        return version;
    }

    /** Any exit status but 0 says no, as {@code systemctl is-active} does, unless the command could not be run. */
    static boolean healthy(SshCheck check, RemoteResult result) throws UnreadableException {
        if (result.couldNotRun()) {
            throw new UnreadableException(result.described());
        }
        return result.status() == 0 && (check.expect().isEmpty() || says(check, result));
    }

    /** Exit status 0 says yes and 1 says no, as {@code test} and {@code grep} do; any other says nothing. */
    static boolean drainFlag(SshCheck check, RemoteResult result) throws UnreadableException {
        if (check.expect().isPresent()) {
            requireSuccess(result);
            return says(check, result);
        }
        if (result.status() != 0 && result.status() != 1) {
            throw new UnreadableException(result.described());
        }
        return result.status() == 0;
    }

    /** The command succeeded; every line that it printed is an id, or every match of its pattern is one. */
    static List<String> ids(SshCheck check, RemoteResult result) throws UnreadableException {
        requireSuccess(result);
        List<String> ids = check.pattern().isEmpty()
                ? result.output()
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList()
                : Pattern.compile(check.pattern().get(), Pattern.MULTILINE)
                        .matcher(result.output())
                        .results()
                        .map(Outputs::group)
                        .toList();
        for (String id : ids) {
            if (id.isEmpty() || id.length() > LONGEST_WORD || id.contains(" ") || !Printable.all(id)) {
                throw new UnreadableException("expected one id of a session on each line, but found " + shown(id));
            }
        }
        return ids;
    }

    private static String group(MatchResult match) {
        String group = match.groupCount() == 0 ? match.group() : match.group(1);
        return group == null ? "" : group.strip();
    }

    /** How long the command asks to wait, in seconds; negative: to be asked again after that. */
    static long seconds(RemoteResult result) throws UnreadableException {
        requireSuccess(result);
        String text = result.output().strip();
        if (!text.matches("[+-]?[0-9]{1,6}")) {
            throw new UnreadableException("expected a number of seconds and nothing else, but found " + shown(text));
        }
        return Long.parseLong(text);
    }

    static boolean says(SshCheck check, RemoteResult result) throws UnreadableException {
        String text = result.output().strip();
        if (text.equals(check.expect().orElse("").strip())) {
            return true;
        }
        if (text.isEmpty() || text.length() > LONGEST_WORD || !Printable.all(text)) {
            throw new UnreadableException("expected a short text, but found " + (text.isEmpty() ? "nothing" : "other"));
        }
        return false;
    }

    private static void requireSuccess(RemoteResult result) throws UnreadableException {
        if (result.status() != 0) {
            throw new UnreadableException(result.described());
        }
    }

    /** Several matches could each be it, so they are none. */
    private static String read(SshCheck check, RemoteResult result, String what) throws UnreadableException {
        if (check.pattern().isEmpty()) {
            return result.output().strip();
        }
        Matcher matcher =
                Pattern.compile(check.pattern().get(), Pattern.MULTILINE).matcher(result.output());
        if (!matcher.find()) {
            throw new UnreadableException("expected " + what + " where the pattern matches, but it matches nowhere");
        }
        String group = group(matcher.toMatchResult());
        if (matcher.find()) {
            throw new UnreadableException("expected " + what + " once, but the pattern matches several times");
        }
        return group;
    }

    private static String shown(String text) {
        return text.isEmpty() ? "nothing" : "'" + Printable.firstLine(text, 30) + "'";
    }
}
