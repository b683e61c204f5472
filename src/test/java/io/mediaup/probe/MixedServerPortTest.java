package io.mediaup.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.Reading;
import io.mediaup.plan.Check;
import io.mediaup.plan.CountFormat;
import io.mediaup.plan.DrainSpec;
import io.mediaup.plan.HttpCheck;
import io.mediaup.plan.PatienceOutcome;
import io.mediaup.plan.ProbesSpec;
import io.mediaup.plan.SessionCounter;
import io.mediaup.plan.SshCheck;
import io.mediaup.remote.ssh.Shells;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Each reading and each command goes to the port that the plan says, and to no other. */
class MixedServerPortTest {

    private static final Instant NOW = Instant.EPOCH;
    private static final Host HOST = Shells.host(1);
    private static final Check OVER_HTTP = new HttpCheck(
            "GET",
            "http://h/",
            Map.of(),
            Optional.empty(),
            OptionalInt.empty(),
            List.of(),
            Optional.empty(),
            Duration.ofSeconds(1));
    private static final Check OVER_SSH =
            new SshCheck(List.of("ask"), Optional.empty(), Optional.empty(), false, Duration.ofSeconds(1));

    private final Spoken http = new Spoken("http", 1);
    private final Spoken ssh = new Spoken("ssh", 2);

    @Test
    void shouldTakeEachReadingFromWhereThePlanSays() {
        Inspection found = port(OVER_SSH, OVER_HTTP, OVER_SSH).inspect(HOST);

        assertThat(found.healthy().value()).contains(false);
        assertThat(found.version().value()).contains("http");
        assertThat(found.draining().value()).contains(false);
        assertThat(found.sessions().get("a").value()).contains(1L);
        assertThat(found.sessions().get("b").value()).contains(2L);
    }

    @Test
    void shouldTakeTheOthersFromTheOther() {
        Inspection found = port(OVER_HTTP, OVER_SSH, OVER_HTTP).inspect(HOST);

        assertThat(found.healthy().value()).contains(true);
        assertThat(found.version().value()).contains("ssh");
        assertThat(found.draining().value()).contains(true);
    }

    @Test
    void shouldTellByTheWayOfEachCommand() throws Exception {
        ServerPort port = port(OVER_SSH, OVER_HTTP, OVER_SSH);
        port.enterDrain(HOST);
        port.leaveDrain(HOST);

        assertThat(http.told).containsExactly("enter");
        assertThat(ssh.told).containsExactly("leave");
    }

    @Test
    void shouldMoveSessionsOverHttp() throws Exception {
        MoveRequest request = new MoveRequest("run/a-1/move/1", HOST, 3);

        assertThat(port(OVER_SSH, OVER_HTTP, OVER_SSH).move(HOST, request)).isEqualTo(1);

        assertThat(http.told).containsExactly("move");
        assertThat(ssh.told).isEmpty();
    }

    private ServerPort port(Check health, Check version, Check readBack) {
        ProbesSpec probes = new ProbesSpec(
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Optional.of(health),
                2,
                Optional.of(version),
                List.of(counter("a", OVER_HTTP), counter("b", OVER_SSH)));
        DrainSpec drain = new DrainSpec(Optional.of(new DrainSpec.DrainCommand(OVER_HTTP, OVER_SSH, readBack)), 3);
        return new MixedServerPort(probes, drain, http, ssh);
    }

    private static SessionCounter counter(String name, Check source) {
        return new SessionCounter(name, source, new CountFormat.Json(), 0, Duration.ofHours(4), PatienceOutcome.WAIT);
    }

    private static final class Spoken implements ServerPort {
        private final String name;
        private final long count;
        private final List<String> told = new ArrayList<>();

        Spoken(String name, long count) {
            this.name = name;
            this.count = count;
        }

        @Override
        public Inspection inspect(Host host) {
            boolean yes = name.equals("http");
            return new Inspection(
                    Reading.known(yes, NOW),
                    Reading.known(name, NOW),
                    Reading.known(yes, NOW),
                    Map.of("a", Reading.known(count, NOW), "b", Reading.known(count, NOW)));
        }

        @Override
        public void enterDrain(Host host) {
            told.add("enter");
        }

        @Override
        public long move(Host from, MoveRequest request) {
            told.add("move");
            return count;
        }

        @Override
        public void notifyReconnect(Host host, String key) {
            told.add("reconnect");
        }

        @Override
        public void leaveDrain(Host host) {
            told.add("leave");
        }
    }
}
