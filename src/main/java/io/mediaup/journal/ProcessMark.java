package io.mediaup.journal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process, told apart from every other one, also on other machines and when its pid is given away again.
 *
 * <p>On Linux {@code machine} is the boot id, the pid namespace (proc(5), pid_namespaces(7)) and the user, because two
 * containers may share a host name and even a kernel and still not see each other's processes, and neither may two users
 * (hidepid in proc(5)); {@code birth} is the start in clock
 * ticks since boot (field 22 of {@code /proc/PID/stat}), because the start instant that the JDK computes moves with every
 * adjustment of the wall clock. Elsewhere they are the host name and that instant.
 *
 * @param machine the only place where {@code pid} means anything
 * @param pid the process id there
 * @param birth when it started; only good for comparison
 */
public record ProcessMark(String machine, long pid, String birth) {

    private static final Path PROC = Path.of("/proc");
    private static final String USER = System.getProperty("user.name", "");
    private static final boolean LINUX = Files.isReadable(PROC.resolve("self/stat"));

    /** This process. */
    public static ProcessMark current() {
        long pid = ProcessHandle.current().pid();
        return new ProcessMark(here(), pid, birth(pid).orElse(""));
    }

    /** Whether it has certainly ended. Of a process elsewhere nobody can say so from here. */
    public boolean ended() {
        return machine.equals(here()) && !birth(pid).equals(Optional.of(birth));
    }

    /** When the process of this pid started; empty when there is none, or only a zombie. */
    private static Optional<String> birth(long pid) {
        if (!LINUX) {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .map(handle ->
                            handle.info().startInstant().map(Object::toString).orElse(""));
        }
        try {
            String stat = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
            // The second field is the command in parentheses and may itself contain spaces and parentheses.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            boolean over = fields[0].equals("Z") || fields[0].equals("X");
            return over ? Optional.empty() : Optional.of(fields[19]);
        } catch (IOException | IndexOutOfBoundsException gone) {
            return Optional.empty();
        }
    }

    private static String here() {
        if (!LINUX) {
            return hostName();
        }
        try {
            String boot =
                    Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
            return boot + " " + Files.readSymbolicLink(PROC.resolve("self/ns/pid")) + " " + USER;
        } catch (IOException | UnsupportedOperationException hidden) {
            // A name that is nobody's: what cannot be told apart must be left to the lease.
            return hostName() + " process " + ProcessHandle.current().pid();
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
