package io.mediaup.journal;

/** A store that did not do what it was asked to. Whatever was written before is safe; the same command goes on later. */
public final class StoreException extends JournalException {

    private static final long serialVersionUID = 1;

    private final Kind kind;

    /** A failure with a message for people, which says what to do next and holds no secret. */
    public StoreException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What stands in the way. */
    public Kind kind() {
        return kind;
    }

    /** What stands in the way. */
    public enum Kind {
        /** No answer, or none that is of use. */
        UNREACHABLE,
        /** Credentials are missing, over, or not enough. */
        FORBIDDEN
    }
}
