package io.mediaup.plan;

import java.util.Optional;

/**
 * How an old host goes.
 *
 * @param before a command on it that must succeed before it goes; it runs detached, at most once per attempt
 */
public record RetireSpec(Optional<SshCheck> before) {

    /** Without further ado. */
    public static final RetireSpec PLAIN = new RetireSpec(Optional.empty());
}
