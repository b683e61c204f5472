package io.mediaup.probe;

import io.mediaup.fleet.Host;

/** Has the clients of a host told that they must reconnect. Implementations are thread-safe. */
@FunctionalInterface
public interface ReconnectTeller {

    /**
     * Tells about {@code host}, at least once.
     *
     * @param key what whoever is told gets to know a repetition by, where there is a place for it
     * @throws ServerException when nobody said yes; somebody may have heard it all the same
     */
    void tell(Host host, String key) throws ServerException;
}
