package io.mediaup.remote.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code known_hosts} files say about one host, by sshd(8), SSH_KNOWN_HOSTS FILE FORMAT. sshj's own reader lets a
 * revoked key pass that stands above its revocation, and takes the key of an authority for that of a host, hence this
 * one. Immutable.
 *
 * @param keys the keys that the host may show
 * @param authorities the keys that may vouch for it in a certificate
 * @param revoked the keys that are never believed, in either role
 */
record KnownHosts(List<HostKey> keys, List<HostKey> authorities, List<HostKey> revoked) {

    private static final String AUTHORITY = "@cert-authority";
    private static final String REVOKED = "@revoked";
    private static final long LARGEST_FILE = 64L << 20;

    KnownHosts {
        keys = List.copyOf(keys);
        authorities = List.copyOf(authorities);
        revoked = List.copyOf(revoked);
    }

    /** Reads all lines about {@code name}; files that are not there say nothing. */
    static KnownHosts of(String name, List<Path> files) throws IOException {
        List<HostKey> keys = new ArrayList<>();
        List<HostKey> authorities = new ArrayList<>();
        List<HostKey> revoked = new ArrayList<>();
        for (Path file : files) {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST_FILE) {
                continue;
            }
            // ISO 8859-1, because a comment in any other encoding must not make the file unreadable.
            for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                String[] fields = line.strip().split("[ \t]+", -1);
                int first = fields[0].startsWith("@") ? 1 : 0;
                if (fields.length < first + 3
                        || fields[0].startsWith("#")
                        || !HostPatterns.match(fields[first], name)) {
                    continue;
                }
                List<HostKey> role = switch (first == 0 ? "" : fields[0]) {
                    case "" -> keys;
                    case AUTHORITY -> authorities;
                    case REVOKED -> revoked;
                    // A marker of the future may take something away.
                    default -> new ArrayList<>();
                };
                HostKey.parse(fields[first + 1] + " " + fields[first + 2]).ifPresent(role::add);
            }
        }
        return new KnownHosts(keys, authorities, revoked);
    }
}
