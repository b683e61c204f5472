package io.mediaup.simulation;

import io.mediaup.engine.Timeline;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Marks;
import io.mediaup.provider.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Plays a {@link FaultScript} in a simulated run: between the engine and the world, and with an outside hand in it. */
final class FaultyWorld {

    final FaultScript script;
    final RunnerClock clock;
    final FaultyCalls calls;
    final Invariants invariants;
    private final SimulatedRun run;
    private final Variant variant;
    private final SplittableRandom chance;
    private final Set<HostId> born = new HashSet<>();
    private @Nullable FaultyTimeline process;
    private boolean abandoned;

    FaultyWorld(Variant variant, SimulatedRun run, RunnerClock clock, Invariants invariants) {
        this.clock = clock;
        this.variant = variant;
        this.script = variant.faults();
        this.run = run;
        this.invariants = invariants;
        this.chance = new SplittableRandom(variant.seed() * 17 + 5);
        this.calls = new FaultyCalls(script, variant.settings().callLatency(), chance.split(), this::now);
        if (!script.faults().isEmpty()) {
            run.wrapProvider(fleet -> new FaultyFleet(fleet, this));
            run.wrapTimeline(world -> process());
            play();
        }
        run.wrapServers(servers -> script.faults().isEmpty()
                ? invariants.evidence.witness(servers)
                : FaultyServers.stamped(invariants.evidence.witness(new FaultyServers(servers, this)), clock));
    }

    private void play() {
        script.all(Fault.Skew.class).forEach(fault -> clock.jump(fault.by()));
        clock.noticed();
        script.all(Fault.ClockJump.class)
                .forEach(fault -> at(fault.at(), () -> {
                    invariants.tell.accept("world  the runner's clock jumps by " + fault.by());
                    clock.jump(fault.by());
                }));
        script.all(Fault.Death.class).forEach(fault -> at(fault.at(), () -> die(SimulatedHost::alive)));
        script.all(Fault.Stranger.class).forEach(fault -> at(fault.at(), this::addStranger));
        script.all(Fault.Reregistration.class).forEach(fault -> at(fault.at(), this::reregister));
        script.all(Fault.Retag.class).forEach(fault -> at(fault.at(), () -> retag(fault.foreignRun())));
        script.all(Fault.Flapping.class).forEach(fault -> at(fault.when().from(), () -> flap(fault)));
    }

    private void at(Duration time, Runnable event) {
        timeline().inWorld(Fleets.START.plus(time), event);
    }

    private Timeline process() {
        clock.begin();
        process = new FaultyTimeline(timeline(), clock, calls);
        return process;
    }

    void kill() {
        invariants.tell.accept("world  the process is killed");
        if (process != null && !abandoned) {
            process.kill();
        }
        abandoned = false;
    }

    /** The journal of the process is broken; nobody hears of it any more, yet it goes on. */
    void abandon() {
        invariants.tell.accept("world  the journal of the process is broken");
        if (process != null) {
            process.abandon();
            abandoned = true;
        }
    }

    /** The process sleeps that long, and then goes on as if it were still the one. */
    void sleep(Duration time) {
        invariants.tell.accept("world  the process sleeps for " + time + ", and another one takes over");
        if (process != null) {
            FaultyTimeline sleeping = process;
            sleeping.sleep();
            sleeping.abandon();
            timeline().inWorld(now().plus(time), sleeping::wake);
        }
    }

    VirtualTimeline timeline() {
        return run.timeline();
    }

    Instant now() {
        return timeline().now();
    }

    boolean hits(double share) {
        return chance.nextDouble() < share;
    }

    Duration upTo(Duration most) {
        return Duration.ofNanos(chance.nextLong(most.toNanos() + 1));
    }

    SimulatedFleet fleet() {
        return run.fleet();
    }

    SimulatedHost truth(HostId id) {
        return run.fleet().truth().get(id);
    }

    boolean up(HostId id) {
        SimulatedHost host = run.fleet().truth().get(id);
        return host != null && host.alive();
    }

