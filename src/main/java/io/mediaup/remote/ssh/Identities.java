package io.mediaup.remote.ssh;

import io.mediaup.remote.RemoteException;
import io.mediaup.remote.RemoteException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.userauth.keyprovider.KeyPairWrapper;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;
import net.schmizz.sshj.userauth.method.AuthMethod;
import net.schmizz.sshj.userauth.method.AuthPublickey;
import net.schmizz.sshj.userauth.password.PasswordFinder;
import net.schmizz.sshj.userauth.password.Resource;

/**
 * The keys that are offered to hosts: those of the agent, and key files. An encrypted file that the agent does not have is
 * asked for once, before connecting, and kept in memory. Thread-safe.
 */
final class Identities {

    /** Hosts hang up after six keys (sshd_config(5), MaxAuthTries). */
    private static final int MOST_KEYS = 6;

    private final Config config = new ModernConfig(false);
    private final Function<String, Optional<char[]>> passphrases;
    private final Map<Path, Optional<KeyProvider>> loaded = new HashMap<>();

    /**
     * Keys of one user.
     *
     * @param passphrases asks for the passphrase of a file; empty when nobody can be asked, or nobody answers
     */
    Identities(Function<String, Optional<char[]>> passphrases) {
        this.passphrases = passphrases;
    }

    /** How to log in, the best way first. */
    synchronized List<AuthMethod> methods(SshSettings.Keys keys) throws RemoteException {
        List<AuthMethod> methods = new ArrayList<>();
        Set<String> offered = new HashSet<>();
        List<Path> files = keys.files().stream().filter(Files::isRegularFile).toList();
        Set<String> wanted = new HashSet<>();
        files.forEach(file -> publicKey(file).ifPresent(key -> wanted.add(key.base64())));
        for (HostKey key : agentKeys(keys)) {
            if (!keys.only() || wanted.contains(key.base64())) {
                offered.add(key.base64());
                methods.add(new AgentKey(new Agent(keys.agent().orElseThrow()), key));
            }
        }
        for (Path file : files) {
            boolean byAgent = publicKey(file)
                    .filter(key -> offered.contains(key.base64()))
                    .isPresent();
            if (!byAgent) {
                key(file, methods.isEmpty()).ifPresent(key -> methods.add(new AuthPublickey(key)));
            }
        }
        if (methods.isEmpty()) {
            throw new RemoteException(
                    Kind.CONFIGURATION,
                    keys.only()
                            ? "Expected the private key " + keys.files() + ", but found none there."
                            : "Expected a private key in ~/.ssh or in an agent, but found none. Set ssh.identity.");
        }
        return methods.subList(0, Math.min(MOST_KEYS, methods.size()));
    }

    private static List<HostKey> agentKeys(SshSettings.Keys keys) {
        try {
            return keys.agent().isPresent() ? new Agent(keys.agent().get()).keys() : List.of();
        } catch (IOException | UnsupportedOperationException e) {
            // An agent that has gone is common, after a new login for example; the files are left.
            return List.of();
        }
    }

    private static Optional<HostKey> publicKey(Path file) {
        Path beside = file.resolveSibling(file.getFileName() + ".pub");
        try {
            if (!Files.isRegularFile(beside) || Files.size(beside) > 64 * 1024) {
                return Optional.empty();
            }
            String[] fields = Files.readString(beside).strip().split(" ", -1);
            return fields.length < 2 ? Optional.empty() : HostKey.parse(fields[0] + " " + fields[1]);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Loads {@code file}.
     *
     * @param last whether there is no other key yet, so that failing to load this one must be said
     */
    private Optional<KeyProvider> key(Path file, boolean last) throws RemoteException {
        Optional<KeyProvider> known = loaded.get(file);
        if (known == null) {
            known = load(file, last);
            loaded.put(file, known);
        }
        return known;
    }

    private Optional<KeyProvider> load(Path file, boolean last) throws RemoteException {
        Passphrase passphrase = new Passphrase(file, passphrases);
        try {
            KeyProvider provider = new SSHClient(config).loadKeys(file.toString(), passphrase);
            return Optional.of(new KeyPairWrapper(new KeyPair(provider.getPublic(), provider.getPrivate())));
        } catch (IOException | RuntimeException e) {
            if (!last) {
                return Optional.empty();
            }
            throw new RemoteException(
                    Kind.CONFIGURATION,
                    passphrase.asked
                            ? "Expected the passphrase of " + file + ", but found "
                                    + (passphrase.answered ? "another one" : "nobody to ask")
                                    + ". Add the key to an agent: ssh-add."
                            : "Expected a private key in " + file
                                    + ", but it cannot be read. Use an ed25519, ecdsa or rsa key of OpenSSH or PEM.");
        }
    }

    /** Asks at most three times. */
    private static final class Passphrase implements PasswordFinder {
        private static final int MOST_TRIES = 3;

        private final Path file;
        private final Function<String, Optional<char[]>> ask;
        private boolean asked;
        private boolean answered;
        private int tries;

        Passphrase(Path file, Function<String, Optional<char[]>> ask) {
            this.file = file;
            this.ask = ask;
        }

        @Override
        public char[] reqPassword(Resource<?> resource) {
            asked = true;
            tries++;
            Optional<char[]> answer = ask.apply("Passphrase for the key " + file + ": ");
            answered = answer.isPresent();
            return answer.orElseThrow(() -> new IllegalStateException("Expected an answer, but found nobody to ask."));
        }

        @Override
        public boolean shouldRetry(Resource<?> resource) {
            return answered && tries < MOST_TRIES;
        }
    }
}
