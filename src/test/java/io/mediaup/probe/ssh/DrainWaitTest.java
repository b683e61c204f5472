package io.mediaup.probe.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediaup.fleet.Reading;
import io.mediaup.plan.DrainSpec;
import io.mediaup.plan.RetireSpec;
import io.mediaup.probe.HostTemplate;
import io.mediaup.probe.ServerException;
import io.mediaup.remote.ssh.Shells;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** BOSH's contract: a drain command prints how long to wait, negative to be asked again. */
class DrainWaitTest {

    @TempDir
    Path home;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private Shells shells;
    private CommandServer server;
    private SshServerPort port;

    @BeforeEach
    void open() {
        shells = new Shells(home);
        server = new CommandServer(shells, "1.4.2");
        server.count("calls", "0");
        DrainSpec drain = new DrainSpec(
                Optional.of(new DrainSpec.DrainCommand(
                        GivenSsh.printingWait("bosh-drain"),
                        GivenSsh.check("undrain"),
                        GivenSsh.printingWait("bosh-drain"))),
                3);
        server.sshd.on("undrain", call -> call.print("", 0));
        port = new SshServerPort(
                GivenSsh.probes(
                        Optional.empty(),
                        Optional.empty(),
                        GivenSsh.counter("calls", GivenSsh.check("count", "calls"))),
                drain,
                RetireSpec.PLAIN,
                new HostTemplate("sfu", "1.5.0"),
                shells.shell(),
                now::get);
    }

    @AfterEach
    void close() {
        shells.close();
    }

    @Test
    void shouldDrainAtOnceWhenItSaysZero() throws Exception {
        assertThat(flag().value()).contains(false);

        prints("0");

        assertThat(flag().value()).contains(true);
        port.leaveDrain(server.host);
        assertThat(flag().value()).contains(false);
    }

    @Test
    void shouldWaitAsLongAsItSays() throws Exception {
        prints("30");

        assertThat(flag()).isEqualTo(Reading.unknown("the drain command asks to wait 30 s more", now.get()));
        pass(29);
        assertThat(flag().value()).isEmpty();
        pass(1);
        assertThat(flag().value()).contains(true);
    }

    @Test
    void shouldAskAgainAfterANegativeNumber() throws Exception {
        prints("-10");

        assertThat(flag().value()).isEmpty();
        pass(10);
        assertThat(flag().value()).contains(false);

        prints("5");
        assertThat(flag().value()).isEmpty();
        pass(5);
        assertThat(flag().value()).contains(true);
    }

    @Test
    void shouldNotBelieveACommandThatPrintsSomethingElse() {
        assertThatThrownBy(() -> prints("bye"))
                .isInstanceOf(ServerException.class)
                .hasMessage(
                        "Expected bosh-drain to succeed, but got: expected a number of seconds and nothing else, but"
                                + " found 'bye'");
        assertThat(flag().value()).contains(false);
    }

    private void prints(String seconds) throws ServerException {
        server.sshd.on("bosh-drain", call -> call.print(seconds + "\n", 0));
        port.enterDrain(server.host);
    }

    private void pass(int seconds) {
        now.set(now.get().plusSeconds(seconds));
    }

    private Reading<Boolean> flag() {
        return port.inspect(server.host).draining();
    }
}