    boolean runsTarget(HostId id) {
        SimulatedHost host = run.fleet().truth().get(id);
        return host != null
                && !host.launchKey.isEmpty()
                && host.version.equals(variant.plan().target().version());
    }

    /** What becomes of a host that was launched, the first time it is heard of. */
    void born(String launchKey) {
        SimulatedHost host = some(h -> h.launchKey.equals(launchKey));
        if (host == null || !born.add(host.id)) {
            return;
        }
        HostId id = host.id;
        script.first(Fault.SlowBoots.class).filter(fault -> hits(fault.share())).ifPresent(fault -> {
            boolean ever = host.servingAt.isBefore(Instant.MAX);
            host.servingAt = ever ? host.servingAt.plus(fault.more()) : host.servingAt;
        });
        if (neverHealthy() && runsTarget(id)) {
            // What never gets healthy gets no sessions either.
            SessionSampler none = new SessionSampler(variant.plan().model(), 0, chance.split());
            host.sessions.replaceAll((name, sessions) -> SimulatedSessions.none(0, none));
        }
        if (script.all(Fault.StillBirths.class).anyMatch(fault -> hits(fault.share()))) {
            timeline().inWorld(now().plus(upTo(Duration.ofSeconds(20))), () -> {
                invariants.dies(id);
                run.fleet().die(id);
            });
        }
    }

    void registered(HostId id) {
        if (neverHealthy() && runsTarget(id) && truth(id).registration.registered()) {
            unhealthyUntil(run.fleet().truth().get(id), Instant.MAX);
        }
    }

    private boolean neverHealthy() {
        return script.all(Fault.BadVersion.class).anyMatch(fault -> fault.symptom() == Fault.BadVersion.Defect.TARGET);
    }

    private static void unhealthyUntil(SimulatedHost host, Instant until) {
        SimulatedHost.Registration is = host.registration;
        host.registration = new SimulatedHost.Registration(is.registered(), is.at(), until, is.visibleAt());
    }

    private @Nullable SimulatedHost some(Predicate<SimulatedHost> kind) {
        List<SimulatedHost> hosts = new ArrayList<>(
                run.fleet().truth().values().stream().filter(kind).toList());
        hosts.sort(Comparator.comparing(host -> host.id));
        return hosts.size() < 2 ? hosts.stream().findFirst().orElse(null) : hosts.get(chance.nextInt(hosts.size()));
    }

    void die(Predicate<SimulatedHost> kind) {
        SimulatedHost victim = some(kind);
        if (victim != null) {
            invariants.dies(victim.id);
            run.fleet().die(victim.id);
        }
    }

    private void addStranger() {
        invariants.tell.accept("world  a stranger comes");
        String id = "stranger-" + run.fleet().truth().size();
        run.fleet().add(Fleets.host(id, "a", chance.nextBoolean() ? "1" : "2", 3));
    }

    /** Behind the runner's back; it must see it and take the host out again. */
    private void reregister() {
        SimulatedHost host = some(h -> h.alive() && h.marks.isDraining() && !h.registration.registered());
        if (host != null) {
            invariants.outside(host.id, () -> {
                try {
                    run.fleet().register(host.id);
                } catch (ProviderException e) {
                    // Throttled, like everybody else.
                }
            });
        }
    }

    private void retag(boolean foreignRun) {
        SimulatedHost host = some(SimulatedHost::alive);
        if (host != null) {
            invariants.retagged(host.id);
            host.marks = foreignRun ? Marks.inRun("r-foreign", 3, "other") : Marks.NONE;
        }
    }

    private void flap(Fault.Flapping fault) {
        SimulatedHost host = some(h -> h.inRotation(now()));
        if (host != null) {
            invariants.flaps(host.id, now().plus(fault.length()));
            unhealthyUntil(host, now().plus(fault.length()));
        }
        Instant next = now().plus(fault.period());
        if (fault.when().holds(next)) {
            timeline().inWorld(next, () -> flap(fault));
        }
    }
}
