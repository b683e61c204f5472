package io.mediaup.remote.ssh;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whose keys and configuration are used.
 *
 * @param environment usually {@code System.getenv()}
 * @param passphrases asks for one, with the question as its argument; empty when nobody can be asked
 */
public record SshUser(Map<String, String> environment, Function<String, Optional<char[]>> passphrases) {

    /** Copies the map. */
    public SshUser {
        environment = Map.copyOf(environment);
    }
}
