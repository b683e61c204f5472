package io.mediaup.simulation;

import io.mediaup.engine.Engine;
import io.mediaup.engine.EngineListener;
import io.mediaup.engine.EnginePorts;
import io.mediaup.engine.Observer;
import io.mediaup.engine.Timeline;
import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.fleet.GateVerdict;
import io.mediaup.fleet.ObservedHost;
import io.mediaup.journal.Journal;
import io.mediaup.journal.RequestInbox;
import io.mediaup.journal.Tenure;
import io.mediaup.plan.GateSpec;
import io.mediaup.plan.Plan;
import io.mediaup.probe.ServerPort;
import io.mediaup.provider.FleetProvider;
import io.mediaup.rollout.RunStart;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One run in the simulated world, over any number of simulated processes. Everything follows from the plan, the settings,
 * the observed hosts and the seed. Not thread-safe.
 */
public final class SimulatedRun {

    /** Long enough for a first look through any number of refused listings; a run of the engine has no such bound. */
    private static final Duration FIRST_LOOK = Duration.ofMinutes(10);

    private final Plan plan;
    private final VirtualTimeline timeline;
    private final SimulatedFleet fleet;
    private final SimulatedServers servers;
    private final Instant start;
    private UnaryOperator<FleetProvider> wrapping = UnaryOperator.identity();
    private UnaryOperator<Timeline> wrappingTimeline = UnaryOperator.identity();
    private UnaryOperator<ServerPort> wrappingServers = UnaryOperator.identity();
    private Function<GateSpec, GateVerdict> gates = SimulatedGates.PASS;
    private Tenure tenure = Tenure.UNDISPUTED;
    private BooleanSupplier probesFail = () -> false;

    /** A world that holds the hosts of {@code observed} and begins at {@code start}. */
    public SimulatedRun(
            Plan plan,
            SimulationSettings settings,
            long seed,
            Instant start,
            List<ObservedHost> observed,
            WorldWatcher watcher) {
        this(plan, settings, seed, start, observed, timeline -> watcher);
    }

    /** The same world, run by {@link Leaps}: for runs in which nothing fails. */
    static SimulatedRun leaping(
            Plan plan, SimulationSettings settings, long seed, Instant start, List<ObservedHost> observed) {
        return new SimulatedRun(
                Leaps.oneReadingEach(plan), settings, seed, start, observed, timeline -> Leaps.over(plan, timeline));
    }

    private SimulatedRun(
            Plan plan,
            SimulationSettings settings,
            long seed,
            Instant start,
            List<ObservedHost> observed,
            Function<VirtualTimeline, WorldWatcher> watcher) {
        SplittableRandom random = new SplittableRandom(seed);
        SplittableRandom latencies = random.split();
        long most = settings.callLatency().toNanos();
        this.plan = plan;
        this.start = start;
        this.timeline = new VirtualTimeline(
                start, random.split(), () -> Duration.ofNanos(most == 0 ? 0 : latencies.nextLong(most + 1)));
        this.fleet = new SimulatedFleet(plan, settings, timeline, random.split(), watcher.apply(timeline));
        this.servers = new SimulatedServers(plan, fleet, timeline, () -> probesFail.getAsBoolean());
        fleet.adopt(observed);
    }

    /** The hosts. */
    public SimulatedFleet fleet() {
        return fleet;
    }

    /** The time. */
    public VirtualTimeline timeline() {
        return timeline;
    }

    /** Lets probes fail whenever {@code fail} says so. */
    public void failProbes(BooleanSupplier fail) {
        probesFail = fail;
    }

    /** Lets gates say what {@code verdicts} says at the time; they pass unless somebody says so. */
    public void judgeGates(Function<GateSpec, GateVerdict> verdicts) {
        gates = verdicts;
    }

    /** Gives processes that are started from now on this right to act. */
    public void grant(Tenure right) {
        tenure = right;
    }

    /** Puts something between the engine and the fleet, such as a counter of calls. */
    public void wrapProvider(UnaryOperator<FleetProvider> wrapper) {
        wrapping = wrapper;
    }

    /** Puts something between the engine and the servers, such as a witness of what they answered. */
    public void wrapServers(UnaryOperator<ServerPort> wrapper) {
        wrappingServers = wrapper;
    }

    /** Puts something between each process that is started from now on and the time, such as a clock that is wrong. */
    public void wrapTimeline(UnaryOperator<Timeline> wrapper) {
        wrappingTimeline = wrapper;
    }

    /**
     * Starts a process that takes up the run in {@code journal}, or begins run {@code run} when the journal is empty.
     *
     * @throws IllegalStateException when the fleet cannot be looked at
     */
    public Engine startProcess(String run, Journal journal, RequestInbox inbox, EngineListener listener) {
        FleetProvider provider = wrapping.apply(fleet);
        ServerPort asked = wrappingServers.apply(servers);
        Timeline time = wrappingTimeline.apply(timeline);
        Observer observer = new Observer(plan, provider, asked, time);
        look(observer, time);
        boolean looked = timeline.runUntil(observer::lookedOnce, timeline.now().plus(FIRST_LOOK));
        if (!looked) {
            throw new IllegalStateException("Expected to see the fleet once, but found: " + observer.failure());
        }
        if (journal.facts().isEmpty()) {
            FleetSnapshot snapshot = observer.snapshot();
            journal.append(List.of(RunStart.of(plan, snapshot, run, time.now())));
        }
        EnginePorts ports =
                new EnginePorts(provider, asked, new SimulatedGates(gates, time::now), journal, inbox, time, tenure);
        Engine engine = new Engine(plan, "simulation", ports, observer, listener);
        engine.start();
        return engine;
    }

    private void look(Observer observer, Timeline time) {
        if (!observer.lookedOnce()) {
            observer.look(host -> false, () -> {});
            time.at(time.now().plusSeconds(1), () -> look(observer, time));
        }
    }

    /** Runs until {@code done}; false when that does not happen within {@code limit} from the start of the world. */
    public boolean runUntil(BooleanSupplier done, Duration limit) {
        return timeline.runUntil(done, start.plus(limit));
    }
}
