package io.mediaup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.fleet.CounterReadings;
import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostAddress;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.InstanceState;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.ObservedHost;
import io.mediaup.fleet.Reading;
import io.mediaup.fleet.Rotation;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.provider.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the doctor says of the hosts that are listed, by their states. */
class DoctorCensusTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RUNNING PENDING      | OK   | 2 hosts: 2 × 1; the target is 2.",
                "RUNNING GONE STOPPING | OK  | 1 host: 1 × 1; the target is 2.",
                "RUNNING STANDBY GONE | OK   | 1 host: 1 × 1; 1 on standby; the target is 2.",
                "GONE STANDBY         | FAIL | Expected hosts that the plan selects, but found none. Correct fleet.select, or the region.",
            })
    void shouldCountTheLiving(String states, String word, String message) {
        List<ObservedHost> hosts = List.of(states.split(" ", -1)).stream()
                .map(state -> host(InstanceState.valueOf(state)))
                .toList();

        Finding found =
                DoctorUse.census(PlanBuilder.drainFirst().build(), FleetSnapshot.of(Instant.EPOCH, hosts, List.of()));

        assertThat(found.text()).isEqualTo(message);
        assertThat(found.level().name()).startsWith(word);
    }

    private static ObservedHost host(InstanceState state) {
        return new ObservedHost(
                new Host(new HostId("h-" + state), "a", "1", state, Instant.EPOCH, HostAddress.NONE, "", Marks.NONE),
                new Rotation(Map.of()),
                Reading.unknown("", Instant.EPOCH),
                Reading.unknown("", Instant.EPOCH),
                Reading.unknown("", Instant.EPOCH),
                Map.<String, CounterReadings>of());
    }
}
