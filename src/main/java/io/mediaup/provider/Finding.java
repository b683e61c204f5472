package io.mediaup.provider;

import java.util.List;

/**
 * What one check before a run has found.
 *
 * @param check what was looked at, such as {@code quota}: a word that scripts may rely on
 * @param level how it is
 * @param subjects the hosts, zones or groups it is about; empty for the fleet as a whole
 * @param text for people; where something is wrong, also what to do
 */
public record Finding(String check, Level level, List<String> subjects, String text) {

    /** Copies the list. */
    public Finding {
        subjects = List.copyOf(subjects);
    }

    /** How it is, from good to bad. */
    public enum Level {
        /** As it should be. */
        OK("ok"),
        /** Nobody can tell before the run, or not with these rights. */
        SKIPPED("skip"),
        /** A run would begin; somebody should know this before. */
        WARNING("warn"),
        /** A run would be refused, or get stuck. */
        FAILED("fail"),
        /** The same, because something does not answer. */
        UNREACHABLE("fail"),
        /** The same, because it is not permitted. */
        FORBIDDEN("fail");

        private final String word;

        Level(String word) {
            this.word = word;
        }

        /** In one word of four letters at most. */
        public String word() {
            return word;
        }
    }

    /** All is well. */
    public static Finding ok(String check, String text) {
        return new Finding(check, Level.OK, List.of(), text);
    }

    /** It was not found out. */
    public static Finding skipped(String check, String text) {
        return new Finding(check, Level.SKIPPED, List.of(), text);
    }

    /** Somebody should know. */
    public static Finding warning(String check, String text) {
        return new Finding(check, Level.WARNING, List.of(), text);
    }

    /** A run would fail. */
    public static Finding failed(String check, String text) {
        return new Finding(check, Level.FAILED, List.of(), text);
    }

    /** A run would meet the same failure. */
    public static Finding of(String check, ProviderException failure) {
        Level level = switch (failure.kind()) {
            case UNAUTHENTICATED, FORBIDDEN -> Level.FORBIDDEN;
            case UNCERTAIN, THROTTLED -> Level.UNREACHABLE;
            case REFUSED, FAILED, NO_CAPACITY -> Level.FAILED;
        };
        return new Finding(check, level, List.of(), String.valueOf(failure.getMessage()));
    }

    /** The same about these hosts, zones or groups. */
    public Finding about(List<String> names) {
        return new Finding(check, level, names, text);
    }
}
