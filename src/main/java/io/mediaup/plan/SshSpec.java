package io.mediaup.plan;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How hosts are reached by SSH. What is empty comes from the user's own {@code ~/.ssh/config}, as OpenSSH resolves it, or
 * else is OpenSSH's default.
 *
 * @param login as whom
 * @param address what a host is called, with {@code {{…}}} templates; an alias of {@code ~/.ssh/config} is one, too
 * @param port the port of the SSH server
 * @param jump the host or hosts on the way, as {@code ssh -J} takes them
 * @param trust which host keys are believed
 * @param limits what no connection may exceed
 */
public record SshSpec(
        Login login, String address, OptionalInt port, Optional<String> jump, Trust trust, Limits limits) {

    /** The default: everything as {@code ssh} would do it. */
    public static final SshSpec DEFAULT = new SshSpec(
            new Login(Optional.empty(), Optional.empty(), Optional.empty()),
            "{{host.address}}",
            OptionalInt.empty(),
            Optional.empty(),
            Trust.KNOWN_HOSTS,
            new Limits(Duration.ofSeconds(10), Duration.ofSeconds(15), 8));

    /**
     * As whom a host is entered.
     *
     * @param user the user there
     * @param identity the path of a private key; {@code ~} is the home directory
     * @param config the file to read instead of {@code ~/.ssh/config}
     */
    public record Login(Optional<String> user, Optional<String> identity, Optional<String> config) {}

    /** Which host keys are believed. There is no "any". */
    public enum Trust {
        /** Those in {@code known_hosts}. */
        KNOWN_HOSTS,
        /** Those, and the first key that a host shows which this run launched; it is pinned in the journal. */
        ACCEPT_NEW_FOR_LAUNCHED
    }

    /**
     * What no connection may exceed.
     *
     * @param connect the time until a host has let us in, jumps included
     * @param keepAlive how often an idle connection is asked whether it lives; three unanswered end it
     * @param parallel how many connections may be made at the same time
     */
    public record Limits(Duration connect, Duration keepAlive, int parallel) {}
}
