package io.mediaup.probe.ssh;

/** Output that makes no sense as what it was asked for. The message is the reason of an unknown reading. */
final class UnreadableException extends Exception {

    private static final long serialVersionUID = 1;

    UnreadableException(String reason) {
        super(reason, null, false, false);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
