package io.mediaup.probe.http;

import io.mediaup.fleet.Host;
import io.mediaup.probe.ServerException;
import java.net.InetSocketAddress;

/** Ways to servers that listen on their host's loopback only. */
@FunctionalInterface
public interface Tunnels {

    /** For plans that need none. */
    Tunnels NONE = (host, port) -> {
        throw new ServerException("Expected a tunnel to the host, but found no way into it.", true);
    };

    /** The address on this machine that leads to {@code port} on the loopback of {@code host}. */
    InetSocketAddress to(Host host, int port) throws ServerException;
}
