package io.mediaup.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostAddress;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.InstanceState;
import io.mediaup.fleet.Marks;
import io.mediaup.plan.DrainSpec;
import io.mediaup.plan.DrainSpec.DrainCommand;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.plan.PlanCopy;
import io.mediaup.plan.SshCheck;
import io.mediaup.provider.Finding;
import io.mediaup.provider.Finding.Level;
import io.mediaup.remote.RemoteCommand;
import io.mediaup.remote.RemoteException;
import io.mediaup.remote.RemoteException.Kind;
import io.mediaup.remote.RemoteResult;
import io.mediaup.remote.RemoteShell;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whether hosts have the programs of the plan, asked of a real shell. */
class ToolChecksTest {

    private static final List<Host> HOSTS = List.of(host("h1"), host("h2"), host("h3"), host("h4"));

    private final Hosts hosts = new Hosts();

    /** Hosts that are this machine, unless they are out of order. */
    private static final class Hosts implements RemoteShell {
        private final Map<String, RemoteException> broken = new HashMap<>();
        private final List<String> asked = new ArrayList<>();

        @Override
        public RemoteResult run(Host host, RemoteCommand command) throws RemoteException {
            asked.add(host.id().value());
            if (broken.containsKey(host.id().value())) {
                throw broken.get(host.id().value());
            }
            try {
                Process process = new ProcessBuilder(command.argv()).start();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return new RemoteResult(process.waitFor(), output, "");
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public InetSocketAddress tunnel(Host host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    private static Host host(String id) {
        HostAddress address = new HostAddress("127.0.0.1", 0);
        return new Host(new HostId(id), "a", "1", InstanceState.RUNNING, Instant.EPOCH, address, "", Marks.NONE);
    }

    private static SshCheck command(String... words) {
        return new SshCheck(List.of(words), Optional.empty(), Optional.empty(), false, Duration.ofSeconds(5));
    }

    private static Plan draining(String... enter) {
        DrainCommand drain =
                new DrainCommand(command(enter), command("sh", "-c", "exit 1"), command("test", "-e", "x"));
        return PlanCopy.of(PlanBuilder.drainFirst().build())
                .with(new DrainSpec(Optional.of(drain), 2))
                .build();
    }

    @Test
    void shouldFindEveryProgramAndRunNone() {
        // It would fail if it were run.
        List<Finding> findings = ToolChecks.of(draining("false", "--now"), HOSTS, hosts);

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Level.OK);
            assertThat(finding.text()).contains("false, sh, test");
        });
        assertThat(hosts.asked).containsExactly("h1", "h2", "h3", "h4");
    }

    @Test
    void shouldNameProgramsThatAreMissingWithTheHosts() {
        List<Finding> findings = ToolChecks.of(draining("no-such-ctl; touch x", "drain"), HOSTS, hosts);

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Level.FAILED);
            assertThat(finding.subjects()).containsExactly("h1", "h2", "h3", "h4");
            assertThat(finding.text()).contains("the program no-such-ctl; touch x", "h1, h2, h3 and 1 more");
        });
    }

    @Test
    void shouldTellKeysAndLoginsFromHostsThatAreAway() {
        hosts.broken.put("h1", new RemoteException(Kind.UNREACHABLE, "no route"));
        hosts.broken.put("h2", new RemoteException(Kind.UNKNOWN_HOST_KEY, "nobody knows its key"));

        assertThat(ToolChecks.of(draining("sh"), HOSTS, hosts))
                .extracting(Finding::level, Finding::text)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Level.UNREACHABLE, "h1: no route"),
                        org.assertj.core.groups.Tuple.tuple(Level.FORBIDDEN, "h2: nobody knows its key"));
    }

    @Test
    void shouldNotWaitForEveryHostOfAFleetThatIsAway() {
        HOSTS.forEach(host -> hosts.broken.put(host.id().value(), new RemoteException(Kind.UNREACHABLE, "no route")));

        assertThat(ToolChecks.of(draining("sh"), HOSTS, hosts)).hasSize(3);
        assertThat(hosts.asked).hasSize(3);
    }

    @Test
    void shouldAskNobodyWherePlansRunNoCommands() {
        assertThat(ToolChecks.of(PlanBuilder.drainFirst().build(), HOSTS, hosts))
                .isEmpty();
        assertThat(hosts.asked).isEmpty();
    }
}
