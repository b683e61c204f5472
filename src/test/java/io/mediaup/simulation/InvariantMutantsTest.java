package io.mediaup.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.ObservedHost;
import io.mediaup.fleet.Reading;
import io.mediaup.fleet.Rotation;
import io.mediaup.fleet.TargetState;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.probe.Inspection;
import io.mediaup.probe.ServerException;
import io.mediaup.provider.FleetProvider;
import io.mediaup.provider.LaunchRequest;
import io.mediaup.provider.Listing;
import io.mediaup.provider.ProviderException;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Request;
import io.mediaup.simulation.Variant.Blackout;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Runs that are broken on purpose: an invariant that never objects to anything proves nothing. */
class InvariantMutantsTest {

    private static final PlanBuilder PLAN = PlanBuilder.drainFirst();

    @Test
    void shouldObjectToASessionThatIsCutEarly() {
        Trial trial = quiet(PLAN.build());
        mutateServers(trial, answer -> counts(answer, count -> Reading.known(0L, count.at())));

        assertThat(trial.run()).anyMatch(text -> text.contains("1 never cut early: ") && text.contains("retired with"));
    }

    @Test
    void shouldObjectToTooFewReadings() {
        Trial trial = new Trial(
                variant(PlanBuilder.drainFirst().stableFor(1).build()),
                PlanBuilder.drainFirst().stableFor(3).build());

        assertThat(trial.run()).anyMatch(text -> text.contains("1 never cut early: ") && text.contains("too few"));
    }

    @Test
    void shouldObjectToAnUnknownCountTakenAsZero() {
        Plan plan = PlanBuilder.drainFirst().withoutDrainCommand().build();
        Variant blind = variant(plan, List.of(new Blackout(Duration.ofMinutes(8), Duration.ofHours(2))), Map.of());
        Trial trial = new Trial(blind);
        mutateServers(
                trial,
                answer -> counts(answer, count -> count.value().isPresent() ? count : Reading.known(0L, count.at())));

        assertThat(trial.run()).anyMatch(text -> text.contains("2 unknown is not zero"));
    }

    @Test
    void shouldObjectToAFleetBelowItsFloor() {
        Trial trial = quiet(PLAN.build());
        trial.run.wrapProvider(InvariantMutantsTest::healthyAtOnce);

        assertThat(trial.run()).anyMatch(text -> text.contains("3 floor"));
    }

    @Test
    void shouldObjectToAFleetAboveItsCeiling() {
        Trial trial = new Trial(
                variant(PlanBuilder.drainFirst().batches("3").surge("3").build()),
                PlanBuilder.drainFirst().batches("3").surge("1").build());

        assertThat(trial.run()).anyMatch(text -> text.contains("4 ceiling"));
    }

    @Test
    void shouldObjectToTrafficThatMovesBeforeASideIsUp() {
        Trial trial = new Trial(
                variant(PlanBuilder.drainFirst().batches("2").surge("2").build()),
                PlanBuilder.drainFirst().blueGreen().build());

        assertThat(trial.run())
                .anyMatch(text -> text.contains("sides: new-") && text.contains("is registered before"))
                .anyMatch(text -> text.contains("sides: old-") && text.contains("is cordoned before"));
    }

    @Test
    void shouldObjectToAnOldSideThatLeavesBeforeTheNewOneIsIn() {
        Trial trial = quiet(PlanBuilder.activePassive().build());
        trial.run.wrapProvider(InvariantMutantsTest::healthyAtOnce);

        assertThat(trial.run()).anyMatch(text -> text.contains("is cordoned before the new host of"));
    }

    @Test
    void shouldObjectToAWayBackThatIsNotKept() {
        Trial trial = new Trial(
                variant(PLAN.build()),
                PlanBuilder.drainFirst().keepFor(Duration.ofHours(20)).build());

        assertThat(trial.run()).anyMatch(text -> text.contains("keep-for: old-"));
    }

    @Test
    void shouldObjectToTooManyDrainingHosts() {
        Trial trial = new Trial(
                variant(PlanBuilder.drainFirst().maxDraining("100%").build()),
                PlanBuilder.drainFirst().maxDraining("10%").build());

        assertThat(trial.run()).anyMatch(text -> text.contains("4 max-draining"));
    }

    @Test
    void shouldObjectToATouchedHostThatIsHeld() {
        Trial trial = new Trial(
                variant(PLAN.build()), PlanBuilder.drainFirst().hold("old-1").build());

        assertThat(trial.run()).anyMatch(text -> text.contains("5 scope: old-1 is held"));
    }

    @Test
    void shouldObjectToTwoHostsForOneKey() {
        Trial trial = quiet(PLAN.build());
        trial.run.wrapProvider(fleet -> new ProviderMutant(fleet) {
            @Override
            public HostId launch(LaunchRequest asked) throws ProviderException {
                super.launch(new LaunchRequest(asked.key() + "!", asked.slot(), asked.version(), asked.marks()));
                return super.launch(asked);
            }
        });

        assertThat(trial.run())
                .anyMatch(text -> text.contains("6 no doubles") && text.contains("not journaled"))
                .anyMatch(text -> text.contains("6 no doubles") && text.contains("beside"));
    }

