package io.mediaup.fleet;

/**
 * Where probes reach a host.
 *
 * @param host an IP address or a name; empty while the provider has not assigned one
 * @param port the server's port where the provider knows it (the lab does), else 0
 */
public record HostAddress(String host, int port) {

    /** No address yet. */
    public static final HostAddress NONE = new HostAddress("", 0);

    /** Whether an address is known. */
    public boolean known() {
        return !host.isEmpty();
    }
}
