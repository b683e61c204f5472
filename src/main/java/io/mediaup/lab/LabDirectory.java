package io.mediaup.lab;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a lab keeps its state: a directory that all its processes read and write, file by file.
 *
 * <pre>
 * lab.properties              name, created, the spec, seeded, ready; its absence means: no lab here
 * lab.lock                    held while the set of hosts changes (claiming a launch, taking the lab down)
 * launches/SHA                key and id of the host of one launch key, claimed before anything else
 * hosts/ID/host.properties    written by the controlling side only: zone, version, wanted, mark.*, tag.*, …
 * hosts/ID/spawn.properties   written by the controlling side only: pid, birth, phase, port of a command
 * hosts/ID/runtime.properties written by the host process only: pid, birth, and port once it listens
 * hosts/ID/{lock,process.lock,log}
 * targets/ID                  exists = registered in the lab's one target group
 * traffic/rate.properties     the desired arrivals per minute
 * traffic/stats.properties    what the clients counted, cumulative
 * traffic/{spawn,runtime}.properties, traffic/{lock,process.lock,log}
 * </pre>
 *
 * <p>Completion scripts read {@code hosts/ID/host.properties}, too, since starting Java would be too slow for that.
 *
 * <p>Files are replaced atomically; names that start with a dot are on their way and are never listed. Immutable and
 * thread-safe.
 *
 * @param path the directory of this lab; its last element is the lab's name
 */
public record LabDirectory(Path path) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Pattern HOST_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,62}");

    public LabDirectory {
        path = path.toAbsolutePath().normalize();
    }

    /**
     * The directory of the lab of this name, whether it exists or not.
     *
     * @throws LabException when the name cannot be the name of a directory
     */
    public static LabDirectory of(Path root, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new LabException("Expected a lab name of letters, digits, '.', '_' and '-', but found '" + name
                    + "'. Choose another name.");
        }
        return new LabDirectory(root.resolve(name));
    }

    /** Every lab under this root, by name; none when the root does not exist. */
    public static List<LabDirectory> all(Path root) {
        return names(root).stream()
                .map(name -> new LabDirectory(root.resolve(name)))
                .filter(LabDirectory::exists)
                .toList();
    }

    public String name() {
        return String.valueOf(path.getFileName());
    }

    /** Whether there is a lab here: it was brought up and not (completely) taken down. */
    public boolean exists() {
        return Files.exists(labFile());
    }

    /** Whether a bring-up has come to its end here: every host answered, and the traffic was started. */
    public boolean ready() {
        return Entries.read(labFile())
                .filter(file -> file.text("ready").equals("true"))
                .isPresent();
    }

    /** What the lab was brought up with; empty when there is no lab here. */
    public Optional<LabSpec> spec() {
        return Entries.read(labFile()).map(LabSpec::from);
    }

    /** The ids of all hosts ever launched in this lab, sorted. */
    List<String> hostIds() {
        return names(path.resolve("hosts"));
    }

    /** The ids of all registered targets, sorted. */
    List<String> targetIds() {
        return names(path.resolve("targets"));
    }

    Path labFile() {
        return path.resolve("lab.properties");
    }

    Path lockFile() {
        return path.resolve("lab.lock");
    }

    Path launches() {
        return path.resolve("launches");
    }

    /** The directory of one host. The id is checked, since it may come from a command line. */
    Path host(String id) {
        if (!HOST_ID.matcher(id).matches()) {
            throw new LabException("Expected a host id such as lab-a1b2c3, but found '" + id
                    + "'. List the hosts with 'mediaup lab status'.");
        }
        return path.resolve("hosts").resolve(id);
    }

    Path hostFile(String id) {
        return host(id).resolve("host.properties");
    }

    Path target(String id) {
        host(id);
        return path.resolve("targets").resolve(id);
    }

    Path traffic() {
        return path.resolve("traffic");
    }

    Path rateFile() {
        return traffic().resolve("rate.properties");
    }

    Path statsFile() {
        return traffic().resolve("stats.properties");
    }

    static Path runtimeFile(Path place) {
        return place.resolve("runtime.properties");
    }

    static Path spawnFile(Path place) {
        return place.resolve("spawn.properties");
    }

    static Path mutexFile(Path place) {
        return place.resolve("lock");
    }

    static Path processLockFile(Path place) {
        return place.resolve("process.lock");
    }

    static Path logFile(Path place) {
        return place.resolve("log");
    }

    void create() {
        for (Path directory :
                List.of(path.resolve("hosts"), path.resolve("targets"), path.resolve("launches"), traffic())) {
            createDirectories(directory);
        }
    }

    static void createDirectories(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new LabException(
                    "Expected to create " + directory + ", but found " + e + ". Check its parent's permissions.", e);
        }
    }

    /** The names in a directory that may vanish while it is read. */
    private static List<String> names(Path directory) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (!name.startsWith(".")) {
                    names.add(name);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException none) {
            return List.of();
        } catch (IOException | DirectoryIteratorException e) {
            throw new LabException(
                    "Expected to list " + directory + ", but found " + e + ". Check its permissions.", e);
        }
        names.sort(null);
        return List.copyOf(names);
    }
}
