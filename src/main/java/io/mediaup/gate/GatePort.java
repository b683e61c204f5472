package io.mediaup.gate;

import io.mediaup.fleet.Host;
import io.mediaup.plan.GateSpec;
import java.util.List;

/**
 * Asks a gate once. Blocks, has a time limit of its own, and may be called from several threads at once.
 *
 * <p>What every implementation must do is stated by the test {@code GatePortContract}.
 */
@FunctionalInterface
public interface GatePort {

    /**
     * What {@code gate} says now. Never throws: what cannot be asked or understood is an error, with the reason.
     *
     * @param hosts the new hosts in rotation, for gates that ask each of them
     */
    GateReading judge(GateSpec gate, List<Host> hosts);
}
