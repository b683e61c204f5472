package io.mediaup.app;

/** How a command ends, with the code that scripts see. The codes are part of the interface. */
public enum Exit {
    /** Done, or nothing to do. */
    DONE(0),
    /** Failed, halted or aborted. */
    FAILED(1),
    /** With {@code --detailed-exitcode}: there are changes. */
    CHANGES(2),
    /** Approval was declined. */
    DECLINED(3),
    /** Wrong usage, also no terminal and no {@code --yes}. */
    USAGE(64),
    /** An invalid plan, or a plan file that cannot be read. */
    INVALID_PLAN(65),
    /** A saved plan no longer matches the fleet. */
    FLEET_CHANGED(66),
    /** A provider or a host cannot be reached. */
    UNREACHABLE(69),
    /** A bug in mediaup. */
    BUG(70),
    /** Not finished, and that is fine: run the same command again. */
    UNFINISHED(75),
    /** Not permitted: credentials that are missing or over, or not enough rights. */
    NOT_PERMITTED(77),
    /** Interrupted by a signal. */
    INTERRUPTED(130);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    /** The process's exit code. */
    public int code() {
        return code;
    }
}
