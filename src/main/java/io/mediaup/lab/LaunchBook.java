package io.mediaup.lab;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Which launch key belongs to which host. A key is claimed before anything else is done for it, so that however often
 * its launch is tried again, there is one host.
 */
final class LaunchBook {
    private static final int SHORTEST_ID = 6;

    private final LabDirectory lab;

    LaunchBook(LabDirectory lab) {
        this.lab = lab;
    }

    Optional<String> find(String key) {
        return Entries.read(file(key)).map(claim -> claim.text("id"));
    }

    /**
     * Claims the key and writes the host's record, as far as an earlier try did not. The caller holds the lab's lock.
     *
     * @throws LabException when the key was used before for another zone or version
     */
    String claim(LabLaunch launch, LabSpec spec) {
        String id = find(launch.key()).orElseGet(() -> newClaim(launch.key()));
        Optional<Entries> known = Entries.read(lab.hostFile(id));
        if (known.isEmpty()) {
            LabDirectory.createDirectories(lab.host(id));
            record(id, launch, spec).writeTo(lab.hostFile(id));
        } else {
            requireSame(launch, known.orElseThrow());
        }
        return id;
    }

    /**
     * Claims the key for the standby host {@code id} and writes the host's record anew, as far as an earlier try did not. The
     * caller holds the lab's lock.
     *
     * @throws LabException when the key is another host's, or when the host is not on standby, or in another zone
     */
    void claimStandby(String id, LabLaunch launch, LabSpec spec) {
        Entries known = Entries.read(lab.hostFile(id)).orElseGet(Entries::empty);
        boolean begun = find(launch.key()).filter(id::equals).isPresent();
        if (begun && known.text("launch-key").equals(launch.key())) {
            return;
        }
        boolean standby =
                LabMachine.ended(known).filter(LabMachine.State.STANDBY::equals).isPresent();
        if (!standby || !known.text("zone").equals(launch.zone())) {
            throw new LabException("Expected " + id + " on standby in zone " + launch.zone() + ", but found it "
                    + known.text("wanted") + " in zone " + known.text("zone") + ". Launch another host.");
        }
        if (find(launch.key()).filter(other -> !other.equals(id)).isPresent()) {
            throw new LabException("Expected launch key " + launch.key() + " to ask for " + id
                    + ", but found that it asked for another host before. Use a new key.");
        }
        claimFor(launch.key(), id);
        // Of the process that was stopped: with them on record, the new one would count as started already.
        LabFiles.delete(LabDirectory.runtimeFile(lab.host(id)));
        LabFiles.delete(LabDirectory.spawnFile(lab.host(id)));
        LabLaunch anew = new LabLaunch(
                launch.key(),
                launch.zone(),
                launch.version(),
                LabSpec.commandFrom(known),
                known.under("tag."),
                launch.marks());
        record(id, anew, spec).writeTo(lab.hostFile(id));
    }

    /** The id follows from the key. It is longer than usual if another key happens to have the same beginning. */
    private String newClaim(String key) {
        String hash = hash(key);
        int length = SHORTEST_ID;
        while (Files.exists(lab.host("lab-" + hash.substring(0, length)))) {
            length++;
        }
        String id = "lab-" + hash.substring(0, length);
        claimFor(key, id);
        return id;
    }

    void claimFor(String key, String id) {
        Entries.empty().with("key", key).with("id", id).writeTo(file(key));
    }

    private static Entries record(String id, LabLaunch launch, LabSpec spec) {
        Entries host = Entries.empty()
                .with("id", id)
                .with("zone", launch.zone())
                .with("version", launch.version())
                .with("launch-key", launch.key())
                .with("launched-at", Instant.now().toString())
                .with("wanted", "running")
                .with("boot-time-ms", spec.bootTime().toMillis())
                .withAll("tag.", launch.tags())
                .withAll("mark.", launch.marks());
        return LabSpec.addCommand(host, launch.command().isEmpty() ? spec.command() : launch.command());
    }

    private static void requireSame(LabLaunch launch, Entries known) {
        for (Map.Entry<String, String> asked :
                Map.of("zone", launch.zone(), "version", launch.version()).entrySet()) {
            if (!known.text(asked.getKey()).equals(asked.getValue())) {
                throw new LabException("Expected launch key " + launch.key() + " to ask for " + asked.getKey() + " "
                        + known.text(asked.getKey()) + " as before, but found " + asked.getValue()
                        + ". Use a new key for another host.");
            }
        }
    }

    private Path file(String key) {
        return lab.launches().resolve(hash(key));
    }

    private static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
