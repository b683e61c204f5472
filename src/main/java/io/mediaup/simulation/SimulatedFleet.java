package io.mediaup.simulation;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostAddress;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.InstanceState;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.ObservedHost;
import io.mediaup.fleet.Rotation;
import io.mediaup.fleet.TargetState;
import io.mediaup.plan.Plan;
import io.mediaup.plan.SessionCounter;
import io.mediaup.provider.FleetProvider;
import io.mediaup.provider.LaunchRequest;
import io.mediaup.provider.Listing;
import io.mediaup.provider.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A fleet in virtual time, as a {@link FleetProvider}: with boot times, health delays, listings that lag, and calls that
 * happen although their response is lost. Not thread-safe.
 */
public final class SimulatedFleet implements FleetProvider {

    private static final String GROUP = "simulated";
    private static final Map<TargetState, Rotation> ROTATIONS = Stream.of(TargetState.values())
            .collect(Collectors.toMap(Function.identity(), state -> new Rotation(Map.of(GROUP, state))));

    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

    private final Plan plan;
    private final SimulationSettings settings;
    private final VirtualTimeline timeline;
    private final RandomGenerator random;
    private final long hostSeed;
    private final WorldWatcher watcher;
    private final Map<HostId, SimulatedHost> hosts = new LinkedHashMap<>();
    private final Map<String, HostId> launches = new LinkedHashMap<>();
    private Map<String, Long> usualLoad = Map.of();
    private int launched;

    /** An empty fleet. */
    public SimulatedFleet(
            Plan plan,
            SimulationSettings settings,
            VirtualTimeline timeline,
            SplittableRandom random,
            WorldWatcher watcher) {
        this.plan = plan;
        this.settings = settings;
        this.timeline = timeline;
        this.random = random;
        this.hostSeed = random.nextLong();
        this.watcher = watcher;
    }

    /** Brings in hosts as they were observed, with the sessions that were counted on them. */
    public void adopt(List<ObservedHost> observed) {
        usualLoad = usualLoad(observed);
        observed.stream().filter(host -> host.host().state().alive()).forEach(this::add);
        observed.stream()
                .filter(host -> host.host().state() == InstanceState.STANDBY)
                .map(ObservedHost::host)
                .forEach(this::addStandby);
    }

    private void addStandby(Host host) {
        SimulatedHost added = new SimulatedHost(host, Instant.MAX, Instant.MIN, Map.of());
        added.diedAt = Instant.MIN;
        added.diesVisiblyAt = Instant.MIN;
        added.standby = true;
        hosts.put(host.id(), added);
    }

    /** Brings in one more host, as an outside hand does. */
    void add(ObservedHost host) {
        SimulatedHost added = new SimulatedHost(host.host(), Instant.MIN, Instant.MIN, sessions(host));
        added.register(host.rotation().registered(), Instant.MIN, Instant.MIN, Instant.MIN);
        added.draining = host.draining().value().orElse(false);
        if (!host.rotation().registered()) {
            stopReceiving(added, Duration.ZERO);
        }
        watcher.servesAt(now());
        hosts.put(host.id(), added);
        if (!host.host().launchKey().isEmpty()) {
            launches.put(host.host().launchKey(), host.id());
        }
    }

    /**
     * Chance of one host's own: what befalls it depends on the seed and on its name, not on what was asked of the world
     * before, so that two runs of one seed that differ in their timing meet the same sessions.
     */
    private SplittableRandom chanceOf(String name) {
        return new SplittableRandom(hostSeed ^ (name.hashCode() * 0x9E3779B97F4A7C15L));
    }

    private SessionSampler sampler(SplittableRandom chance) {
        return new SessionSampler(plan.model(), settings.endlessSessions(), chance.split());
    }

    private Map<String, Long> usualLoad(List<ObservedHost> observed) {
        Map<String, Long> load = new LinkedHashMap<>();
        for (SessionCounter counter : plan.probes().sessions()) {
            double mean = observed.stream()
                    .filter(host -> host.rotation().in())
                    .flatMap(host -> host.counter(counter.name()).lastKnown().stream())
                    .mapToLong(Long::longValue)
                    .average()
                    .orElse(0);
            load.put(counter.name(), Math.round(mean));
        }
        return load;
    }

