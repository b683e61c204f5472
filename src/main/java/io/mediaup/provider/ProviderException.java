package io.mediaup.provider;

/**
 * A call that did not succeed. Its kind says what the caller may do next, and nothing else does: callers never look at
 * messages.
 */
public final class ProviderException extends Exception {

    private static final long serialVersionUID = 1;

    private final Kind kind;

    /** A failure of the given kind; {@code message} is for people and contains no secret. */
    public ProviderException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** A failure of the given kind with the failure behind it. */
    public ProviderException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What the caller may do next. */
    public Kind kind() {
        return kind;
    }

    /** What the caller may do after a failure. */
    public enum Kind {
        /** Nobody knows whether it happened: look it up by key, then send it again with the same key. */
        UNCERTAIN,
        /** Nothing happened; the same call may succeed later: back off. */
        THROTTLED,
        /** Nothing happened; this place has no capacity: try another one as the plan allows. */
        NO_CAPACITY,
        /** Nothing happened, and this attempt is spent; another one may succeed. */
        FAILED,
        /** Nothing happened, and no attempt will succeed until somebody changes something: stop. */
        REFUSED,
        /** Not permitted: stop, and say who may not do what. */
        FORBIDDEN,
        /** Nothing happened: there are no credentials, or they have expired. Leave the run as it is, for others. */
        UNAUTHENTICATED
    }
}
