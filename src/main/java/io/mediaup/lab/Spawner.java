package io.mediaup.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Starts a process at most once per place (a host's directory, the traffic's directory), through any crash of the
 * spawner, and so that nothing that happens to the spawner's terminal reaches it.
 *
 * <p>The new process begins as a shell that waits for a word on its standard input:
 *
 * <ol>
 *   <li>start the shell;
 *   <li>record its pid and birth ({@code phase=prepared});
 *   <li>say "go": the shell becomes the server (same pid);
 *   <li>record {@code phase=started}.
 * </ol>
 *
 * A spawner that dies before 3 closes the pipe, and the shell ends. So every server is on record, and a place whose
 * record says {@code prepared} and whose process is gone was never started. Callers hold the place's {@code lock}.
 */
final class Spawner {
    enum Phase {
        /** No process was ever started here (or not for long enough to become a server). */
        NEVER,
        ALIVE,
        /** It was started and is no longer there. */
        GONE
    }

    /**
     * Ignored signals stay ignored through exec, and HotSpot leaves an ignored INT or HUP alone
     * (os::Posix::is_sig_ignored); TSTP is Ctrl-Z. A session of its own, where setsid(1) exists, also keeps away what
     * is sent to the whole process group, as {@code timeout -s KILL} does. The shell is no group leader, therefore
     * setsid does not fork and the pid stays.
     */
    private static final String SHELL = """
            trap "" INT HUP QUIT TSTP
            read -r go || exit 1
            if command -v setsid >/dev/null 2>&1; then exec setsid "$@" </dev/null; fi
            exec "$@" </dev/null
            """;

    private static final List<String> JVM_FLAGS = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx48m",
            "-Xss256k",
            "-Xshare:auto",
            "-XX:-UsePerfData",
            "-Dsun.net.httpserver.nodelay=true");

    private Spawner() {}

    /** The command that runs one of the lab's own main classes from where this class was loaded. */
    static List<String> java(Class<?> main, String... arguments) {
        // Options meant for the CLI, such as a debugger's port, would keep these from starting.
        List<String> command = new ArrayList<>(List.of("/usr/bin/env"));
        List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")
                .forEach(name -> command.addAll(List.of("-u", name)));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_FLAGS);
        command.addAll(List.of("-cp", classPath(), main.getName()));
        command.addAll(List.of(arguments));
        return List.copyOf(command);
    }

    /** Starts the command unless one was started here before, dead or alive. */
    static void startOnce(Path place, List<String> command) {
        settlePrepared(place);
        if (phase(place) == Phase.NEVER) {
            start(place, command);
        }
    }

    /** Starts the command unless it is running. */
    static void startAgain(Path place, List<String> command) {
        settlePrepared(place);
        if (phase(place) != Phase.ALIVE) {
            // Of the process that is gone: a reader must not take its port for the new one's.
            LabFiles.delete(LabDirectory.runtimeFile(place));
            LabFiles.delete(LabDirectory.spawnFile(place));
            start(place, command);
        }
    }

    static Phase phase(Path place) {
        return Trace.of(place).phase();
    }

    /** What is on record for a place, read once. */
    record Trace(Optional<Entries> spawn, Optional<Entries> runtime) {
        static Trace of(Path place) {
            return new Trace(
                    Entries.read(LabDirectory.spawnFile(place)), Entries.read(LabDirectory.runtimeFile(place)));
        }

        Phase phase() {
            if (living().isPresent()) {
                return Phase.ALIVE;
            }
            boolean started = spawn.filter(entries -> entries.text("phase").equals("started"))
                            .isPresent()
                    || runtime.isPresent();
            return started ? Phase.GONE : Phase.NEVER;
        }

        Optional<ProcessIdentity> living() {
            return processes().filter(ProcessIdentity::alive).findFirst();
        }

        Stream<ProcessIdentity> processes() {
            return Stream.of(spawn, runtime)
                    .flatMap(Optional::stream)
                    .map(ProcessIdentity::from)
                    .flatMap(Optional::stream)
                    .distinct();
        }
    }

    /** What is on record for this place, dead or alive: as its spawner wrote it, and as the process itself did. */
    static Stream<ProcessIdentity> processes(Path place) {
        return Trace.of(place).processes();
    }

    private static void start(Path place, List<String> template) {
        int port = template.stream().anyMatch(word -> word.contains("{{port}}")) ? freePort() : 0;
        ProcessBuilder builder = shell(template.stream()
                        .map(word -> word.replace("{{port}}", String.valueOf(port)))
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        LabDirectory.logFile(place).toFile()));
        try {
            Process process = builder.start();
            try (OutputStream go = process.getOutputStream()) {
                ProcessIdentity identity = ProcessIdentity.of(process.pid())
                        .orElseThrow(() -> new IOException("a shell that ended at once"));
                Entries prepared = identity.addTo(Entries.empty()).with("phase", "prepared");
                Entries record = port == 0 ? prepared : prepared.with("port", port);
                record.writeTo(LabDirectory.spawnFile(place));
                go.write("go\n".getBytes(StandardCharsets.US_ASCII));
                go.flush();
                record.with("phase", "started").writeTo(LabDirectory.spawnFile(place));
            }
        } catch (IOException e) {
            throw new LabException(
                    "Expected to start " + template.get(0) + ", but found " + e + ". Look at "
                            + LabDirectory.logFile(place) + ".",
                    e);
        }
    }

    /** A shell that becomes the command when it is told to go. */
    static ProcessBuilder shell(List<String> command) {
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", SHELL, "sh"));
        words.addAll(command);
        return new ProcessBuilder(words);
    }

    /**
     * A spawner may have died around "go". If it did before, the shell notices and ends within moments; if it lives on
     * it was told to go, and only the note about it is missing.
     */
    private static void settlePrepared(Path place) {
        Optional<Entries> spawn = Entries.read(LabDirectory.spawnFile(place))
                .filter(entries -> entries.text("phase").equals("prepared"));
        Optional<ProcessIdentity> shell = spawn.flatMap(ProcessIdentity::from).filter(ProcessIdentity::alive);
        if (spawn.isPresent()
                && shell.isPresent()
                && !LabFiles.await(
                        Duration.ofSeconds(1), () -> !shell.orElseThrow().alive())) {
            spawn.orElseThrow().with("phase", "started").writeTo(LabDirectory.spawnFile(place));
        }
    }

    /** Another process may take it before the command does; then the command fails as it would on any host. */
    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, Loopback.port(0).getAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new LabException("Expected a free port on loopback, but found " + e + ". Free some ports.", e);
        }
    }

    private static String classPath() {
        try {
            return Path.of(LabHost.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new LabException("Expected mediaup's classes in a file, but found " + e + ". Install it again.", e);
        }
    }
}
