package io.mediaup.remote.ssh;

import io.mediaup.fleet.Host;
import io.mediaup.plan.SshSpec;
import io.mediaup.remote.HostKeyPins;
import io.mediaup.remote.RemoteException;
import io.mediaup.remote.RemoteException.Kind;
import java.io.IOException;
import java.util.Optional;

/** Which host keys are believed: what the user's {@code known_hosts} say, and the run's pins. Thread-safe. */
final class SshTrust {

    private final SshSpec.Trust mode;
    private final HostKeyPins pins;

    SshTrust(SshSpec.Trust mode, HostKeyPins pins) {
        this.mode = mode;
        this.pins = pins;
    }

    /** Read anew for each connection: somebody may have mended the file. */
    KnownHosts known(SshSettings settings) throws RemoteException {
        try {
            return KnownHosts.of(settings.keyName(), settings.hostKeys().files());
        } catch (IOException e) {
            throw new RemoteException(
                    Kind.CONFIGURATION,
                    "Expected to read " + settings.hostKeys().files()
                            + ", but a file cannot be read. Look at its mode.");
        }
    }

    /**
     * The check for one connection.
     *
     * @param host empty for a jump host, which no run ever launches
     */
    HostKeyCheck check(Optional<Host> host, SshSettings settings, KnownHosts known) {
        if (mode != SshSpec.Trust.ACCEPT_NEW_FOR_LAUNCHED || host.isEmpty()) {
            return new HostKeyCheck(settings.shown(), known, Optional.empty(), HostKeyCheck.Pinning.NONE);
        }
        Host launched = host.get();
        return new HostKeyCheck(
                settings.shown(),
                known,
                pins.of(launched.id()).flatMap(HostKey::parse),
                key -> pins.mayPin(launched) && pins.pin(launched.id(), key.text()));
    }
}
