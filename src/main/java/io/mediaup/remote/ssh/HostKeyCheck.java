package io.mediaup.remote.ssh;

import com.hierynomus.sshj.userauth.certificate.Certificate;
import io.mediaup.fleet.Printable;
import io.mediaup.remote.RemoteException;
import io.mediaup.remote.RemoteException.Kind;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a host's key is believed, for one connection. In this order:
 *
 * <ol>
 *   <li>A revoked key, or a certificate of a revoked authority, never is.
 *   <li>A certificate for hosts by a known authority is; its name, time and signature have been checked by sshj. Any
 *       other certificate counts as the key in it.
 *   <li>A host with a pin must show the pinned key.
 *   <li>A host in {@code known_hosts} must show one of the keys there.
 *   <li>A host that this run launched may be pinned now. Any other is refused.
 * </ol>
 */
final class HostKeyCheck implements HostKeyVerifier {

    private static final int FOR_HOSTS = 2;

    private final String shown;
    private final KnownHosts known;
    private final Optional<HostKey> pinned;
    private final Pinning pinning;
    private volatile @Nullable RemoteException refusal;

    /** Keeps a key that nobody vouched for before. */
    @FunctionalInterface
    interface Pinning {

        /** Refuses all. */
        Pinning NONE = key -> false;

        /** Whether the key may be believed, and is now kept. */
        boolean pin(HostKey key);
    }

    HostKeyCheck(String shown, KnownHosts known, Optional<HostKey> pinned, Pinning pinning) {
        this.shown = shown;
        this.known = known;
        this.pinned = pinned;
        this.pinning = pinning;
    }

    /** Why the key was refused; empty when it was not. */
    Optional<RemoteException> refusal() {
        return Optional.ofNullable(refusal);
    }

    @Override
    public boolean verify(String hostname, int port, PublicKey key) {
        try {
            check(key);
            return true;
        } catch (RemoteException e) {
            refusal = e;
            return false;
        }
    }

    /** What to ask the host for first, so that it shows the key that is known rather than another one. */
    @Override
    public List<String> findExistingAlgorithms(String hostname, int port) {
        List<String> algorithms = new ArrayList<>();
        if (!known.authorities().isEmpty()) {
            for (KeyType type : KeyType.values()) {
                if (type.getParent() != null) {
                    algorithms.add(type.toString());
                }
            }
        }
        pinned.map(List::of).orElse(known.keys()).forEach(key -> {
            if (key.type().equals("ssh-rsa")) {
                algorithms.addAll(List.of("rsa-sha2-512", "rsa-sha2-256"));
            } else {
                algorithms.add(key.type());
            }
        });
        return algorithms;
    }

    private void check(PublicKey shownKey) throws RemoteException {
        PublicKey plain = shownKey;
        if (shownKey instanceof Certificate<?> certificate) {
            HostKey authority = HostKey.of(certificate.getSignatureKey());
            refuseRevoked(authority);
            refuseRevoked(HostKey.of(certificate.getKey()));
            if (certificate.getType() == FOR_HOSTS && known.authorities().contains(authority)) {
                return;
            }
            plain = certificate.getKey();
        }
        HostKey key = HostKey.of(plain);
        refuseRevoked(key);
        List<HostKey> expected = pinned.map(List::of).orElse(known.keys());
        if (expected.contains(key)) {
            return;
        }
        if (!expected.isEmpty()) {
            throw changed(expected, key);
        }
        if (!pinning.pin(key)) {
            throw new RemoteException(
                    Kind.UNKNOWN_HOST_KEY,
                    "Expected the host key of " + shown + " in known_hosts, but found none; it shows " + type(key) + " "
                            + key.fingerprint() + ". Compare that on its console, then add it with ssh-keyscan.");
        }
    }

    private void refuseRevoked(HostKey key) throws RemoteException {
        if (known.revoked().contains(key)) {
            throw new RemoteException(
                    Kind.CHANGED_HOST_KEY,
                    "Expected " + shown + " to show a good host key, but found " + type(key) + " " + key.fingerprint()
                            + ", which is @revoked in known_hosts. Do not connect until you know why.");
        }
    }

    private RemoteException changed(List<HostKey> expected, HostKey found) {
        String known = expected.stream()
                .map(key -> type(key) + " " + key.fingerprint())
                .collect(Collectors.joining(" or "));
        return new RemoteException(
                Kind.CHANGED_HOST_KEY,
                "Expected " + shown + " to show the host key " + known + ", but found " + type(found) + " "
                        + found.fingerprint()
                        + ". Somebody may be listening in. If the host was rebuilt: ssh-keygen -R.");
    }

    private static String type(HostKey key) {
        return Printable.line(key.type(), 40);
    }
}
