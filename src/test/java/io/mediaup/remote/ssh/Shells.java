package io.mediaup.remote.ssh;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostAddress;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.InstanceState;
import io.mediaup.fleet.Marks;
import io.mediaup.plan.SshSpec;
import io.mediaup.remote.HostKeyPins;
import io.mediaup.remote.RemoteCommand;
import io.mediaup.remote.RemoteException;
import io.mediaup.remote.RemoteShell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;

/** A user with a key and a {@code known_hosts} of his own in a directory, and shells that he opens. No OpenSSH needed. */
public final class Shells implements AutoCloseable {

    /** Long enough for a loaded machine; only tests of limits wait for it. */
    public static final Duration PATIENT = Duration.ofSeconds(20);

    private final Path home;
    private final KeyPair client = TestSshd.pair("ecdsa-sha2-nistp256", 256);
    private final List<RemoteShell> open = new ArrayList<>();
    private final List<TestSshd> servers = new ArrayList<>();
    private final Map<String, String> aliases = new HashMap<>();
    final List<RemoteException> alarms = new CopyOnWriteArrayList<>();
    final List<String> questions = new CopyOnWriteArrayList<>();
    Optional<char[]> answer = Optional.empty();
    Optional<Path> agent = Optional.empty();

    public Shells(Path home) {
        this.home = home;
        TestSshd.write(client, home.resolve("id"), "");
    }

    /** A server that lets this user in, and that he knows. */
    public TestSshd server() {
        TestSshd server = unknownServer();
        know(server.knownHost());
        return server;
    }

    TestSshd unknownServer() {
        TestSshd server = TestSshd.start(client.getPublic());
        servers.add(server);
        return server;
    }

    void know(String lines) {
        try {
            Files.writeString(home.resolve("known_hosts"), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on {@code name} has the option {@code option} with {@code value}. */
    void configure(String name, String option, String value) {
        aliases.put(name + " " + option, value);
    }

    public RemoteShell shell() {
        return shell(spec(SshSpec.Trust.KNOWN_HOSTS, PATIENT), HostKeyPins.NONE);
    }

    RemoteShell shell(SshSpec spec, HostKeyPins pins) {
        SshUser user = new SshUser(Map.of(), question -> {
            questions.add(question);
            return answer;
        });
        RemoteShell shell = new SshShell(
                new SshConfig(spec, new Configured()),
                spec,
                user,
                host -> host.address().host() + ":" + host.address().port(),
                pins,
                alarms::add);
        open.add(shell);
        return shell;
    }

    static SshSpec spec(SshSpec.Trust trust, Duration connect) {
        return new SshSpec(
                SshSpec.DEFAULT.login(),
                SshSpec.DEFAULT.address(),
                OptionalInt.empty(),
                Optional.empty(),
                trust,
                new SshSpec.Limits(connect, Duration.ofSeconds(15), 8));
    }

    public static Host host(int port) {
        return new Host(
                new HostId("h-" + port),
                "a",
                "1.4.2",
                InstanceState.RUNNING,
                Instant.EPOCH,
                new HostAddress("127.0.0.1", port),
                "",
                Marks.NONE);
    }

    public static RemoteCommand command(String... argv) {
        return new RemoteCommand(List.of(argv), PATIENT);
    }

    @Override
    public void close() {
        open.forEach(RemoteShell::close);
        servers.forEach(TestSshd::close);
    }

    /** Names are {@code address:port} here, which stands for what a configuration would say of an alias. */
    private final class Configured implements SshConfig.Answers {
        @Override
        public Map<String, List<String>> of(SshConfig.Question question) {
            String name = question.name();
            int colon = name.lastIndexOf(':');
            Map<String, List<String>> options = new HashMap<>();
            options.put("hostname", List.of(colon < 0 ? name : name.substring(0, colon)));
            options.put("port", List.of(colon < 0 ? "22" : name.substring(colon + 1)));
            question.port().ifPresent(port -> options.put("port", List.of(Integer.toString(port))));
            options.put("user", List.of("ops"));
            options.put("identityfile", List.of(home.resolve("id").toString()));
            options.put(
                    "userknownhostsfile", List.of(home.resolve("known_hosts").toString()));
            agent.ifPresent(socket -> options.put("identityagent", List.of(socket.toString())));
            aliases.forEach((key, value) -> {
                if (key.startsWith(name + " ")) {
                    options.put(key.substring(name.length() + 1), List.of(value));
                }
            });
            return options;
        }

        @Override
        public List<Path> files(List<String> values) {
            return values.stream().map(Path::of).toList();
        }
    }
}
