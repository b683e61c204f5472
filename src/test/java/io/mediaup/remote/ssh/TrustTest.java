package io.mediaup.remote.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostId;
import io.mediaup.plan.SshSpec;
import io.mediaup.remote.HostKeyPins;
import io.mediaup.remote.RemoteException;
import io.mediaup.remote.RemoteException.Kind;
import io.mediaup.remote.RemoteShell;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which host keys are believed. A host whose key is not must not even learn who wants to log in. */
@Timeout(60)
class TrustTest {

    @TempDir
    Path home;

    private Shells shells;
    private TestSshd server;

    @BeforeEach
    void open() {
        shells = new Shells(home);
        server = shells.unknownServer();
    }

    @AfterEach
    void close() {
        shells.close();
    }

    @Test
    void shouldRefuseAHostThatNobodyKnows() {
        RemoteException failure = refused(shells.shell());

        assertThat(failure.kind()).isEqualTo(Kind.UNKNOWN_HOST_KEY);
        assertThat(failure).hasMessageContaining(fingerprint(server.hostKey())).hasMessageContaining("ssh-keyscan");
        assertThat(shells.alarms).containsExactly(failure);
    }

    @Test
    void shouldSayBothFingerprintsOfAKeyThatChanged() throws Exception {
        shells.know(server.knownHost());
        String before = server.hostKey();
        RemoteShell shell = shells.shell();
        shell.run(host(), Shells.command("true"));

        server.changeHostKey();
        server.disconnectAll();
        RemoteException failure = refused(shell, 1);

        assertThat(failure.kind()).isEqualTo(Kind.CHANGED_HOST_KEY);
        assertThat(failure)
                .hasMessageContaining("but found")
                .hasMessageContaining(fingerprint(before))
                .hasMessageContaining(fingerprint(server.hostKey()));
        assertThat(shells.alarms)
                .isNotEmpty()
                .allSatisfy(alarm -> assertThat(alarm).isSameAs(failure));
    }

    @Test
    void shouldTakeAKeyOfAnotherTypeForAChangedOne() {
        KeyPair other = TestSshd.pair("ssh-ed25519", 256);
        shells.know("[127.0.0.1]:" + server.port() + " " + PublicKeyEntry.toString(other.getPublic()) + "\n");

        assertThat(refused(shells.shell()).kind()).isEqualTo(Kind.CHANGED_HOST_KEY);
    }

    @Test
    void shouldBelieveOneOfSeveralKnownKeys() throws Exception {
        shells.know("[127.0.0.1]:" + server.port() + " "
                + PublicKeyEntry.toString(
                        TestSshd.pair("ecdsa-sha2-nistp256", 256).getPublic())
                + "\n");
        shells.know(server.knownHost());

        shells.shell().run(host(), Shells.command("true"));
    }

    @Test
    void shouldRefuseARevokedKeyWhereverItStands() {
        shells.know(server.knownHost());
        shells.know("@revoked * " + server.hostKey() + "\n");

        RemoteException failure = refused(shells.shell());

        assertThat(failure.kind()).isEqualTo(Kind.CHANGED_HOST_KEY);
        assertThat(failure).hasMessageContaining("@revoked").hasMessageContaining(fingerprint(server.hostKey()));
    }

    @Test
    void shouldNotTakeTheKeyOfAnAuthorityForThatOfAHost() {
        shells.know("@cert-authority * " + server.hostKey() + "\n");

        assertThat(refused(shells.shell()).kind()).isEqualTo(Kind.UNKNOWN_HOST_KEY);
    }

    @Test
    void shouldLookUpAnAliasInsteadOfTheAddress() throws Exception {
        shells.configure("127.0.0.1:" + server.port(), "hostkeyalias", "M1.Example");
        shells.know("m1.example " + server.hostKey() + "\n");

        shells.shell().run(host(), Shells.command("true"));
    }

    @Test
    void shouldPinTheFirstKeyOfAHostThatTheRunLaunched() throws Exception {
        Pins pins = new Pins(true);
        shells.shell(accepting(), pins).run(host(), Shells.command("true"));

        assertThat(pins.kept).containsOnly(Map.entry(host().id(), server.hostKey()));

        server.changeHostKey();
        RemoteException failure = refused(shells.shell(accepting(), pins), 1);

        assertThat(failure.kind()).isEqualTo(Kind.CHANGED_HOST_KEY);
        assertThat(failure).hasMessageContaining(fingerprint(pins.kept.get(host().id())));
    }

    @Test
    void shouldNotPinWhatCannotBeKept() {
        Pins pins = new Pins(true);
        pins.works = false;

        assertThat(refused(shells.shell(accepting(), pins)).kind()).isEqualTo(Kind.UNKNOWN_HOST_KEY);
    }

    @Test
    void shouldNotPinAHostThatTheRunDidNotLaunch() {
        Pins pins = new Pins(false);

        assertThat(refused(shells.shell(accepting(), pins)).kind()).isEqualTo(Kind.UNKNOWN_HOST_KEY);
        assertThat(pins.kept).isEmpty();
    }

    @Test
    void shouldNotPinWhereThePlanDoesNotSaySo() {
        Pins pins = new Pins(true);

        assertThat(refused(shells.shell(Shells.spec(SshSpec.Trust.KNOWN_HOSTS, Shells.PATIENT), pins))
                        .kind())
                .isEqualTo(Kind.UNKNOWN_HOST_KEY);
        assertThat(pins.kept).isEmpty();
    }

    @Test
    void shouldRatherAlarmThanPinAnAddressThatIsKnownWithAnotherKey() {
        shells.know(server.knownHost());
        server.changeHostKey();
        Pins pins = new Pins(true);

        assertThat(refused(shells.shell(accepting(), pins)).kind()).isEqualTo(Kind.CHANGED_HOST_KEY);
        assertThat(pins.kept).isEmpty();
    }

    private RemoteException refused(RemoteShell shell) {
        return refused(shell, 0);
    }

    private RemoteException refused(RemoteShell shell, int loginsBefore) {
        RemoteException failure =
                catchThrowableOfType(RemoteException.class, () -> shell.run(host(), Shells.command("true")));
        assertThat(failure).isNotNull();
        assertThat(failure.permanent()).isTrue();
        assertThat(server.logins()).isEqualTo(loginsBefore);
        return failure;
    }

    private Host host() {
        return Shells.host(server.port());
    }

    private static SshSpec accepting() {
        return Shells.spec(SshSpec.Trust.ACCEPT_NEW_FOR_LAUNCHED, Shells.PATIENT);
    }

    private static String fingerprint(String key) {
        try {
            return KeyUtils.getFingerPrint(
                    BuiltinDigests.sha256,
                    PublicKeyEntry.parsePublicKeyEntry(key).resolvePublicKey(null, null, null));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Pins implements HostKeyPins {
        private final Map<HostId, String> kept = new ConcurrentHashMap<>();
        private final boolean launched;
        private boolean works = true;

        Pins(boolean launched) {
            this.launched = launched;
        }

        @Override
        public Optional<String> of(HostId host) {
            return Optional.ofNullable(kept.get(host));
        }

        @Override
        public boolean mayPin(Host host) {
            return launched;
        }

        @Override
        public boolean pin(HostId host, String key) {
            if (works) {
                kept.put(host, key);
            }
            return works;
        }
    }
}
