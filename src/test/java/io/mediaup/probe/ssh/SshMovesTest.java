package io.mediaup.probe.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mediaup.fleet.Host;
import io.mediaup.plan.MigrationSpec;
import io.mediaup.plan.MigrationSpec.Means;
import io.mediaup.plan.MigrationSpec.Pace;
import io.mediaup.plan.MigrationSpec.SessionList;
import io.mediaup.plan.PatienceOutcome;
import io.mediaup.plan.ReconnectSpec;
import io.mediaup.plan.SshCheck;
import io.mediaup.probe.HostTemplate;
import io.mediaup.probe.MoveRequest;
import io.mediaup.probe.ServerException;
import io.mediaup.probe.SessionMover;
import io.mediaup.remote.ssh.Shells;
import io.mediaup.remote.ssh.TestSshd;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Moving sessions, and telling clients, by commands on the host: once a host, or once a session. */
class SshMovesTest {

    private static final String KEY = "r1/h1/migrate/1";
    private static final HostTemplate TEMPLATE = new HostTemplate("sfu", "1.5.0");

    @TempDir
    Path home;

    private Shells shells;
    private TestSshd sshd;
    private Host host;
    private final List<String> ran = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() {
        shells = new Shells(home);
        sshd = shells.server();
        host = Shells.host(sshd.port());
        sshd.on("move", call -> {
            // The arguments, as they were quoted for the shell.
            ran.add(call.line().substring("'move' ".length()));
            call.print("", 0);
        });
    }

    @AfterEach
    void close() {
        shells.close();
    }

    private void lists(String output) {
        sshd.on("sessions", call -> call.print(output, 0));
    }

    private SessionMover mover(SshCheck order, Optional<SshCheck> list) {
        MigrationSpec spec = new MigrationSpec(
                Means.NOTIFY,
                order,
                list.map(check -> new SessionList(check, "")),
                new Pace(20, 200),
                Duration.ofSeconds(30),
                Duration.ofMinutes(10),
                PatienceOutcome.WAIT);
        SshMoves way = new SshMoves(spec, TEMPLATE, shells.shell());
        return list.isPresent() ? SessionMover.ofSessions(way, way) : SessionMover.ofHosts(way);
    }

    private SessionMover each() {
        return mover(GivenSsh.check("move", "{{session.id}}"), Optional.of(GivenSsh.check("sessions")));
    }

    private MoveRequest move(long count) {
        return new MoveRequest(KEY, host, count);
    }

    @Test
    void shouldRunOneCommandForAPortionOfAHost() throws Exception {
        SshCheck order = GivenSsh.check("move", "to={{replacement.address}}", "{{migrate.count}}", "{{migrate.key}}");

        assertThat(mover(order, Optional.empty()).move(host, move(7))).isEqualTo(7);

        assertThat(ran).containsExactly("'to=127.0.0.1' 7 " + KEY);
    }

    @Test
    void shouldRunOneForEachSessionAndThoseThatStayedLast() throws Exception {
        lists("a\n\n  b\n3\n");
        SessionMover mover = each();

        assertThat(mover.move(host, move(2))).isEqualTo(2);
        assertThat(ran).containsExactlyInAnyOrder("a", "b");
        assertThat(mover.move(host, move(1))).isEqualTo(1);
        assertThat(ran).endsWith("3").hasSize(3);
    }

    @Test
    void shouldCountOnlyThoseThatWereReallyAsked() throws Exception {
        lists("a\nb\n");
        sshd.on("move", call -> call.print("", call.line().endsWith("a") ? 0 : 1));

        assertThat(each().move(host, move(9))).isEqualTo(1);
    }

    @Test
    void shouldFailWhenNoCommandSucceeds() {
        lists("a\nb\n");
        sshd.on("move", call -> call.print("", 3));
        SessionMover mover = each();

        assertThat(catchThrowableOfType(ServerException.class, () -> mover.move(host, move(2))))
                .hasMessage("Expected move to succeed, but got: exit status 3");
    }

    @Test
    void shouldKeepAnIdInItsArgument() throws Exception {
        lists("$(reboot);'x'\n");

        assertThat(each().move(host, move(1))).isEqualTo(1);

        assertThat(ran).containsExactly("'$(reboot);'\\''x'\\'''");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\u001b[31m", "a\u202eb"})
    void shouldMoveNothingOfAListThatIsNone(String output) {
        lists(output + "\n");
        SessionMover mover = each();

        assertThat(catchThrowableOfType(ServerException.class, () -> mover.move(host, move(1))))
                .hasMessageContaining("expected one id of a session on each line")
                .hasMessageNotContaining("\u001b")
                .hasMessageNotContaining("\u202e");
        assertThat(ran).isEmpty();
    }

    @Test
    void shouldNotTakeAnIdForAnOption() {
        lists("--all\n");
        SessionMover mover = each();

        assertThat(catchThrowableOfType(ServerException.class, () -> mover.move(host, move(1))))
                .hasMessageContaining("{{session.id}} cannot begin an argument");
        assertThat(ran).isEmpty();
    }

    @Test
    void shouldReadIdsByAPattern() throws Exception {
        lists("call 12 up\ncall 7 up\n2 calls\n");
        SessionMover mover = mover(
                GivenSsh.check("move", "{{session.id}}"), Optional.of(GivenSsh.matching("^call (\\d+)", "sessions")));

        assertThat(mover.move(host, move(9))).isEqualTo(2);

        assertThat(ran).containsExactlyInAnyOrder("12", "7");
    }

    @Test
    void shouldHaveAHostTellItsClients() throws Exception {
        ReconnectSpec spec = new ReconnectSpec(ReconnectSpec.When.BEFORE, GivenSsh.check("move", "{{host.id}}"));
        SshReconnect teller = new SshReconnect(spec, TEMPLATE, shells.shell());

        teller.tell(host, KEY);
        assertThat(ran).containsExactly(host.id().value());

        sshd.on("move", call -> call.print("", 1));
        assertThat(catchThrowableOfType(ServerException.class, () -> teller.tell(host, KEY)))
                .hasMessage("Expected move to succeed, but got: exit status 1");
    }
}
