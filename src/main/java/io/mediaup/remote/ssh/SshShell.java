package io.mediaup.remote.ssh;

import io.mediaup.fleet.Host;
import io.mediaup.plan.SshSpec;
import io.mediaup.remote.HostKeyPins;
import io.mediaup.remote.RemoteCommand;
import io.mediaup.remote.RemoteException;
import io.mediaup.remote.RemoteException.Kind;
import io.mediaup.remote.RemoteResult;
import io.mediaup.remote.RemoteShell;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import net.schmizz.sshj.connection.channel.direct.Session;

/**
 * Hosts over SSH. Each has one connection, which is kept and made anew when it has died; a jump host has one for all
 * hosts behind it. A command is only ever sent once: when the connection ends after that, nobody knows, and it is said so.
 */
public final class SshShell implements RemoteShell {

    private final SshConfig config;
    private final HostNames names;
    private final Connecting connecting;
    private final Threads threads = new Threads();
    private final SshTrust trust;
    private final Map<Way, Shared<SshLink>> links = new ConcurrentHashMap<>();
    private final Map<Way, Tunnel> tunnels = new ConcurrentHashMap<>();
    private final Consumer<RemoteException> alarm;

    /** What hosts are called. */
    @FunctionalInterface
    public interface HostNames {

        /** The name or the address of {@code host}, or an alias of the user's configuration. */
        String of(Host host) throws RemoteException;
    }

    /** One end of a connection, for one host. {@code port} is that of a tunnel. */
    private record Way(String host, SshSettings settings, int port) {}

    /**
     * A shell for the hosts of one plan.
     *
     * @param user whose keys and configuration are used
     * @param pins the keys of hosts that the run launched
     * @param alarm is told of host keys that were refused and of hosts that refuse us, at once and from any thread
     */
    public SshShell(SshSpec spec, SshUser user, HostNames names, HostKeyPins pins, Consumer<RemoteException> alarm) {
        this(
                new SshConfig(
                        spec,
                        new OpenSshAnswers(user.environment(), spec.login().config())),
                spec,
                user,
                names,
                pins,
                alarm);
    }

    SshShell(
            SshConfig config,
            SshSpec spec,
            SshUser user,
            HostNames names,
            HostKeyPins pins,
            Consumer<RemoteException> alarm) {
        this.config = config;
        this.names = names;
        this.connecting = new Connecting(spec.limits(), new Identities(user.passphrases()), threads);
        this.trust = new SshTrust(spec.trust(), pins);
        this.alarm = alarm;
    }

    @Override
    public RemoteResult run(Host host, RemoteCommand command) throws RemoteException {
        SshSettings settings = config.of(names.of(host));
        for (int tries = 1; ; tries++) {
            SshLink link = link(Optional.of(host), settings);
            Optional<Session> session = link.session();
            if (session.isPresent()) {
                return new CommandRun(threads, link, session.get(), command).run();
            }
            // Nothing has been sent yet: the connection died while it was idle.
            if (tries == 2) {
                throw new RemoteException(Kind.UNREACHABLE, "the connection to " + settings.shown() + " keeps ending");
            }
        }
    }

    @Override
    public InetSocketAddress tunnel(Host host, int port) throws RemoteException {
        SshSettings settings = config.of(names.of(host));
        link(Optional.of(host), settings);
        Way way = new Way(host.id().value(), settings, port);
        try {
            Tunnel tunnel = tunnels.get(way);
            if (tunnel == null) {
                Tunnel fresh = Tunnel.open(threads, () -> link(Optional.of(host), settings), port);
                tunnel = tunnels.putIfAbsent(way, fresh);
                if (tunnel == null) {
                    tunnel = fresh;
                } else {
                    fresh.close();
                }
            }
            return tunnel.entrance();
        } catch (IOException e) {
            throw new RemoteException(Kind.CONFIGURATION, "Expected a free port on loopback, but found none.");
        }
    }

    @Override
    public void close() {
        tunnels.values().forEach(Tunnel::close);
        links.values().forEach(link -> link.current().ifPresent(SshLink::close));
        threads.close();
    }

    private SshLink link(Optional<Host> host, SshSettings settings) throws RemoteException {
        Way way = new Way(host.map(h -> h.id().value()).orElse(""), settings, 0);
        try {
            return links.computeIfAbsent(way, key -> new Shared<>(SshLink::alive))
                    .get(() -> connect(host, settings));
        } catch (RemoteException e) {
            switch (e.kind()) {
                case CHANGED_HOST_KEY, UNKNOWN_HOST_KEY, NOT_PERMITTED -> alarm.accept(e);
                default -> {}
            }
            throw e;
        }
    }

    private SshLink connect(Optional<Host> host, SshSettings settings) throws RemoteException {
        Optional<SshLink> via = Optional.empty();
        if (!settings.via().isEmpty()) {
            via = Optional.of(
                    link(Optional.empty(), settings.via().get(settings.via().size() - 1)));
        }
        KnownHosts known = trust.known(settings);
        HostKeyCheck check = trust.check(host, settings, known);
        return connecting.connect(settings, check, !known.authorities().isEmpty(), via);
    }
}
