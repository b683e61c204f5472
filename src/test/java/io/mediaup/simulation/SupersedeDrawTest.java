package io.mediaup.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.ObservedHost;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.plan.PlanCopy;
import io.mediaup.plan.SessionModel;
import io.mediaup.plan.TargetSpec;
import io.mediaup.rollout.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the campaign's superseding runs begin from is worth their while, and such a run comes to its end. */
class SupersedeDrawTest {

    private static final SessionModel LONG = new SessionModel(Duration.ofMinutes(20), Duration.ofMinutes(60), true);

    @Test
    void shouldFindThreeVersionsOnTheirWayAndEndWithOne() {
        Plan second =
                PlanBuilder.drainFirst().batches("2").surge("2").model(LONG).build();
        TargetSpec target = second.target();
        Plan first = PlanCopy.of(second)
                .with(new TargetSpec("1.5", target.bootTimeout(), target.healthTimeout(), target.failedHosts()))
                .build();
        Variant variant = Variant.calm(11, second, Fleets.of(6, 3, "1", 5));

        List<ObservedHost> left = SupersedeDraw.left(variant, first, Duration.ofMinutes(4));

        assertThat(left).extracting(host -> host.host().version()).contains("1", "1.5");
        assertThat(left).map(ObservedHost::host).anyMatch(SupersedeDrawTest::drainsSinceBefore);
        assertThat(left).allMatch(host -> host.host().marks().run().equals(Optional.of("r0")));

        Trial trial = new Trial(variant.onto(left));
        assertThat(trial.run()).isEmpty();
        assertThat(trial.invariants.book.outcome).contains(Outcome.DONE);
        assertThat(trial.run.fleet().truth().values().stream().filter(SimulatedHost::alive))
                .hasSize(6)
                .allMatch(host -> host.version.equals("2"));
    }

    private static boolean drainsSinceBefore(Host host) {
        return host.marks().isDraining() && host.marks().since().orElseThrow().isBefore(Fleets.START);
    }
}
