package io.mediaup.journal;

/** A journal that cannot be written, or must not be believed. The message says what to do next. */
public class JournalException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** A failure with a message for people. */
    public JournalException(String message) {
        super(message);
    }

    /** A failure with a message for people and what is behind it. */
    public JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