    private Map<String, SimulatedSessions> sessions(ObservedHost host) {
        Map<String, SimulatedSessions> sessions = new LinkedHashMap<>();
        SplittableRandom chance = chanceOf(host.id().value());
        for (SessionCounter counter : plan.probes().sessions()) {
            long open = host.counter(counter.name()).lastKnown().orElse(usualLoad.getOrDefault(counter.name(), 0L));
            sessions.put(counter.name(), SimulatedSessions.open(open, sampler(chance)));
        }
        return sessions;
    }

    /** A server was told something. */
    void answersChanged() {
        watcher.answersChangeAt(now());
    }

    /** The truth about every host that ever was. */
    Map<HostId, SimulatedHost> truth() {
        return hosts;
    }

    /** A host dies by itself, its sessions with it. */
    public void die(HostId id) {
        SimulatedHost host = hosts.get(id);
        if (host != null && host.alive()) {
            kill(host);
        }
    }

    private Instant now() {
        return timeline.now();
    }

    private Instant visible() {
        return now().plus(upTo(settings.listingLag()));
    }

    private Duration upTo(Duration most) {
        return most.isZero() ? most : Duration.ofNanos(random.nextLong(most.toNanos() + 1));
    }

    @Override
    public Duration propagation() {
        return settings.listingLag().plusSeconds(5);
    }

    @Override
    public Listing list() throws ProviderException {
        maybeThrottled();
        List<Listing.Entry> entries = new ArrayList<>(hosts.size());
        for (SimulatedHost host : hosts.values()) {
            // Dead hosts stay listed for a while, as terminated instances do.
            SimulatedHost shown = host.before != null && now().isBefore(host.listedFrom) ? host.before : host;
            boolean forgotten = !shown.alive()
                    && !shown.standby
                    && now().minus(FORGOTTEN_AFTER).isAfter(shown.diesVisiblyAt);
            if (!now().isBefore(shown.listedFrom) && !forgotten) {
                entries.add(new Listing.Entry(
                        shown.listed(now()), Objects.requireNonNull(ROTATIONS.get(shown.listedTarget(now())))));
            }
        }
        return new Listing(entries);
    }

    @Override
    public HostId launch(LaunchRequest request) throws ProviderException {
        maybeThrottled();
        HostId known = launches.get(request.key());
        if (known == null) {
            known = launchNew(request);
        } else if (!Objects.requireNonNull(hosts.get(known)).version.equals(request.version())) {
            throw new ProviderException(
                    ProviderException.Kind.FAILED,
                    "Expected launch key " + request.key()
                            + " to ask for the version that it asked for before, but found " + request.version() + ".");
        }
        maybeLost("launch");
        return known;
    }

    private HostId launchNew(LaunchRequest request) throws ProviderException {
        Optional<HostId> standby = request.definition().standby();
        if (standby.isPresent()) {
            requireStandby(standby.get(), request);
        }
        HostId id = standby.orElseGet(
                () -> new HostId("new-" + request.slot().zone() + request.slot().ordinal() + "-" + ++launched));
        Host host = new Host(
                id,
                request.slot().zone(),
                request.version(),
                InstanceState.RUNNING,
                now(),
                new HostAddress("sim", 1),
                request.key(),
                request.marks());
        SplittableRandom chance = chanceOf(request.key());
        double spread = 1 + settings.bootSpread() * (2 * chance.nextDouble() - 1);
        boolean fails = chance.nextDouble() < settings.failedBoots();
        Instant servingAt =
                fails ? Instant.MAX : now().plusNanos((long) (settings.boot().toNanos() * spread));
        Map<String, SimulatedSessions> sessions = new LinkedHashMap<>();
        usualLoad.forEach((name, load) -> sessions.put(name, SimulatedSessions.none(load, sampler(chance))));
        SimulatedHost started = new SimulatedHost(host, servingAt, visible(), sessions);
        started.before = hosts.put(id, started);
        launches.put(request.key(), id);
        watcher.launched(this, id, request);
        watcher.servesAt(servingAt);
        return id;
    }

    private void requireStandby(HostId id, LaunchRequest request) throws ProviderException {
        SimulatedHost host = hosts.get(id);
        if (host == null || !host.standby || !host.zone.equals(request.slot().zone())) {
            throw new ProviderException(
                    ProviderException.Kind.FAILED,
                    "Expected " + id + " on standby in zone " + request.slot().zone() + ", but found it otherwise.");
        }
    }

    @Override
    public Optional<Host> findLaunched(String key) throws ProviderException {
        maybeThrottled();
        return Optional.ofNullable(launches.get(key)).map(hosts::get).map(host -> host.listed(now()));
    }

