package io.mediaup.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanEdits;
import io.mediaup.plan.PlanFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens between two looks is seen by the second one, however the period of looks falls on it. */
class LeapGridTest {

    @ParameterizedTest
    @ValueSource(ints = {100, 200, 300, 350, 400, 450, 700, 1000, 1300, 1500, 1900})
    void shouldNotLeapOverAChangeBetweenTwoLooks(int millis, @TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("plan.yaml"), """
                apiVersion: mediaup/v1
                name: grid
                fleet: {provider: lab, lab: {boot-time: 300ms, traffic: {session-length: {median: 2s, p95: 5s}}}}
                target: {version: 2}
                probes:
                  every: %dms
                  sessions: [{name: calls, http: {url: "http://{{host.address}}/", json-pointer: /n}}]
                """.formatted(millis));
        Plan plan = PlanFile.read(file, PlanEdits.NONE);

        Preview preview =
                Preview.of(plan, FleetSnapshot.of(Fleets.START, Fleets.of(2, 1, "1", 2), List.of()), 20_260_101);

        assertThat(preview.outcome()).isPresent();
        assertThat(preview.duration()).isLessThan(Duration.ofMinutes(1));
    }
}
