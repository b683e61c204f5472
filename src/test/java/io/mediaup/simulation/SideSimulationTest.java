package io.mediaup.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.fleet.ObservedHost;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.plan.RetireSpec.How;
import io.mediaup.plan.SessionModel;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Outcome;
import io.mediaup.rollout.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
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

    @Test
    void shouldSwapTheSides() {
        List<ObservedHost> passive = IntStream.range(0, HOSTS)
                .mapToObj(i ->
                        Fleets.standby("passive-" + i, List.of("a", "b", "c").get(i % 3), "0"))
                .toList();
        Trial trial = swapping(passive);

        assertThat(trial.run()).isEmpty();

        assertThat(trial.invariants.book.outcome).contains(Outcome.DONE);
        assertThat(hosts(trial, SimulatedHost::alive))
                .allMatch(id -> id.startsWith("passive-"))
                .hasSize(HOSTS);
        assertThat(hosts(trial, host -> host.standby))
                .allMatch(id -> id.startsWith("old-"))
                .hasSize(HOSTS);
    }

    /** What was retired is started again; it is the same machine, and a host of its own in the run. */
    @Test
    void shouldGoBackToASideThatIsOnStandbyAlready() {
        Trial before = swapping(List.of());
        before.run();
        Instant third = started(before, Action.Retire.class).get(2);
        Trial trial = swapping(List.of());
        trial.ask(List.of(new Ask(Duration.between(Fleets.START, third).plusSeconds(20), Request.Kind.ROLLBACK, 0)));

        assertThat(trial.run()).isEmpty();

        assertThat(trial.invariants.book.launches).isGreaterThanOrEqualTo(HOSTS + 3);
        assertThat(trial.invariants.book.outcome).contains(Outcome.ROLLED_BACK);
        assertThat(hosts(trial, SimulatedHost::alive))
                .allMatch(id -> id.startsWith("old-"))
                .hasSize(HOSTS);
        assertThat(hosts(trial, host -> host.standby))
                .allMatch(id -> id.startsWith("new-"))
                .hasSize(HOSTS);
    }

    private static List<String> hosts(Trial trial, Predicate<SimulatedHost> kind) {
        return trial.run.fleet().truth().values().stream()
                .filter(kind)
                .map(host -> host.id.value())
                .toList();
    }

    private static Trial swapping(List<ObservedHost> passive) {
        Plan plan = PlanBuilder.activePassive()
                .retire(How.STANDBY)
                .model(new SessionModel(Duration.ofMinutes(4), Duration.ofMinutes(15), true))
                .build();
        return new Trial(Variant.calm(1, plan, Fleets.of(HOSTS, 3, "1", 5)).beside(passive));
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
