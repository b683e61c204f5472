package io.mediaup.plan;

import java.util.Optional;

/**
 * How a host is told to accept nothing new, and when it has drained.
 *
 * @param command how it is told, undone and read back; empty: leaving the rotation is all that can be done
 * @param stableFor fresh readings in a row at or below the threshold that make a host drained; at least 1
 */
public record DrainSpec(Optional<DrainCommand> command, int stableFor) {

    /**
     * Telling a server to drain. Always all three: a drain that cannot be read back is not believed.
     *
     * @param enter tells it to accept nothing new
     * @param leave undoes that
     * @param readBack tells whether it drains
     */
    public record DrainCommand(Check enter, Check leave, Check readBack) {}
}
