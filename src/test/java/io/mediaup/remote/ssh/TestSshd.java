package io.mediaup.remote.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;

/**
 * An SSH server in this process, on loopback. Commands run in a real POSIX shell, except for those that a test has a
 * behaviour for, by their first word.
 */
public final class TestSshd implements AutoCloseable {

    private final SshServer server = SshServer.setUpDefaultServer();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<String> signals = new CopyOnWriteArrayList<>();
    private final AtomicInteger logins = new AtomicInteger();
    private volatile Optional<Path> home = Optional.empty();
    private volatile KeyPair hostKey = pair("ecdsa-sha2-nistp256", 256);

    /** What a command does instead of running. */
    @FunctionalInterface
    public interface Behaviour {
        void run(Call call) throws Exception;
    }

    /** A command that a client has sent. */
    public record Call(
            String line,
            InputStream in,
            OutputStream out,
            OutputStream err,
            ExitCallback exit,
            ChannelSession channel) {
        /** Prints {@code text} and ends. */
        public void print(String text, int status) throws IOException {
            out.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            out.flush();
            exit.onExit(status);
        }

        /** Ends the whole connection. */
        public void disconnect() {
            channel.getSession().close(true);
        }
    }

    /** Starts a server that lets in whoever has {@code client}. */
    public static TestSshd start(PublicKey client) {
        return start(client, 0);
    }

    static TestSshd start(PublicKey client, int port) {
        TestSshd sshd = new TestSshd();
        sshd.server.setHost("127.0.0.1");
        sshd.server.setPort(port);
        sshd.server.setKeyPairProvider(KeyPairProvider.wrap(sshd.hostKey));
        sshd.server.setPublickeyAuthenticator((user, key, session) -> KeyUtils.compareKeys(key, client));
        sshd.server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
        sshd.server.setCommandFactory((channel, line) -> sshd.new Running(line, channel));
        sshd.server.addSessionListener(new SessionListener() {
            @Override
            public void sessionEvent(Session session, Event event) {
                if (event == Event.Authenticated) {
                    sshd.logins.incrementAndGet();
                }
            }
        });
        try {
            sshd.server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sshd;
    }

    /** A new key pair. */
    public static KeyPair pair(String type, int size) {
        try {
            return KeyUtils.generateKeyPair(type, size);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes {@code pair} as OpenSSH does, with or without a passphrase, and its public half beside it. */
    public static Path write(KeyPair pair, Path file, String passphrase) {
        try (OutputStream out = Files.newOutputStream(file);
                OutputStream pub = Files.newOutputStream(file.resolveSibling(file.getFileName() + ".pub"))) {
            OpenSSHKeyEncryptionContext encryption = null;
            if (!passphrase.isEmpty()) {
                encryption = new OpenSSHKeyEncryptionContext();
                encryption.setPassword(passphrase);
                encryption.setCipherType("256");
                encryption.setKdfRounds(1);
            }
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "test", encryption, out);
            OpenSSHKeyPairResourceWriter.INSTANCE.writePublicKey(pair.getPublic(), "test", pub);
            return file;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public int port() {
        return server.getPort();
    }

    /** Such as {@code ecdsa-sha2-nistp256 AAAA…}. */
    public String hostKey() {
        return PublicKeyEntry.toString(hostKey.getPublic());
    }

    /** A line of {@code known_hosts} for this server. */
    public String knownHost() {
        return "[127.0.0.1]:" + port() + " " + hostKey() + "\n";
    }

    /** From the next connection on it shows another key. */
    public void changeHostKey() {
        hostKey = pair("ecdsa-sha2-nistp256", 256);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
    }

    public void on(String program, Behaviour behaviour) {
        behaviours.put(program, behaviour);
    }

    /** Makes {@code path} the home directory of those who log in. */
    public void home(Path path) {
        home = Optional.of(path);
    }

    /** How often somebody logged in. */
    public int logins() {
        return logins.get();
    }

    /** The commands that were sent, as they were sent. */
    public List<String> lines() {
        return lines;
    }

    /** The signals that were sent to commands. */
    List<String> signals() {
        return signals;
    }

    /** Ends every connection; new ones are possible. */
    public void disconnectAll() {
        server.getActiveSessions().forEach(session -> session.close(true));
    }

    public boolean connected() {
        return !server.getActiveSessions().isEmpty();
    }

    /** Runs what was sent, in a shell. */
    public void shell(Call call) throws Exception {
        ProcessBuilder shell = new ProcessBuilder("/bin/sh");
        home.ifPresent(path -> shell.environment().put("HOME", path.toString()));
        Process process = shell.start();
        try (OutputStream script = process.getOutputStream()) {
            script.write((call.line() + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        call.out().write(process.getInputStream().readAllBytes());
        call.out().flush();
        call.err().write(process.getErrorStream().readAllBytes());
        call.err().flush();
        process.waitFor(20, TimeUnit.SECONDS);
        call.exit().onExit(process.exitValue());
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private final class Running implements Command {
        private final String line;
        private final ChannelSession channel;
        private InputStream in;
        private OutputStream out;
        private OutputStream err;
        private ExitCallback exit;

        Running(String line, ChannelSession channel) {
            this.line = line;
            this.channel = channel;
        }

        @Override
        public void start(ChannelSession session, Environment environment) {
            lines.add(line);
            environment.addSignalListener((from, signal) -> signals.add(signal.name()));
            String program = line.split(" ", 2)[0].replace("'", "");
            Behaviour behaviour = behaviours.getOrDefault(program, TestSshd.this::shell);
            threads.execute(() -> {
                try {
                    behaviour.run(new Call(line, in, out, err, exit, channel));
                } catch (Exception e) {
                    exit.onExit(255);
                }
            });
        }

        @Override
        public void destroy(ChannelSession session) {}

        @Override
        public void setInputStream(InputStream stream) {
            in = stream;
        }

        @Override
        public void setOutputStream(OutputStream stream) {
            out = stream;
        }

        @Override
        public void setErrorStream(OutputStream stream) {
            err = stream;
        }

        @Override
        public void setExitCallback(ExitCallback callback) {
            exit = callback;
        }
    }
}
