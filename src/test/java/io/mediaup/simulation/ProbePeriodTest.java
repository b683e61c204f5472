package io.mediaup.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.engine.EngineListener;
import io.mediaup.fleet.HostId;
import io.mediaup.journal.InMemoryJournal;
import io.mediaup.journal.RequestInbox;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.probe.Inspection;
import java.time.Duration;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts are asked as often as the plan says, though looks have a rhythm of their own and calls take their time. */
class ProbePeriodTest {

    @ParameterizedTest
    @ValueSource(longs = {200, 1000, 1999, 2001, 5000, 7000, 30_000})
    void shouldAskAHostInThePeriodOfThePlan(long millis) {
        Duration every = Duration.ofMillis(millis);
        SimulationSettings settings = new SimulationSettings(
                Duration.ofMinutes(30),
                0,
                Duration.ofSeconds(30),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofMillis(40),
                0,
                0,
                0,
                0);
        SimulatedRun run = new SimulatedRun(
                PlanBuilder.drainFirst().every(every).build(),
                settings,
                1,
                Fleets.START,
                Fleets.of(3, 1, "1", 20),
                WorldWatcher.NONE);
        Map<HostId, Deque<Inspection>> answers = new HashMap<>();
        run.wrapServers(servers -> new Witness(servers, answers));
        run.startProcess("r", new InMemoryJournal(), RequestInbox.NONE, new EngineListener() {});

        run.runUntil(() -> false, every.multipliedBy(20));

        // A host that boots is asked in every look.
        answers.keySet().removeIf(host -> !host.value().startsWith("old-"));
        assertThat(answers)
                .hasSize(3)
                .allSatisfy((host, inspections) -> assertThat(inspections.size())
                        .as("times that %s was asked in 20 periods", host)
                        .isBetween(18, 22));
    }
}
