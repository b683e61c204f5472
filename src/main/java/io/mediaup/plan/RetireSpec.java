package io.mediaup.plan;

import java.time.Duration;
import java.util.Optional;

/**
 * How an old host goes.
 *
 * @param before a command on it that must succeed before it goes; it runs detached, at most once per attempt
 * @param keepFor for how long after its cordon it is kept at least, so that a rollback finds it running; 0 or more
 */
public record RetireSpec(Optional<SshCheck> before, Duration keepFor) {

    /** Without further ado. */
    public static final RetireSpec PLAIN = new RetireSpec(Optional.empty(), Duration.ZERO);

    /** The same, kept for {@code time}. */
    public RetireSpec keptFor(Duration time) {
        return new RetireSpec(before, time);
    }
}
