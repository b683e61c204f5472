package io.mediaup.console;

import java.time.Instant;

/**
 * One thing that happened in a run, as it is shown.
 *
 * @param at when
 * @param type what, in kebab-case; part of the JSON interface
 * @param subject the host, slot or batch it is about; "run" for the run itself
 * @param text for people: why, or with what result
 * @param level how much it matters
 */
public record RunEvent(Instant at, String type, String subject, String text, Level level) {

    /** How much an event matters to somebody who follows the run. */
    public enum Level {
        /** Only with {@code -v}. */
        DETAIL,
        /** The course of things. */
        NORMAL,
        /** Something that is not as it should be. */
        WARNING,
        /** Something that stops the run. */
        ERROR
    }
}
