package io.mediaup.remote.ssh;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer;

/**
 * A public key of a host.
 *
 * @param type such as {@code ssh-ed25519}
 * @param base64 the key itself, as {@code known_hosts} writes it
 */
record HostKey(String type, String base64) {

    /** Reads {@code type base64}; empty when it is no key. */
    static Optional<HostKey> parse(String text) {
        String[] fields = text.split(" ", -1);
        if (fields.length != 2) {
            return Optional.empty();
        }
        try {
            byte[] blob = Base64.getDecoder().decode(fields[1]);
            return Optional.of(new HostKey(fields[0], Base64.getEncoder().encodeToString(blob)))
                    .filter(key -> key.type.equals(typeOf(blob)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static HostKey of(PublicKey key) {
        return of(new Buffer.PlainBuffer().putPublicKey(key).getCompactData());
    }

    /** The key in its wire form (RFC 4253, 6.6). */
    static HostKey of(byte[] blob) {
        return new HostKey(typeOf(blob), Base64.getEncoder().encodeToString(blob));
    }

    private static String typeOf(byte[] blob) {
        try {
            return new Buffer.PlainBuffer(blob).readString();
        } catch (Buffer.BufferException e) {
            return "";
        }
    }

    /** As {@code ssh-keygen -l} prints it. */
    String fingerprint() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(Base64.getDecoder().decode(base64));
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Expected SHA-256 in every Java, but found none.", e);
        }
    }

    /** As {@code known_hosts} writes it. */
    String text() {
        return type + " " + base64;
    }
}
