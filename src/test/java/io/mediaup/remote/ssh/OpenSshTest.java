package io.mediaup.remote.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mediaup.plan.SshSpec;
import io.mediaup.remote.HostKeyPins;
import io.mediaup.remote.RemoteException;
import io.mediaup.remote.RemoteException.Kind;
import io.mediaup.remote.RemoteResult;
import io.mediaup.remote.RemoteShell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real OpenSSH server on loopback, with a real configuration, real keys and a real agent. */
@Timeout(60)
class OpenSshTest {

    @TempDir
    Path home;

    private OpenSshd sshd;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void open() throws Exception {
        assumeTrue(OpenSshd.installed(), "OpenSSH's sshd, ssh and ssh-keygen are not installed here");
        environment.put("PATH", System.getenv("PATH"));
        sshd = OpenSshd.start(home);
    }

    @AfterEach
    void close() {
        if (sshd != null) {
            sshd.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
    void shouldLogInAndBringEveryArgumentThrough(String type) throws Exception {
        sshd.authorize(sshd.key(type, ""));
        sshd.configure("IdentityFile " + home.resolve(type));
        sshd.know(sshd.hostKey());

        RemoteResult result = run("printf", "%s\n", "a b", "$(id)", "';'", "*", "");

        assertThat(result).isEqualTo(new RemoteResult(0, "a b\n$(id)\n';'\n*\n\n", ""));
    }

    @Test
    void shouldKnowAHashedName() throws Exception {
        login();
        sshd.know(sshd.hostKey());
        sshd.tool("ssh-keygen", "-q", "-H", "-f", home.resolve("known_hosts").toString());
        assertThat(Files.readString(home.resolve("known_hosts"))).startsWith("|1|");

        assertThat(run("true").status()).isZero();
    }

    @Test
    void shouldBelieveTheCertificateOfAKnownAuthority() throws Exception {
        login();
        Path authority = sshd.key("ed25519", "", "authority");
        sshd.certify(authority, "alias.example");
        sshd.configure("HostKeyAlias alias.example");
        sshd.know("@cert-authority *.example " + Files.readString(OpenSshd.beside(authority)));

        assertThat(run("true").status()).isZero();
    }

    @Test
    void shouldNotBelieveACertificateForAnotherName() throws Exception {
        login();
        Path authority = sshd.key("ed25519", "", "authority");
        sshd.certify(authority, "other.example");
        sshd.configure("HostKeyAlias alias.example");
        sshd.know("@cert-authority *.example " + Files.readString(OpenSshd.beside(authority)));

        assertThat(refused()).isNotNull();
    }

    @Test
    void shouldNotBelieveACertificateOfARevokedAuthority() throws Exception {
        login();
        Path authority = sshd.key("ed25519", "", "authority");
        sshd.certify(authority, "alias.example");
        sshd.configure("HostKeyAlias alias.example");
        sshd.know("@cert-authority *.example " + Files.readString(OpenSshd.beside(authority)));
        sshd.know("@revoked * " + Files.readString(OpenSshd.beside(authority)));

        assertThat(refused().kind()).isEqualTo(Kind.CHANGED_HOST_KEY);
    }

    @Test
    void shouldTakeTheKeyInACertificateForWhatItIs() throws Exception {
        login();
        Path authority = sshd.key("ed25519", "", "authority");
        sshd.certify(authority, "alias.example");
        sshd.know(sshd.hostKey());

        assertThat(run("true").status()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "rsa"})
    void shouldLogInWithTheAgent(String type) throws Exception {
        assumeTrue(OpenSshd.found("ssh-agent") && OpenSshd.found("ssh-add"), "no agent is installed here");
        Path key = sshd.key(type, "");
        sshd.authorize(key);
        sshd.know(sshd.hostKey());
        environment.put("SSH_AUTH_SOCK", sshd.agent(key).toString());
        Files.delete(key);

        assertThat(run("echo", "by the agent").output()).isEqualTo("by the agent\n");
    }

    @Test
    void shouldJump() throws Exception {
        login();
        sshd.know(sshd.hostKey());
        sshd.configure("ProxyJump bastion");

        assertThat(run("echo", "there").output()).isEqualTo("there\n");
        assertThat(sshd.logins()).isEqualTo(2);
    }

    @Test
    void shouldSayThatAProxyCommandIsNotSupported() throws Exception {
        login();
        sshd.know(sshd.hostKey());
        sshd.configure("ProxyCommand nc %h %p");

        assertThat(refused().kind()).isEqualTo(Kind.CONFIGURATION);
        assertThat(refused()).hasMessageContaining("ssh.jump");
    }

    @Test
    void shouldNeverBelieveAnythingWhateverTheConfigurationSays() throws Exception {
        login();
        sshd.configure("StrictHostKeyChecking no");

        assertThat(refused().kind()).isEqualTo(Kind.UNKNOWN_HOST_KEY);
        assertThat(sshd.logins()).isZero();
    }

    private void login() throws Exception {
        sshd.authorize(sshd.key("ed25519", ""));
        sshd.configure("IdentityFile " + home.resolve("ed25519"));
    }

    private RemoteResult run(String... argv) throws RemoteException {
        try (RemoteShell shell = shell()) {
            return shell.run(Shells.host(1), Shells.command(argv));
        }
    }

    private RemoteException refused() {
        return catchThrowableOfType(RemoteException.class, () -> run("true"));
    }

    /** Every host is the alias m1 of the configuration. */
    private RemoteShell shell() {
        SshSpec spec = new SshSpec(
                new SshSpec.Login(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(home.resolve("config").toString())),
                "m1",
                OptionalInt.empty(),
                Optional.empty(),
                SshSpec.Trust.KNOWN_HOSTS,
                SshSpec.DEFAULT.limits());
        return new SshShell(
                spec,
                new SshUser(environment, question -> Optional.empty()),
                host -> spec.address(),
                HostKeyPins.NONE,
                failure -> {});
    }
}
