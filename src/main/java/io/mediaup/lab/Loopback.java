package io.mediaup.lab;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** The one address on which everything in a lab listens. */
final class Loopback {
    private static final byte[] ADDRESS = {127, 0, 0, 1};

    private Loopback() {}

    /** 127.0.0.1 even where IPv6 is preferred, because that is what the documentation tells people to look at. */
    static InetSocketAddress port(int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(ADDRESS), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
