package io.mediaup.plan;

import java.time.Duration;
import java.util.Optional;

/**
 * How an old host goes.
 *
 * @param how what becomes of it
 * @param before a command on it that must succeed before it goes; it runs detached, at most once per attempt
 * @param keepFor for how long after its cordon it is kept at least, so that a rollback finds it running; 0 or more
 */
public record RetireSpec(How how, Optional<SshCheck> before, Duration keepFor) {

    /** Without further ado. */
    public static final RetireSpec PLAIN = new RetireSpec(How.TERMINATE, Optional.empty(), Duration.ZERO);

    /** The same, kept for {@code time}. */
    public RetireSpec keptFor(Duration time) {
        return new RetireSpec(how, before, time);
    }

    /** The same, ended in another way. */
    public RetireSpec by(How other) {
        return new RetireSpec(other, before, keepFor);
    }

    /** What becomes of an old host. */
    public enum How {
        /** It is terminated. */
        TERMINATE,
        /** It is stopped and kept for people to look at. */
        STOP,
        /** It is stopped and kept, and the next upgrade starts it as a new host. */
        STANDBY
    }
}
