package io.mediaup.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.Slot;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.provider.FleetProvider;
import io.mediaup.provider.FleetProviderContract;
import io.mediaup.provider.LaunchRequest;
import io.mediaup.provider.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** The simulated fleet keeps the port's contract with listings that lag, and also when responses are lost. */
class SimulatedFleetContractTest extends FleetProviderContract {

    private static final Duration STEP = Duration.ofMillis(100);

    private final VirtualTimeline timeline =
            new VirtualTimeline(Fleets.START, new SplittableRandom(1), () -> Duration.ZERO);
    private final SimulatedFleet fleet = fleet(timeline, 0, 0);

    private static SimulatedFleet fleet(VirtualTimeline timeline, double lost, double throttled) {
        SimulationSettings settings = new SimulationSettings(
                Duration.ofSeconds(10),
                0.2,
                Duration.ofSeconds(5),
                Duration.ofSeconds(3),
                Duration.ZERO,
                Duration.ZERO,
                lost,
                throttled,
                0,
                0);
        SimulatedFleet fleet = new SimulatedFleet(
                PlanBuilder.drainFirst().build(), settings, timeline, new SplittableRandom(2), WorldWatcher.NONE);
        fleet.adopt(Fleets.of(2, 2, "1", 5));
        return fleet;
    }

    @Override
    protected FleetProvider provider() {
        return fleet;
    }

    @Override
    protected HostId unmarked() {
        return new HostId("old-0");
    }

    @Override
    protected FleetProvider ofAnotherProcess() {
        return fleet;
    }

    @Override
    protected boolean within(Duration most, Callable<Boolean> condition) {
        Instant end = timeline.now().plus(most);
        while (!timeline.now().isAfter(end)) {
            if (holds(condition)) {
                return true;
            }
            Instant next = timeline.now().plus(STEP);
            timeline.at(next, () -> {});
            timeline.runUntil(() -> !timeline.now().isBefore(next), next);
        }
        return holds(condition);
    }

    private static boolean holds(Callable<Boolean> condition) {
        try {
            return condition.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    protected void die(HostId host) {
        fleet.die(host);
    }

    @Override
    protected boolean concurrent() {
        return false;
    }

    @Test
    void shouldHaveDoneWhatItsLostResponsesWereAbout() throws ProviderException {
        SimulatedFleet losing = fleet(timeline, 1, 0);
        Slot slot = new Slot("a", 1);
        LaunchRequest request = new LaunchRequest("r1/a/1/launch/1", slot, "2", Marks.of("r1", slot, 2, "digest"));

        for (int i = 0; i < 3; i++) {
            ProviderException lost = catchThrowableOfType(ProviderException.class, () -> losing.launch(request));
            assertThat(lost.kind()).isEqualTo(ProviderException.Kind.UNCERTAIN);
        }

        HostId host = losing.findLaunched(request.key()).orElseThrow().id();
        assertThat(losing.truth()).hasSize(3).containsKey(host);
        ProviderException lost = catchThrowableOfType(ProviderException.class, () -> losing.terminate(host, "r1"));
        assertThat(lost.kind()).isEqualTo(ProviderException.Kind.UNCERTAIN);
        assertThat(losing.truth().get(host).alive()).isFalse();
    }

    @Test
    void shouldDoNothingWhenItThrottles() {
        SimulatedFleet throttling = fleet(timeline, 0, 1);
        Slot slot = new Slot("a", 1);
        LaunchRequest request = new LaunchRequest("r1/a/1/launch/1", slot, "2", Marks.of("r1", slot, 2, "digest"));

        ProviderException refused = catchThrowableOfType(ProviderException.class, () -> throttling.launch(request));

        assertThat(refused.kind()).isEqualTo(ProviderException.Kind.THROTTLED);
        assertThat(throttling.truth()).hasSize(2);
    }
}
