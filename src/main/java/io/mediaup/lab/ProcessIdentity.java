package io.mediaup.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process, told apart from a later one that got the same pid.
 *
 * <p>On Linux {@code birth} is the boot id and the start time in clock ticks since boot (field 22 of
 * {@code /proc/PID/stat}, see proc(5)), because the start <em>instant</em> that the JDK computes moves with every
 * adjustment of the wall clock. Elsewhere it is that start instant.
 *
 * @param pid the process id
 * @param birth when it started, as this machine says it; only good for comparison
 */
record ProcessIdentity(long pid, String birth) {
    private static final Path PROC = Path.of("/proc");
    private static final boolean LINUX = Files.isReadable(PROC.resolve("self/stat"));
    private static final String BOOT = LINUX ? bootId() : "";

    static ProcessIdentity current() {
        long pid = ProcessHandle.current().pid();
        return new ProcessIdentity(pid, birthOf(pid).orElse("unknown"));
    }

    /** The process that has this pid now; empty when there is none, or only a zombie. */
    static Optional<ProcessIdentity> of(long pid) {
        return birthOf(pid).map(birth -> new ProcessIdentity(pid, birth));
    }

    static Optional<ProcessIdentity> from(Entries entries) {
        long pid = entries.number("pid", 0);
        return pid <= 0 ? Optional.empty() : Optional.of(new ProcessIdentity(pid, entries.text("birth")));
    }

    Entries addTo(Entries entries) {
        return entries.with("pid", pid).with("birth", birth);
    }

    /** False also when the pid lives on as another process. */
    boolean alive() {
        return birthOf(pid).filter(birth::equals).isPresent();
    }

    /** Asks the process to end (SIGTERM), if it is still the same one. */
    void stop() {
        handle().ifPresent(ProcessHandle::destroy);
    }

    /** Kills the process and what it started (SIGKILL), if it is still the same one. */
    void kill() {
        handle().ifPresent(handle -> {
            try (Stream<ProcessHandle> children = handle.descendants()) {
                // Listed before the parent dies, since orphans can no longer be found.
                Stream.concat(Stream.of(handle), children.toList().stream()).forEach(ProcessHandle::destroyForcibly);
            }
        });
    }

    /** The handle is taken first and the birth compared after: the JDK then refuses to kill a successor of the pid. */
    private Optional<ProcessHandle> handle() {
        return ProcessHandle.of(pid).filter(handle -> alive());
    }

    private static Optional<String> birthOf(long pid) {
        if (!LINUX) {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .map(handle ->
                            handle.info().startInstant().map(Object::toString).orElse("unknown"));
        }
        try {
            String stat = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
            // The second field is the command in parentheses and may itself contain spaces and parentheses.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            // A zombie has ended; in a container without an init process nobody ever collects it.
            boolean ended = fields[0].equals("Z") || fields[0].equals("X");
            return ended ? Optional.empty() : Optional.of(BOOT + ":" + fields[19]);
        } catch (IOException | IndexOutOfBoundsException gone) {
            return Optional.empty();
        }
    }

    private static String bootId() {
        try {
            return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
        } catch (IOException hidden) {
            return "boot";
        }
    }
}
