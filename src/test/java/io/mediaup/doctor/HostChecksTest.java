package io.mediaup.doctor;

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
import io.mediaup.fleet.TargetState;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.provider.Finding;
import io.mediaup.provider.Finding.Level;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What hosts have to answer before a run begins. */
class HostChecksTest {

    private static final Instant NOW = Instant.parse("2026-11-26T07:00:00Z");
    private static final Plan PLAN = PlanBuilder.drainFirst().build();
    private static final String COUNTER = PLAN.probes().sessions().get(0).name();
    private static final Reading<Boolean> NO = Reading.known(false, NOW);
    private static final Reading<Boolean> YES = Reading.known(true, NOW);

    private static <T> Reading<T> silent() {
        return Reading.unknown("no answer in 2 s", NOW);
    }

    private static ObservedHost host(
            String id, String version, Reading<Boolean> healthy, Reading<Boolean> draining, Reading<Long> count) {
        Host host = new Host(
                new HostId(id),
                "a",
                version,
                InstanceState.RUNNING,
                NOW,
                new HostAddress("127.0.0.1", 8443),
                "",
                Marks.NONE);
        return new ObservedHost(
                host,
                new Rotation(Map.of("media", TargetState.HEALTHY)),
                healthy,
                Reading.known("1", NOW),
                draining,
                Map.of(COUNTER, CounterReadings.NONE.plus(count, 3)));
    }

    private static ObservedHost fine(String id, long count) {
        return host(id, "1", YES, NO, Reading.known(count, NOW));
    }

    private static List<Finding> findings(Plan plan, ObservedHost... hosts) {
        return HostChecks.of(plan, FleetSnapshot.of(NOW, List.of(hosts), List.of()));
    }

    @Test
    void shouldSayHowManySessionsThereAreWhereEverybodyAnswers() {
        List<Finding> findings = findings(PLAN, fine("h1", 3), fine("h2", 7));

        assertThat(findings).allMatch(finding -> finding.level() == Level.OK);
        assertThat(findings).anyMatch(finding -> finding.text().contains("from 3 to 7, 10 in all"));
        assertThat(findings).anyMatch(finding -> finding.text().contains("whether it drains"));
    }

    @Test
    void shouldFailOnceForAllOutdatedHostsThatFailAlike() {
        List<Finding> findings = findings(
                PLAN,
                fine("h1", 3),
                host("h2", "1", YES, silent(), Reading.known(0L, NOW)),
                host("h3", "1", YES, silent(), silent()));

        assertThat(findings)
                .filteredOn(finding -> finding.level() == Level.UNREACHABLE)
                .extracting(Finding::subjects)
                .containsExactly(List.of("h3"), List.of("h2", "h3"));
        assertThat(findings)
                .filteredOn(finding -> finding.level() == Level.UNREACHABLE)
                .allMatch(finding -> finding.text().contains("no answer in 2 s"));
    }

    @Test
    void shouldOnlyWarnOfWhatKeepsNoRunFromBeginning() {
        String target = PLAN.target().version();
        List<Finding> findings = findings(
                PLAN,
                host("h1", "1", NO, NO, Reading.known(0L, NOW)),
                host("h2", target, YES, silent(), Reading.known(0L, NOW)));

        assertThat(findings)
                .filteredOn(finding -> finding.level() != Level.OK)
                .allMatch(finding -> finding.level() == Level.WARNING)
                .extracting(Finding::subjects)
                .contains(List.of("h1"), List.of("h2"));
    }

    @Test
    void shouldLeaveHeldHostsAlone() {
        Plan holding = PlanBuilder.drainFirst().hold("h2").build();

        assertThat(findings(holding, fine("h1", 1), host("h2", "1", silent(), silent(), silent())))
                .allMatch(finding -> finding.level() == Level.OK);
    }

    @Test
    void shouldWarnWhereNothingCanTellAServerToDrain() {
        assertThat(findings(PlanBuilder.drainFirst().withoutDrainCommand().build(), fine("h1", 1)))
                .filteredOn(finding -> finding.level() == Level.WARNING)
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).contains("no drain command"));
        assertThat(findings(PlanBuilder.killReconnect().withoutDrainCommand().build(), fine("h1", 1)))
                .allMatch(finding -> finding.level() == Level.OK);
    }
}
