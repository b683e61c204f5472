package io.mediaup.lab;

import java.util.Optional;

/** Where the clients of sessions that shall move open them anew. Belongs to the selector thread. */
@FunctionalInterface
interface Successions {

    /**
     * Begins the session that takes over from {@code session}, for the rest of its time.
     *
     * @param port where it shall go; empty when it may go where newcomers go
     * @return whether there was somewhere to go
     */
    boolean succeed(TrafficSession session, Optional<Integer> port);
}