    @Test
    void shouldObjectToAnIntentThatTheJournalLost() {
        Trial trial = quiet(PLAN.build());
        trial.journal.swallow(
                fact -> fact instanceof Fact.ActionStarted started && started.action() instanceof Action.Register);

        assertThat(trial.run()).anyMatch(text -> text.contains("6 write ahead"));
    }

    @Test
    void shouldObjectToAnotherHostThanTheOneThatIsMeant() {
        Trial trial = quiet(PLAN.build());
        trial.run.wrapProvider(fleet -> new ProviderMutant(fleet) {
            @Override
            public void terminate(HostId host, String run) throws ProviderException {
                super.terminate(new HostId(host.value().equals("old-5") ? "old-4" : "old-5"), run);
            }
        });

        assertThat(trial.run()).anyMatch(text -> text.contains("6 write ahead") && text.contains("terminated without"));
    }

    @Test
    void shouldObjectToAChangeWhileTheRunIsPaused() {
        Trial trial = quiet(PLAN.build());
        // Only the invariants hear of it.
        trial.run
                .timeline()
                .inWorld(
                        Fleets.START.plusSeconds(30),
                        () -> trial.invariants.fact(new Fact.RequestReceived(
                                trial.run.timeline().now(),
                                Request.ofRun(Request.Kind.PAUSE, "test@here", Fleets.START, ""))));

        assertThat(trial.run()).anyMatch(text -> text.contains("8 stop"));
    }

    @Test
    void shouldObjectToAServerThatIsLeftDraining() {
        Plan plan = PlanBuilder.drainFirst()
                .surge("0")
                .unavailable("1")
                .settle(Duration.ofSeconds(1))
                .maxFailures(50)
                .build();
        Trial trial = new Trial(variant(plan, List.of(), Map.of(Duration.ofSeconds(10), Request.Kind.ABORT)));
        trial.run.wrapProvider(fleet -> new ProviderMutant(fleet) {
            @Override
            public HostId launch(LaunchRequest asked) throws ProviderException {
                throw new ProviderException(ProviderException.Kind.NO_CAPACITY, "no capacity");
            }
        });
        trial.run.wrapServers(servers -> new ServerMutant(servers, UnaryOperator.identity()) {
            private boolean told;

            @Override
            public void enterDrain(Host host) throws ServerException {
                super.enterDrain(host);
                told = true;
            }

            @Override
            public void leaveDrain(Host host) {
                told = false;
            }

            @Override
            public Inspection inspect(Host host) {
                Inspection answer = super.inspect(host);
                return told ? answer : withoutDrainFlag(answer);
            }
        });

        assertThat(trial.run()).anyMatch(text -> text.contains("9 undo") && text.contains("left draining"));
    }

    @Test
    void shouldObjectToCutSessionsThatNobodyHearsOf() {
        Trial trial = quiet(PlanBuilder.killReconnect().build());
        // From shortly before the first of them is cut, so that the run does not stop for being blind.
        Instant late = Fleets.START.plusSeconds(80);
        mutateServers(
                trial,
                answer -> counts(
                        answer, count -> count.at().isAfter(late) ? Reading.unknown("no answer", count.at()) : count));

        assertThat(trial.run()).anyMatch(text -> text.contains("1 cut sessions are counted"));
    }

    @Test
    void shouldObjectToARunThatCallsItselfDoneTooEarly() {
        Trial trial = quiet(PLAN.build());
        trial.run.wrapProvider(fleet -> new ProviderMutant(fleet) {
            @Override
            public void terminate(HostId host, String run) {
                // It says that it did.
            }
        });

        assertThat(trial.run()).anyMatch(text -> text.contains("10 done"));
    }

    /** The load balancer is said to find every target healthy, also one that it has not checked yet. */
    private static ProviderMutant healthyAtOnce(FleetProvider fleet) {
        return new ProviderMutant(fleet) {
            @Override
            public Listing list() throws ProviderException {
                return new Listing(super.list().entries().stream()
                        .map(entry -> entry.rotation().registered()
                                ? new Listing.Entry(entry.host(), new Rotation(Map.of("all", TargetState.HEALTHY)))
                                : entry)
                        .toList());
            }
        };
    }

    private static Trial quiet(Plan plan) {
        return new Trial(variant(plan));
    }

    private static Variant variant(Plan plan) {
        return variant(plan, List.of(), Map.of());
    }

    private static Variant variant(Plan plan, List<Blackout> blackouts, Map<Duration, Request.Kind> requests) {
        List<ObservedHost> fleet = Fleets.of(6, 1, "1", 5);
        return Variant.calm(3, plan, fleet).with(blackouts).asked(requests);
    }

    private static Inspection withoutDrainFlag(Inspection answer) {
        Reading<Boolean> flag = answer.draining();
        return new Inspection(answer.healthy(), answer.version(), Reading.known(false, flag.at()), answer.sessions());
    }

    /** Between the engine and the witness: the witness saw what the servers said, the engine hears something else. */
    private static void mutateServers(Trial trial, UnaryOperator<Inspection> lie) {
        trial.run.wrapServers(servers -> new ServerMutant(trial.invariants.evidence.witness(servers), lie));
    }

    private static Inspection counts(Inspection answer, Function<Reading<Long>, Reading<Long>> lie) {
        Map<String, Reading<Long>> counts = new TreeMap<>();
        answer.sessions().forEach((name, count) -> counts.put(name, lie.apply(count)));
        return new Inspection(answer.healthy(), answer.version(), answer.draining(), counts);
    }
}
