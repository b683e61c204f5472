package io.mediaup.simulation;

import io.mediaup.fleet.CounterReadings;
import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostAddress;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.InstanceState;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.ObservedHost;
import io.mediaup.fleet.Reading;
import io.mediaup.fleet.Rotation;
import io.mediaup.fleet.Slot;
import io.mediaup.fleet.TargetState;
import io.mediaup.plan.PatienceOutcome;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.plan.PlanCopy;
import io.mediaup.plan.RolloutSpec;
import io.mediaup.plan.Schedule;
import io.mediaup.plan.SessionCounter;
import io.mediaup.plan.SessionModel;
import io.mediaup.plan.TargetSpec;
import io.mediaup.plan.TestPlans;
import io.mediaup.plan.Window;
import io.mediaup.rollout.Request;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

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

    Variant asked(Map<Duration, Request.Kind> asked) {
        return new Variant(seed, plan, settings, fleet, deaths, crashes, blackouts, asked, probesLost, faults);
    }

    Variant with(List<Blackout> dark) {
        return new Variant(seed, plan, settings, fleet, deaths, crashes, dark, requests, probesLost, faults);
    }

    static Variant of(long seed) {
        return new Draw(seed).variant(FaultScript.draw(seed)).with(windows(seed));
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
                || plan.probes().sessions().stream().anyMatch(c -> c.then() == PatienceOutcome.HALT);
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
                && plan.probes().sessions().stream().anyMatch(c -> c.then() == PatienceOutcome.WAIT);
        return heldIsOut || endless;
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

    /** Draws in a fixed order: a new kind of trouble goes to the end, so that old seeds keep their meaning. */
    private static final class Draw {
        private final long seed;
        private final SplittableRandom random;

        Draw(long seed) {
            this.seed = seed;
            this.random = new SplittableRandom(seed);
        }

        private boolean chance(double share) {
            return random.nextDouble() < share;
        }

        @SafeVarargs
        private <T> T one(T... of) {
            return of[random.nextInt(of.length)];
        }

        private Duration upTo(Duration most) {
            return Duration.ofSeconds(random.nextLong(most.toSeconds() + 1));
        }

        Variant variant(FaultScript faults) {
            int hosts = one(1, 2, 3, 4, 6, 9, 12, 17, 25);
            int zones = Math.min(hosts, random.nextInt(1, 5));
            SessionCounter[] counters = counters();
            Plan plan = plan(hosts, counters);
            SimulationSettings settings = settings(plan);
            List<ObservedHost> fleet = fleet(hosts, zones, counters);
            List<Duration> deaths = times(chance(0.3) ? random.nextInt(1, 4) : 0);
            List<Duration> crashes = times(chance(0.3) ? random.nextInt(1, 4) : 0);
            List<Blackout> blackouts = new ArrayList<>();
            for (Duration from : times(chance(0.3) ? random.nextInt(1, 3) : 0)) {
                blackouts.add(new Blackout(from, from.plusSeconds(one(4, 12, 45, 300))));
            }
            return new Variant(
                    seed,
                    plan,
                    settings,
                    fleet,
                    deaths,
                    crashes,
                    blackouts,
                    requests(),
                    chance(0.15) ? random.nextDouble() * 0.2 : 0,
                    faults);
        }

        private SessionCounter[] counters() {
            Duration patience = Duration.ofMinutes(random.nextLong(5, 90));
            PatienceOutcome then = one(
                    PatienceOutcome.WAIT,
                    PatienceOutcome.WAIT,
                    PatienceOutcome.KILL,
                    PatienceOutcome.KILL,
                    PatienceOutcome.HALT);
            SessionCounter calls = TestPlans.counter("calls", random.nextInt(0, 3), patience, then);
            if (!chance(0.3)) {
                return new SessionCounter[] {calls};
            }
            SessionCounter streams = TestPlans.counter(
                    "streams",
                    random.nextInt(0, 3),
                    Duration.ofMinutes(random.nextLong(5, 90)),
                    one(PatienceOutcome.WAIT, PatienceOutcome.KILL));
            return new SessionCounter[] {calls, streams};
        }

        private Plan plan(int hosts, SessionCounter[] counters) {
            PlanBuilder builder = chance(0.2) ? PlanBuilder.killReconnect() : rolling(PlanBuilder.drainFirst(), hosts);
            builder.counters(counters)
                    .settle(Duration.ofSeconds(one(1, 30, 60, 180)))
                    .stableFor(random.nextInt(1, 5))
                    .maxDraining(one("20%", "50%", "100%", "100%"))
                    .spread(one(RolloutSpec.Spread.ZONE, RolloutSpec.Spread.NONE))
                    .maxFailures(random.nextInt(1, 5))
                    .onFailure(one(RolloutSpec.OnFailure.HALT, RolloutSpec.OnFailure.PAUSE))
                    .onHostLost(one(
                            RolloutSpec.OnHostLost.REPLACE,
                            RolloutSpec.OnHostLost.REPLACE,
                            RolloutSpec.OnHostLost.HALT))
                    .failedHosts(one(TargetSpec.FailedHosts.TERMINATE, TargetSpec.FailedHosts.KEEP))
                    .model(new SessionModel(Duration.ofMinutes(4), Duration.ofMinutes(15), true));
            if (chance(0.15)) {
                builder.withoutDrainCommand();
            }
            if (chance(0.15)) {
                builder.hold("old-0", "old-3");
            }
            if (chance(0.2)) {
                builder.size(Math.max(1, hosts + random.nextInt(-3, 4)));
            }
            return builder.build();
        }

        private PlanBuilder rolling(PlanBuilder builder, int hosts) {
            builder.batches(one(
                    new String[] {"1"}, new String[] {"10%"}, new String[] {"1", "5%", "20%"}, new String[] {"100%"}));
            switch (random.nextInt(5)) {
                case 0 -> builder.surge("0").unavailable("1");
                case 1 -> builder.surge("1").unavailable("0");
                case 2 -> builder.surge("10%").unavailable("0");
                // A fleet of which 30 % is less than one host could change nothing: a plan that is refused.
                case 3 -> builder.surge("0").unavailable(hosts < 8 ? "1" : "30%");
                default -> builder.surge("2").unavailable("1");
            }
            return builder;
        }

        private SimulationSettings settings(Plan plan) {
            boolean clean = chance(0.2);
            return new SimulationSettings(
                    Duration.ofSeconds(random.nextLong(5, 90)),
                    random.nextDouble() * 0.5,
                    Duration.ofSeconds(random.nextLong(0, 40)),
                    clean || chance(0.5) ? Duration.ZERO : upTo(Duration.ofSeconds(20)),
                    chance(0.5)
                            ? Duration.ZERO
                            : plan.loadBalancer().settle().multipliedBy(9).dividedBy(10),
                    clean || chance(0.3) ? Duration.ZERO : upTo(Duration.ofSeconds(3)),
                    clean || chance(0.6) ? 0 : random.nextDouble() * 0.2,
                    clean || chance(0.6) ? 0 : random.nextDouble() * 0.3,
                    clean || chance(0.7) ? 0 : random.nextDouble() * 0.3,
                    chance(0.12) ? 0.02 : 0);
        }

        private List<Duration> times(int count) {
            List<Duration> times = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                times.add(
                        Duration.ofMillis(random.nextLong(Duration.ofMinutes(50).toMillis())));
            }
            return times;
        }

        private Map<Duration, Request.Kind> requests() {
            TreeMap<Duration, Request.Kind> requests = new TreeMap<>();
            if (chance(0.2)) {
                Duration pause = upTo(Duration.ofMinutes(30));
                requests.put(pause, Request.Kind.PAUSE);
                requests.put(pause.plus(upTo(Duration.ofMinutes(30))).plusSeconds(1), Request.Kind.RESUME);
            }
            if (chance(0.15)) {
                requests.put(upTo(Duration.ofMinutes(90)).plusMillis(1), Request.Kind.ABORT);
            }
            return requests;
        }

        private List<ObservedHost> fleet(int size, int zones, SessionCounter[] counters) {
            boolean mixed = chance(0.3);
            int[] ordinals = new int[zones];
            List<ObservedHost> hosts = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                String zone = String.valueOf((char) ('a' + i % zones));
                Slot slot = new Slot(zone, ++ordinals[i % zones]);
                hosts.add(mixed ? mixed(i, slot, counters) : serving(i, slot, "1", counters));
            }
            return hosts;
        }

        /** A host of a fleet that somebody was busy with before: current, or draining, or out of rotation. */
        private ObservedHost mixed(int i, Slot slot, SessionCounter[] counters) {
            return switch (random.nextInt(8)) {
                case 0 -> serving(i, slot, "2", counters);
                case 1 -> {
                    Marks marks = Marks.of("r0", slot, 9, "before")
                            .draining(Fleets.START.minusSeconds(random.nextLong(3600)));
                    yield host(i, slot, "1", marks, one(TargetState.HEALTHY, TargetState.NOT_REGISTERED), counters);
                }
                case 2 -> host(i, slot, "1", Marks.NONE, TargetState.NOT_REGISTERED, counters);
                default -> serving(i, slot, one("0", "1"), counters);
            };
        }

        private ObservedHost serving(int i, Slot slot, String version, SessionCounter[] counters) {
            return host(i, slot, version, Marks.NONE, TargetState.HEALTHY, counters);
        }

        private ObservedHost host(
                int i, Slot slot, String version, Marks marks, TargetState target, SessionCounter[] counters) {
            Map<String, CounterReadings> readings = new TreeMap<>();
            for (SessionCounter counter : counters) {
                long open = random.nextLong(25);
                readings.put(counter.name(), CounterReadings.NONE.plus(Reading.known(open, Fleets.START), 3));
            }
            Host host = new Host(
                    new HostId("old-" + i),
                    slot.zone(),
                    version,
                    InstanceState.RUNNING,
                    Fleets.START.minusSeconds(86_400),
                    new HostAddress("sim", 1),
                    "",
                    marks);
            return new ObservedHost(
                    host,
                    new Rotation(Map.of("simulated", target)),
                    Reading.known(true, Fleets.START),
                    Reading.known(version, Fleets.START),
                    Reading.known(false, Fleets.START),
                    readings);
        }
    }
}