    @Override
    public void mark(Map<HostId, Marks> marks) throws ProviderException {
        maybeThrottled();
        marks.forEach((id, mark) -> {
            SimulatedHost host = hosts.get(id);
            if (host != null && host.alive()) {
                watcher.beforeMark(this, id, mark);
                host.marks = host.marks.overlaidBy(mark);
            }
        });
        maybeLost("mark");
    }

    @Override
    public void register(HostId id) throws ProviderException {
        maybeThrottled();
        SimulatedHost host = running(id);
        if (!host.registration.registered()) {
            Instant healthyAt = now().plus(settings.healthDelay());
            watcher.beforeRegister(this, id);
            host.register(true, now(), healthyAt, visible());
            host.sessions.values().forEach(s -> s.startReceiving(now()));
            watcher.changesAt(healthyAt);
            watcher.changesAt(host.registration.visibleAt());
        }
        maybeLost("register");
    }

    @Override
    public void deregister(HostId id) throws ProviderException {
        maybeThrottled();
        SimulatedHost host = hosts.get(id);
        if (host != null && host.registration.registered()) {
            watcher.beforeDeregister(this, id);
            host.register(false, now(), Instant.MIN, visible());
            Duration tail = host.draining ? Duration.ZERO : settings.arrivalTail();
            stopReceiving(host, tail);
        }
        if (host != null) {
            // Also when it was out already: only from now on does the run take it for settling.
            Instant out = now().isBefore(host.registration.visibleAt()) ? host.registration.visibleAt() : now();
            watcher.changesAt(out);
            watcher.settlesAt(out.plus(plan.loadBalancer().settle()));
        }
        maybeLost("deregister");
    }

    private void stopReceiving(SimulatedHost host, Duration tail) {
        host.sessions.values().forEach(sessions -> sessions.stopReceiving(now(), tail));
        for (SessionCounter counter : plan.probes().sessions()) {
            SimulatedSessions sessions = host.sessions.get(counter.name());
            watcher.answersChangeAt(sessions == null ? now() : sessions.lowAt(counter.threshold(), now()));
        }
        watcher.answersChangeAt(now().plus(tail));
    }

    @Override
    public void terminate(HostId id, String run) throws ProviderException {
        end(id, run, false);
        maybeLost("terminate");
    }

    @Override
    public void stop(HostId id, String run, boolean standby) throws ProviderException {
        end(id, run, standby);
        maybeLost("stop");
    }

    private void end(HostId id, String run, boolean standby) throws ProviderException {
        maybeThrottled();
        SimulatedHost host = hosts.get(id);
        if (host == null) {
            throw new ProviderException(
                    ProviderException.Kind.REFUSED,
                    "Expected " + id + " to be a host of the fleet, but found none of that name. Nothing was"
                            + " terminated.");
        }
        if (host.alive()) {
            if (!host.marks.run().filter(run::equals).isPresent()) {
                throw new ProviderException(
                        ProviderException.Kind.REFUSED,
                        "Expected " + id + " to be marked by run " + run + ", but found " + host.marks.values()
                                + ". Nothing was terminated.");
            }
            watcher.beforeTerminate(this, id);
            halt(id, standby);
        }
    }

    /** A host that is up ends, with nobody asked. */
    void halt(HostId id, boolean standby) {
        SimulatedHost host = Objects.requireNonNull(hosts.get(id));
        host.standby = standby;
        kill(host);
    }

    private void kill(SimulatedHost host) {
        host.diedAt = now();
        host.diesVisiblyAt = visible();
        watcher.changesAt(host.diesVisiblyAt);
    }

    private SimulatedHost running(HostId id) throws ProviderException {
        SimulatedHost host = hosts.get(id);
        if (host == null || !host.alive()) {
            throw new ProviderException(
                    ProviderException.Kind.FAILED, "Expected " + id + " to be running, but found it gone.");
        }
        return host;
    }

    private void maybeThrottled() throws ProviderException {
        if (settings.throttled() > 0 && random.nextDouble() < settings.throttled()) {
            throw new ProviderException(ProviderException.Kind.THROTTLED, "rate exceeded");
        }
    }

    private void maybeLost(String call) throws ProviderException {
        if (settings.lostResponses() > 0 && random.nextDouble() < settings.lostResponses()) {
            throw new ProviderException(ProviderException.Kind.UNCERTAIN, "the response to " + call + " was lost");
        }
    }
}
