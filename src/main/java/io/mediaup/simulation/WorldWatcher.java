package io.mediaup.simulation;

import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Marks;
import io.mediaup.provider.LaunchRequest;
import java.time.Instant;

/** Is told what is done to a simulated fleet: the place for invariants, and for running without poll intervals. */
public interface WorldWatcher {

    /** Watches nothing. */
    WorldWatcher NONE = new WorldWatcher() {};

    /** A host was launched; not called again for a repeated key. */
    default void launched(SimulatedFleet fleet, HostId host, LaunchRequest request) {}

    /** Marks are about to be laid over those of a host that is up. */
    default void beforeMark(SimulatedFleet fleet, HostId host, Marks marks) {}

    /** A host that is up is about to be registered. */
    default void beforeRegister(SimulatedFleet fleet, HostId host) {}

    /** A registered host is about to be deregistered. */
    default void beforeDeregister(SimulatedFleet fleet, HostId host) {}

    /** A host that is up is about to be terminated. */
    default void beforeTerminate(SimulatedFleet fleet, HostId host) {}

    /** What can be observed will change by itself at {@code time}; {@link Instant#MAX} for never. */
    default void changesAt(Instant time) {}

    /** A new server begins to answer at {@code time}, and several answers in a row must be good. */
    default void servesAt(Instant time) {
        changesAt(time);
    }

    /** A host that left the rotation will have settled at {@code time}, if that was noticed at once. */
    default void settlesAt(Instant time) {}

    /** A server's counts become low enough at {@code time}, or it was told to drain; several readings must say so. */
    default void answersChangeAt(Instant time) {
        changesAt(time);
    }
}
