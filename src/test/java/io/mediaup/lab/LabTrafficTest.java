package io.mediaup.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabTrafficTest extends LabTestBase {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(300);

    @Test
    void shouldCountSessionsThatTheClientEndedAsCompleted() {
        fleet.up(spec(2, 1200, SHORT, Duration.ofMillis(600)));

        eventually("completed sessions", () -> fleet.stats().total().completed() >= 20);
        fleet.setRate(0);
        eventually("all ended", () -> fleet.stats().total().open() == 0);

        LabCounts total = fleet.stats().total();
        assertThat(total.interrupted()).isZero();
        assertThat(total.refused()).isZero();
        assertThat(fleet.stats().byVersion()).containsOnlyKeys("1.4.2").containsEntry("1.4.2", total);
        assertThat(fleet.hosts()).allSatisfy(host -> assertThat(sessions(host)).isZero());
    }

    @Test
    void shouldStartWithTheSteadyStateSpreadEvenly() {
        fleet.up(spec(3, 6, LONG, LONG));

        List<Integer> counts = fleet.hosts().stream().map(LabTestBase::sessions).toList();
        assertThat(counts).allSatisfy(count -> assertThat(count).isBetween(17, 21));
    }

    @Test
    void shouldSeeAtOnceThatAHostWasKilled() {
        fleet.up(spec(2, 6, LONG, LONG));
        fleet.setRate(0);
        LabMachine victim = fleet.hosts().get(0);
        LabMachine other = fleet.hosts().get(1);
        int open = sessions(victim);
        long completed = fleet.stats().total().completed();

        kill(victim);

        eventually("interruptions", () -> fleet.stats().total().interrupted() > 0);
        eventually(
                "no open session but the other's", () -> fleet.stats().total().open() <= sessions(other));
        LabCounts total = fleet.stats().total();
        // With 60 residual lengths in 10 minutes, one may end by itself within the moment of the kill.
        assertThat(total.interrupted()).isBetween(open - (total.completed() - completed), (long) open);
        assertThat(LabFiles.tail(LabDirectory.logFile(lab.traffic()), 3))
                .contains("interrupted host=" + victim.id() + " version=1.4.2: after");
    }

    @Test
    void shouldRefuseNewcomersAndKeepLiveSessionsWhileDraining() {
        fleet.up(spec(1, 6, LONG, LONG));
        LabMachine host = fleet.hosts().get(0);
        fleet.setRate(0);
        int open = sessions(host);

        assertThat(call("POST", host, "/drain/enable").body()).contains("true");
        fleet.setRate(600);
        eventually("refusals", () -> fleet.stats().total().refused() >= 3);

        assertThat(call("GET", host, "/health").statusCode()).isEqualTo(200);
        assertThat(sessions(host)).isBetween(open - 5, open);
        assertThat(fleet.stats().total().interrupted()).isZero();
        call("DELETE", host, "/drain");
        eventually("newcomers again", () -> sessions(host) > open);
    }

    @Test
    void shouldSendNoNewcomersToADeregisteredHost() {
        fleet.up(spec(2, 600, Duration.ofSeconds(2), Duration.ofSeconds(3)));
        LabMachine leaving = fleet.hosts().get(0);

        fleet.deregister(leaving.id());
        // What was under way at that moment may still arrive, then the host only empties.
        long admitted = settled(leaving);

        eventually("drained", () -> sessions(leaving) == 0);
        assertThat(admitted(leaving)).isEqualTo(admitted);
        assertThat(fleet.stats().total().interrupted()).isZero();
        assertThat(fleet.stats().total().refused()).isZero();
        fleet.register(leaving.id());
        eventually("newcomers again", () -> admitted(leaving) > admitted);
    }

    @Test
    void shouldRefuseWhenNobodyIsRegistered() {
        fleet.up(spec(1, 600, SHORT, SHORT));

        fleet.deregister(fleet.hosts().get(0).id());

        eventually("refusals", () -> fleet.stats().total().refused() > 0);
        assertThat(fleet.stats().byVersion().get("1.4.2"))
                .isNotNull()
                .extracting(LabCounts::refused)
                .isEqualTo(0L);
    }

    @Test
    void shouldKeepItsCountersOverARestartAndCountNoInterruption() {
        fleet.up(spec(1, 600, Duration.ofSeconds(1), Duration.ofSeconds(2)));
        eventually("completed sessions", () -> fleet.stats().total().completed() >= 5);

        fleet.stopTraffic();
        LabCounts stopped = fleet.stats().total();
        assertThat(fleet.trafficRunning()).isFalse();
        assertThat(stopped.open()).isZero();
        eventually("ended sessions", () -> sessions(fleet.hosts().get(0)) == 0);
        fleet.startTraffic();

        eventually("more", () -> fleet.stats().total().completed() > stopped.completed());
        assertThat(fleet.stats().total().interrupted()).isZero();
    }

    @Test
    void shouldCountByTheVersionThatServed() {
        fleet.up(spec(1, 600, SHORT, SHORT));
        LabMachine newer = running(fleet.launch(LabLaunch.of("k", "a", "1.5.0")).id());
        fleet.register(newer.id());
        fleet.deregister(fleet.hosts().stream()
                .min(Comparator.comparing(LabMachine::version))
                .orElseThrow()
                .id());

        eventually(
                "sessions on the newer version",
                () -> fleet.stats()
                                .byVersion()
                                .getOrDefault("1.5.0", LabCounts.NONE)
                                .completed()
                        > 0);
    }

    private static long settled(LabMachine machine) {
        long[] last = {-1, 0};
        eventually("no late arrivals for half a second", () -> {
            long now = admitted(machine);
            boolean same = now == last[0];
            last[1] = same ? last[1] : System.nanoTime();
            last[0] = now;
            return same && System.nanoTime() - last[1] > 500_000_000L;
        });
        return last[0];
    }

    private static long admitted(LabMachine machine) {
        return call("GET", machine, "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("lab_sessions_total{"))
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }
}
