package io.mediaup.provider;

import io.mediaup.fleet.Marks;
import io.mediaup.fleet.Slot;

/**
 * One host to launch.
 *
 * @param key the idempotency key, {@code run/slot/launch/attempt}
 * @param slot the slot it is for; its zone is where the host goes
 * @param version what it shall run; also written as its version tag
 * @param marks what it carries from birth
 */
public record LaunchRequest(String key, Slot slot, String version, Marks marks) {}
