package io.mediaup.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.fleet.CounterReadings;
import io.mediaup.fleet.Reading;
import io.mediaup.plan.PatienceOutcome;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.plan.TestPlans;
import io.mediaup.rollout.Decision.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run that stands still says so, with what it stands still for. */
class StallsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Plan PLAN = PlanBuilder.drainFirst().build();

    /** The scene's facts are minutes to hours old; its counts were read within the last seconds. */
    private static Decision later(Scene scene, Duration time) {
        return new RolloutDecider(PLAN).decide(scene.snapshot(), scene.state(), Scene.NOW.plus(time));
    }

    private static final String DRAINING = """
            o1 a/1 1 draining calls=3
            o2 a/2 1 draining calls=3
            n1 a/1 2 arrived
            n2 a/2 2 arrived
            """;

    @Test
    void shouldNameTheHostsThatAreFlat() {
        assertThat(later(Scene.of(PLAN, "a/1 a/2", DRAINING), Duration.ofMinutes(40))
                        .waits())
                .extracting(Wait::reason)
                .anyMatch(reason ->
                        reason.startsWith("no progress for 40 min") && reason.contains("flat at 3 calls on o1, o2; "));
    }

    @Test
    void shouldNameTheNextCommand() {
        Plan kills = PlanBuilder.drainFirst()
                .counters(TestPlans.counter("calls", 0, Duration.ofHours(3), PatienceOutcome.KILL))
                .build();
        Scene about = Scene.of(kills, "a/1 a/2", DRAINING);
        Scene stuck = Scene.of(PLAN, "a/1", "o1 a/1 1 in\nn1 a/1 2 out\n");

        assertThat(first(new RolloutDecider(kills)
                        .decide(about.snapshot(), about.state(), NOW.plus(Duration.ofMinutes(40)))))
                .contains("'mediaup extend' gives a host more time");
        assertThat(first(later(Scene.of(PLAN, "a/1 a/2", DRAINING), Duration.ofHours(20))))
                .contains("'mediaup undrain' puts a host back");
        assertThat(first(later(stuck, Duration.ofMinutes(40)))).contains("'mediaup status' says what each waits for");
    }

    private static String first(Decision decision) {
        return decision.waits().get(0).reason();
    }

    @Test
    void shouldSayNothingWhileCountsStillChange() {
        assertThat(later(Scene.of(PLAN, "a/1 a/2", DRAINING), Duration.ofMinutes(10))
                        .waits())
                .isNotEmpty()
                .noneMatch(wait -> wait.reason().contains("no progress"));
    }

    @Test
    void shouldSayNothingWhileSomebodyHoldsTheRunUp() {
        Scene paused = Scene.of(PLAN, "a/1 a/2", DRAINING).asked(Request.Kind.PAUSE);

        assertThat(later(paused, Duration.ofMinutes(40)).waits())
                .extracting(Wait::reason)
                .contains("paused")
                .noneMatch(reason -> reason.contains("no progress"));
    }

    @Test
    void shouldTakeAnUnknownCountForNoChange() {
        CounterReadings readings = CounterReadings.NONE
                .plus(Reading.known(2L, NOW), 3)
                .plus(Reading.unknown("timed out", NOW.plusSeconds(5)), 3)
                .plus(Reading.known(2L, NOW.plusSeconds(10)), 3);

        assertThat(readings.flatSince()).isEqualTo(NOW);
        assertThat(readings.plus(Reading.known(1L, NOW.plusSeconds(15)), 3).flatSince())
                .isEqualTo(NOW.plusSeconds(15));
        assertThat(List.of(CounterReadings.NONE.flatSince())).containsExactly(Instant.MAX);
    }
}
