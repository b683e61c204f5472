package io.mediaup.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.plan.SessionModel;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Outcome;
import io.mediaup.rollout.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A whole run of active-passive, and the way back from it. */
class SideSimulationTest {

    private static final int HOSTS = 6;
    private static final Duration KEPT = Duration.ofMinutes(30);
    private static final Plan PLAN = PlanBuilder.activePassive()
            .keepFor(KEPT)
            .model(new SessionModel(Duration.ofMinutes(1), Duration.ofMinutes(3), true))
            .build();

    @Test
    void shouldMoveTrafficAtOnceAndKeepTheOldSideForAWhile() {
        Trial trial = trial();

        assertThat(trial.run()).isEmpty();

        assertThat(trial.invariants.book.outcome).contains(Outcome.DONE);
        assertThat(trial.invariants.book.launches).isEqualTo(HOSTS);
        assertThat(trial.invariants.peak).isEqualTo(2 * HOSTS);
        assertThat(trial.invariants.cut).isZero();
        List<Instant> cordons = started(trial, Action.Cordon.class);
        List<Instant> retirements = started(trial, Action.Retire.class);
        assertThat(cordons).hasSize(HOSTS).containsOnly(cordons.get(0));
        assertThat(retirements)
                .hasSize(HOSTS)
                .allSatisfy(at -> assertThat(at)
                        .isBetween(
                                cordons.get(0).plus(KEPT),
                                cordons.get(0).plus(KEPT).plusSeconds(30)));
    }

    @Test
    void shouldHaveTheOldSideBackWithinSecondsWhileItIsKept() {
        Duration late = Duration.ofMinutes(25);
        Trial trial = trial();
        trial.ask(List.of(new Ask(late, Request.Kind.ROLLBACK, 0)));

        assertThat(trial.run()).isEmpty();

        assertThat(trial.invariants.book.outcome).contains(Outcome.ROLLED_BACK);
        assertThat(trial.invariants.book.launches).isEqualTo(HOSTS);
        assertThat(trial.journal.facts().stream().filter(Fact.HostDrained.class::isInstance))
                .as("old hosts that could have gone, and new ones that did")
                .hasSize(2 * HOSTS);
        Instant asked = Fleets.START.plus(late);
        assertThat(started(trial, Action.Register.class).stream().filter(at -> at.isAfter(asked)))
                .hasSize(HOSTS)
                .allSatisfy(at -> assertThat(at).isBefore(asked.plusSeconds(5)));
    }

    private static Trial trial() {
        return new Trial(Variant.calm(1, PLAN, Fleets.of(HOSTS, 3, "1", 5)));
    }

    private static List<Instant> started(Trial trial, Class<? extends Action> kind) {
        return trial.journal.facts().stream()
                .filter(Fact.ActionStarted.class::isInstance)
                .map(Fact.ActionStarted.class::cast)
                .filter(fact -> kind.isInstance(fact.action()))
                .map(Fact.ActionStarted::at)
                .toList();
    }
}
