package io.mediaup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.fleet.CounterReadings;
import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.fleet.ObservedHost;
import io.mediaup.fleet.Reading;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.plan.ReconnectSpec.When;
import io.mediaup.plan.RetireSpec.How;
import io.mediaup.simulation.Fleets;
import io.mediaup.simulation.Preview;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What somebody is told of the sessions that will be cut, before saying yes to it. */
class PlanReportTest {

    @Test
    void shouldSayHowManySessionsWillBeInterrupted() {
        assertThat(warnings(PlanBuilder.killReconnect().build(), Fleets.of(12, 3, "1", 5)))
                .containsExactly("this technique will interrupt 60 calls on 12 hosts.");
    }

    @Test
    void shouldSayThatClientsAreTold() {
        assertThat(warnings(PlanBuilder.killReconnect().reconnect(When.AFTER).build(), Fleets.of(3, 3, "1", 5)))
                .containsExactly("this technique will interrupt 15 calls on 3 hosts; the clients of each are told to"
                        + " reconnect once it is gone.");
    }

    /** Unknown is not zero, here neither. */
    @Test
    void shouldNotCountAHostThatCannotBeReadAsEmpty() {
        List<ObservedHost> fleet = new ArrayList<>(Fleets.of(3, 3, "1", 5));
        ObservedHost silent = fleet.remove(0);
        CounterReadings unread = CounterReadings.NONE.plus(Reading.unknown("connection refused", Fleets.START), 3);
        fleet.add(new ObservedHost(
                silent.host(),
                silent.rotation(),
                silent.healthy(),
                silent.version(),
                silent.draining(),
                Map.of("calls", unread)));

        assertThat(warnings(PlanBuilder.killReconnect().build(), fleet))
                .containsExactly("this technique will interrupt at least 10 calls (not counting 1 host whose number is"
                        + " unknown) on 3 hosts.");
    }

    @Test
    void shouldSayNothingOfTheKindWhereNobodyIsCut() {
        assertThat(warnings(PlanBuilder.drainFirst().build(), Fleets.of(3, 3, "1", 5)))
                .isEmpty();
    }

    @Test
    void shouldSayWhenTrafficMovesAndHowLongThereIsAnInstantWayBack() {
        Plan plan = PlanBuilder.activePassive()
                .canary(1, Duration.ofMinutes(10), false)
                .keepFor(Duration.ofMinutes(30))
                .retire(How.STANDBY)
                .build();

        assertThat(report(plan, Fleets.of(6, 3, "1", 5)).numbers())
                .anyMatch(line -> line.matches("  Traffic moves at once, when all new hosts of a batch are up:"
                        + " after about 1 min.*, after about 12 min.*\\."))
                .contains("  Old hosts are kept for 30 min after they left: until then 'mediaup rollback' has them back"
                        + " within seconds.")
                .contains("  Retired hosts go on standby: the next upgrade starts them before it launches new ones.");
        assertThat(report(PlanBuilder.drainFirst().build(), Fleets.of(6, 3, "1", 5))
                        .numbers())
                .noneMatch(line -> line.contains("at once") && line.contains("Traffic"))
                .noneMatch(line -> line.contains("kept") || line.contains("standby"));
    }

    private static List<String> warnings(Plan plan, List<ObservedHost> hosts) {
        return report(plan, hosts).warnings();
    }

    private static PlanReport report(Plan plan, List<ObservedHost> hosts) {
        FleetSnapshot fleet = FleetSnapshot.of(Fleets.START, hosts, List.of());
        return new PlanReport(plan, fleet, Preview.of(plan, fleet, 1), false);
    }
}
