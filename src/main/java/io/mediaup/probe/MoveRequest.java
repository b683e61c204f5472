package io.mediaup.probe;

import io.mediaup.fleet.Host;

/**
 * Sessions that shall leave a host.
 *
 * @param key the key of the action; whoever is asked gets it as {@code Idempotency-Key}, with the session's id where each
 *     session is asked by itself
 * @param to where they shall go
 * @param count how many at most, 1 or more
 */
public record MoveRequest(String key, Host to, long count) {}
