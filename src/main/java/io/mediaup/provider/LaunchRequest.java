package io.mediaup.provider;

import io.mediaup.fleet.LaunchDefinition;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.Slot;

/**
 * One host to launch.
 *
 * @param key the idempotency key, {@code run/slot/launch/attempt}
 * @param slot the slot it is for; its zone is where the host goes
 * @param version what it shall run; also written as its version tag
 * @param marks what it carries from birth
 * @param definition what to launch it from, as it was pinned when the run began; unknown where the world has only one
 *     way to launch
 */
public record LaunchRequest(String key, Slot slot, String version, Marks marks, LaunchDefinition definition) {

    /** A launch in a world that has only one way to do it. */
    public LaunchRequest(String key, Slot slot, String version, Marks marks) {
        this(key, slot, version, marks, LaunchDefinition.UNKNOWN);
    }
}
