package io.mediaup.remote.ssh;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How one host is reached, with everything resolved.
 *
 * @param host the name or address to connect to
 * @param port its port
 * @param user who logs in
 * @param keys what proves that
 * @param hostKeys where the host's key is looked up
 * @param via the hosts on the way, the first one first
 */
record SshSettings(String host, int port, String user, Keys keys, HostKeys hostKeys, List<SshSettings> via) {

    SshSettings {
        via = List.copyOf(via);
    }

    /**
     * What proves who we are.
     *
     * @param files private keys, in the order in which they are offered
     * @param only whether nothing but those is offered, even if the agent has more
     * @param agent the agent's socket
     */
    record Keys(List<Path> files, boolean only, Optional<Path> agent) {
        Keys {
            files = List.copyOf(files);
        }
    }

    /**
     * Where a host's key is looked up.
     *
     * @param alias the name to look up instead of the host's; empty for none
     * @param files the files
     */
    record HostKeys(String alias, List<Path> files) {
        HostKeys {
            files = List.copyOf(files);
        }
    }

    /** The name under which {@code known_hosts} has the host (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT). */
    String keyName() {
        if (!hostKeys.alias().isEmpty()) {
            return hostKeys.alias().toLowerCase(Locale.ROOT);
        }
        String name = host.toLowerCase(Locale.ROOT);
        return port == 22 ? name : "[" + name + "]:" + port;
    }

    /** The name that a host certificate must carry. */
    String certifiedName() {
        return hostKeys.alias().isEmpty() ? host.toLowerCase(Locale.ROOT) : keyName();
    }

    /** For people. */
    String shown() {
        return port == 22 ? host : host + ":" + port;
    }
}
