package io.mediaup.probe;

import io.mediaup.fleet.Host;

/**
 * The server on a host: what it says about itself, and how it is told to drain. Calls block, have time limits of their
 * own, and may be made from several threads at once.
 */
public interface ServerPort {

    /** Asks everything that the plan probes. Never throws: what could not be read is unknown, with the reason. */
    Inspection inspect(Host host);

    /** Tells the server to accept nothing new. Idempotent; the caller reads back with {@link #inspect}. */
    void enterDrain(Host host) throws ServerException;

    /** Undoes {@link #enterDrain}. Idempotent; the caller reads back. */
    void leaveDrain(Host host) throws ServerException;
}
