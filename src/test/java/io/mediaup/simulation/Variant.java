package io.mediaup.simulation;

import io.mediaup.fleet.ObservedHost;
import io.mediaup.plan.PatienceOutcome;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanCopy;
import io.mediaup.plan.ReconnectSpec.When;
import io.mediaup.plan.RolloutSpec;
import io.mediaup.plan.Schedule;
import io.mediaup.plan.SessionPolicy;
import io.mediaup.plan.TestPlans;
import io.mediaup.plan.Window;
import io.mediaup.rollout.Request;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A plan, a fleet and what goes wrong, all drawn from one seed. Each kind of trouble is there or not, so that the
 * combinations that a single mixed bag would drown come up too.
 *
 * @param deaths when some host dies by itself
 * @param crashes when the process is killed; the next one takes over at once
 * @param blackouts from and to when no probe answers
 * @param requests what somebody asks for, and when; every pause is followed by a resume
 * @param probesLost the share of probes that fail at any time
 * @param faults whatever else goes wrong
 */
record Variant(
        long seed,
        Plan plan,
        SimulationSettings settings,
        List<ObservedHost> fleet,
        List<Duration> deaths,
        List<Duration> crashes,
        List<Blackout> blackouts,
        Map<Duration, Request.Kind> requests,
        double probesLost,
        FaultScript faults) {

    record Blackout(Duration from, Duration to) {}

    /** A run in which nothing goes wrong. */
    static Variant calm(long seed, Plan plan, List<ObservedHost> fleet) {
        return new Variant(
                seed,
                plan,
                SimulationSettings.assumed(plan),
                fleet,
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                0,
                FaultScript.CALM);
    }

    Variant with(FaultScript script) {
        return new Variant(seed, plan, settings, fleet, deaths, crashes, blackouts, requests, probesLost, script);
    }

    Variant with(SimulationSettings world) {
        return new Variant(seed, plan, world, fleet, deaths, crashes, blackouts, requests, probesLost, faults);
    }

    Variant with(Plan other) {
        return new Variant(seed, other, settings, fleet, deaths, crashes, blackouts, requests, probesLost, faults);
    }

    Variant onto(List<ObservedHost> found) {
        return new Variant(seed, plan, settings, found, deaths, crashes, blackouts, requests, probesLost, faults);
    }

    Variant beside(List<ObservedHost> standby) {
        List<ObservedHost> all = new ArrayList<>(fleet);
        all.addAll(standby);
        return new Variant(seed, plan, settings, all, deaths, crashes, blackouts, requests, probesLost, faults);
    }

    Variant asked(Map<Duration, Request.Kind> asked) {
        return new Variant(seed, plan, settings, fleet, deaths, crashes, blackouts, asked, probesLost, faults);
    }

    Variant with(List<Blackout> dark) {
        return new Variant(seed, plan, settings, fleet, deaths, crashes, dark, requests, probesLost, faults);
    }

    static Variant of(long seed) {
        Variant drawn = new VariantDraw(seed).variant(FaultScript.draw(seed)).with(windows(seed));
        return SupersedeDraw.drawn(SideDraw.drawn(ProofDraw.drawn(drawn)).telling());
    }

    /** In one run of eight, so often open that the run ends in about the time that it would take without. */
    private static Schedule windows(long seed) {
        SplittableRandom random = new SplittableRandom(seed * 31 + 5);
        if (random.nextInt(8) > 0) {
            return Schedule.ALWAYS;
        }
        Window often = List.of(
                        new Window("0 * * * *", Duration.ofMinutes(25), ZoneOffset.UTC),
                        new Window("*/20 * * * *", Duration.ofMinutes(7), ZoneOffset.UTC),
                        new Window("30 */2 * * *", Duration.ofMinutes(50), ZoneOffset.UTC))
                .get(random.nextInt(3));
        return new Schedule(List.of(often), random.nextInt(3) == 0);
    }

    /** The same, in which the clients of what is killed are told in two runs of three. */
    private Variant telling() {
        return plan.sessions() != SessionPolicy.KILL || seed % 3 == 0
                ? this
                : with(PlanCopy.of(plan)
                        .with(TestPlans.reconnect(seed % 3 == 1 ? When.BEFORE : When.AFTER))
                        .build());
    }

    private Variant with(Schedule schedule) {
        return new Variant(
                seed,
                PlanCopy.of(plan).with(schedule).build(),
                settings,
                fleet,
                deaths,
                crashes,
                blackouts,
                requests,
                probesLost,
                faults);
    }

    /** Whether something may go so wrong that stopping is the right answer. */
    boolean mayHalt() {
        boolean longBlackout = blackouts.stream()
                .anyMatch(b -> b.to().minus(b.from())
                                .compareTo(plan.probes().staleAfter().minusSeconds(10))
                        > 0);
        return faults.mayHalt()
                || settings.failedBoots() > 0
                || !deaths.isEmpty()
                || longBlackout
                || settings.lostResponses() + settings.throttled() > 0.2
                // Sessions that end by themselves while others are asked look like some that never arrive.
                || plan.sessions() == SessionPolicy.MIGRATE
                || says(PatienceOutcome.HALT)
                || says(PatienceOutcome.MIGRATE);
    }

    private boolean says(PatienceOutcome outcome) {
        return plan.probes().sessions().stream().anyMatch(counter -> counter.then() == outcome);
    }

    private boolean moves() {
        return plan.sessions() == SessionPolicy.MIGRATE || says(PatienceOutcome.MIGRATE);
    }

    /**
     * Whether the run may never end: because sessions do not and nothing is to be done about it, or because hosts that it
     * may not touch are out of rotation, so that no other one can be spared.
     */
    boolean mayNotEnd() {
        boolean heldIsOut = fleet.stream()
                .anyMatch(host -> plan.fleet().hold().contains(host.id())
                        && !host.rotation().in());
        boolean endless = settings.endlessSessions() > 0
                && (says(PatienceOutcome.WAIT)
                        || (moves() && plan.migration().orElseThrow().then() == PatienceOutcome.WAIT));
        // Back in a fleet that was not whole before: what nobody knows the past of is not launched, and what is out of
        // rotation is for its operators to mend; others may then be needed for the floor for ever.
        boolean backToPieces = plan.rollout().onFailure() == RolloutSpec.OnFailure.ROLLBACK
                && fleet.stream()
                        .filter(host -> host.host().state().alive())
                        .anyMatch(host -> !host.rotation().in()
                                || host.host().marks().isDraining()
                                || !host.host().version().equals("1"));
        return backToPieces || heldIsOut || endless;
    }

    @Override
    public String toString() {
        return "seed " + seed + ": " + fleet.size() + " hosts, " + plan.technique() + " " + plan.rollout() + "\n  size "
                + plan.fleet().size() + " hold " + plan.fleet().hold() + " counters "
                + plan.probes().sessions().stream()
                        .map(c -> c.name() + "<=" + c.threshold() + " " + c.patience() + " " + c.then())
                        .toList()
                + " drain command " + plan.drain().command().isPresent() + " settle "
                + plan.loadBalancer().settle() + " windows " + plan.schedule().windows() + "\n  " + settings
                + "\n  deaths " + deaths + " crashes " + crashes
                + " blackouts " + blackouts + " requests " + requests + " probes lost " + probesLost + "\n  faults: "
                + faults;
    }
}
