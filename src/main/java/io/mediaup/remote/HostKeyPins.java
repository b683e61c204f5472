package io.mediaup.remote;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostId;
import java.util.Optional;

/**
 * Host keys that a run has believed at first sight, because it launched the hosts itself. Safe for use by several
 * threads at once.
 */
public interface HostKeyPins {

    /** No run, no pins. */
    HostKeyPins NONE = new HostKeyPins() {
        @Override
        public Optional<String> of(HostId host) {
            return Optional.empty();
        }

        @Override
        public boolean mayPin(Host host) {
            return false;
        }

        @Override
        public boolean pin(HostId host, String key) {
            return false;
        }
    };

    /** The key of {@code host}, as {@code known_hosts} writes it: type, space, base64. */
    Optional<String> of(HostId host);

    /** Whether the run that goes on launched {@code host} itself. */
    boolean mayPin(Host host);

    /** Keeps the key where it survives this process. False when it could not be kept: then it is not believed. */
    boolean pin(HostId host, String key);
}
