package io.mediaup.probe;

/**
 * A server that could not be asked or told something. The message fits one terminal line and contains no secret.
 */
public final class ServerException extends Exception {

    private static final long serialVersionUID = 1;

    private final boolean permanent;

    /**
     * A failure; {@code message} is for people and contains no secret.
     *
     * @param permanent whether asking again is pointless, for example because the server has no such endpoint
     */
    public ServerException(String message, boolean permanent) {
        super(message);
        this.permanent = permanent;
    }

    /** Whether asking again is pointless until somebody changes something. */
    public boolean permanent() {
        return permanent;
    }
}
