package io.mediaup.remote.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A real {@code sshd} on loopback, with a directory of its own for keys and configuration. Lets the user in who runs the
 * tests. {@code m1} and {@code bastion} are aliases of it.
 */
public final class OpenSshd implements AutoCloseable {

    private static final List<String> PLACES =
            List.of("/usr/sbin/", "/usr/bin/", "/usr/local/sbin/", "/usr/local/bin/");

    private final Path home;
    private final int port;
    private final List<Process> processes = new ArrayList<>();
    private String aliased = "";
    private Process server;

    private OpenSshd(Path home, int port) {
        this.home = home;
        this.port = port;
    }

    public static boolean installed() {
        return Stream.of("sshd", "ssh", "ssh-keygen").allMatch(OpenSshd::found);
    }

    static boolean found(String program) {
        return PLACES.stream().anyMatch(place -> Files.isExecutable(Path.of(place + program)));
    }

    private static String path(String program) {
        return PLACES.stream()
                .map(place -> place + program)
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElseThrow();
    }

    public static OpenSshd start(Path home) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        OpenSshd sshd = new OpenSshd(home, port);
        sshd.key("ed25519", "", "host");
        Files.createFile(home.resolve("authorized_keys"));
        Files.createFile(home.resolve("known_hosts"));
        sshd.configure("");
        sshd.serve("");
        return sshd;
    }

    private void serve(String more) throws Exception {
        Files.writeString(home.resolve("sshd_config"), """
                Port %d
                ListenAddress 127.0.0.1
                HostKey %s
                AuthorizedKeysFile %s
                PidFile none
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                LogLevel VERBOSE
                MaxStartups 100
                %s
                """.formatted(
                        port, home.resolve("host"), home.resolve("authorized_keys"), more));
        if (!Files.exists(Path.of("/run/sshd")) && Files.isWritable(Path.of("/run"))) {
            // Debian's sshd wants it for privilege separation; its init script would make it.
            Files.createDirectory(
                    Path.of("/run/sshd"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        }
        server = new ProcessBuilder(
                        path("sshd"),
                        "-D",
                        "-e",
                        "-f",
                        home.resolve("sshd_config").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .redirectInput(new File("/dev/null"))
                .start();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            assertThat(server.isAlive()).as("%s", Files.readString(log())).isTrue();
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                return true;
            } catch (IOException e) {
                return false;
            }
        });
    }

    private Path log() {
        return home.resolve("sshd.log");
    }

    public int port() {
        return port;
    }

    /** Makes a key that is called as its type. */
    public Path key(String type, String passphrase) throws Exception {
        return key(type, passphrase, type);
    }

    Path key(String type, String passphrase, String name) throws Exception {
        Path file = home.resolve(name);
        String bits = type.equals("rsa") ? "2048" : "256";
        tool("ssh-keygen", "-q", "-t", type, "-b", bits, "-N", passphrase, "-C", "test", "-f", file.toString());
        return file;
    }

    static Path beside(Path key) {
        return key.resolveSibling(key.getFileName() + ".pub");
    }

    /** Lets in whoever has {@code key}. */
    public void authorize(Path key) throws IOException {
        Files.writeString(home.resolve("authorized_keys"), Files.readString(beside(key)), StandardOpenOption.APPEND);
    }

    /** A line of {@code known_hosts}. */
    public String hostKey() throws IOException {
        return "[127.0.0.1]:" + port + " " + Files.readString(beside(home.resolve("host")));
    }

    public void know(String line) throws IOException {
        Files.writeString(home.resolve("known_hosts"), line.strip() + "\n", StandardOpenOption.APPEND);
    }

    /** Adds a line to the configuration of m1. */
    public void configure(String line) throws IOException {
        aliased += "    " + line + "\n";
        Files.writeString(home.resolve("config"), """
                Host m1
                %s
                Host m1 bastion
                    HostName 127.0.0.1
                    Port %d
                    User %s
                    UserKnownHostsFile %s
                    IdentityFile %s
                """.formatted(
                aliased, port, System.getProperty("user.name"), home.resolve("known_hosts"), home.resolve("ed25519")));
    }

    /** From now on the server shows a certificate by {@code authority} for {@code name}. */
    void certify(Path authority, String name) throws Exception {
        tool(
                "ssh-keygen",
                "-q",
                "-s",
                authority.toString(),
                "-I",
                "m1",
                "-h",
                "-n",
                name,
                beside(home.resolve("host")).toString());
        stop();
        serve("HostCertificate " + home.resolve("host-cert.pub"));
    }

    /** Starts an agent that has {@code key}; its socket. */
    Path agent(Path key) throws Exception {
        Path socket = home.resolve("agent");
        Process agent = new ProcessBuilder(path("ssh-agent"), "-D", "-a", socket.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("agent.log").toFile())
                .start();
        processes.add(agent);
        Awaitility.await().until(() -> Files.exists(socket));
        ProcessBuilder add = new ProcessBuilder(path("ssh-add"), "-q", key.toString());
        add.environment().put("SSH_AUTH_SOCK", socket.toString());
        assertThat(add.start().waitFor()).isZero();
        return socket;
    }

    /** How often somebody logged in. */
    public long logins() throws IOException {
        return Files.readAllLines(log()).stream()
                .filter(line -> line.startsWith("Accepted publickey"))
                .count();
    }

    void tool(String... command) throws Exception {
        command[0] = path(command[0]);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private void stop() {
        // Its sessions are processes of their own, and would outlive it.
        server.descendants().forEach(ProcessHandle::destroyForcibly);
        server.destroy();
        try {
            server.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
        processes.forEach(Process::destroyForcibly);
    }
}
