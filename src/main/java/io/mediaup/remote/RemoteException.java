package io.mediaup.remote;

import io.mediaup.fleet.Printable;

/** A command that gave no result. The message fits one terminal line and contains no secret. */
public final class RemoteException extends Exception {

    private static final long serialVersionUID = 1;

    private final Kind kind;

    /** Why there is no result. */
    public enum Kind {
        /** The host, or one on the way to it, does not answer. */
        UNREACHABLE(false),
        /** The plan or the configuration of SSH cannot be followed here. */
        CONFIGURATION(true),
        /** The host does not let us in. */
        NOT_PERMITTED(true),
        /** Nobody vouches for the host's key. */
        UNKNOWN_HOST_KEY(true),
        /** The host shows another key than the known one, or a revoked one. */
        CHANGED_HOST_KEY(true),
        /** The command did not end in time, or was silent for too long. */
        TIMED_OUT(false),
        /** The command printed too much. */
        FLOOD(false),
        /** The connection ended before the command did. */
        LOST(false),
        /** This process was told to stop. */
        INTERRUPTED(false);

        private final boolean permanent;

        Kind(boolean permanent) {
            this.permanent = permanent;
        }
    }

    /** A failure of {@code kind}; {@code message} is made fit for one line. */
    public RemoteException(Kind kind, String message) {
        super(Printable.line(message, 400), null, false, false);
        this.kind = kind;
    }

    /** Why there is no result. */
    public Kind kind() {
        return kind;
    }

    /** Whether asking again is pointless until somebody changes something. */
    public boolean permanent() {
        return kind.permanent;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
