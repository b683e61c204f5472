package io.mediaup.journal;

/** Somebody else runs the plan now. The one who finds this out leaves: no effect, and no further fact. */
public final class FencedException extends JournalException {

    private static final long serialVersionUID = 1;

    /** The message says who, in a form that stands alone. */
    public FencedException(String message) {
        super(message);
    }
}
