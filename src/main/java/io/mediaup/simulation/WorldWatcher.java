package io.mediaup.simulation;

import io.mediaup.fleet.HostId;
import io.mediaup.provider.LaunchRequest;
import java.time.Instant;

/** Is told what is done to a simulated fleet: the place for invariants, and for running without poll intervals. */
public interface WorldWatcher {

    /** Watches nothing. */
    WorldWatcher NONE = new WorldWatcher() {};

    /** A host was launched; not called again for a repeated key. */
    default void launched(SimulatedFleet fleet, HostId host, LaunchRequest request) {}

    /** A registered host is about to be deregistered. */
    default void beforeDeregister(SimulatedFleet fleet, HostId host) {}

    /** A host that is up is about to be terminated. */
    default void beforeTerminate(SimulatedFleet fleet, HostId host) {}

    /** What can be observed will change by itself at {@code time}; {@link Instant#MAX} for never. */
    default void changesAt(Instant time) {}
}
