package io.mediaup.notify;

/** A notice that was not delivered, or of which nobody knows whether it was. The message shows no secret. */
public final class NoticeException extends Exception {

    private static final long serialVersionUID = 1;

    private final boolean permanent;

    /**
     * A failure.
     *
     * @param permanent whether trying again cannot help
     */
    public NoticeException(String message, boolean permanent) {
        super(message);
        this.permanent = permanent;
    }

    /** Whether trying again cannot help. */
    public boolean permanent() {
        return permanent;
    }
}
