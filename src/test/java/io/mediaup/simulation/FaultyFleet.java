package io.mediaup.simulation;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.Traffic;
import io.mediaup.provider.FleetProvider;
import io.mediaup.provider.LaunchRequest;
import io.mediaup.provider.Listing;
import io.mediaup.provider.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The cloud's side of a fault script: what is refused, lost, late or born dead. */
final class FaultyFleet extends ProviderMutant {

    private final FaultyWorld world;
    private final Map<HostId, Instant> busyUntil = new HashMap<>();

    FaultyFleet(FleetProvider fleet, FaultyWorld world) {
        super(fleet);
        this.world = world;
    }

    private interface Call {
        void make() throws ProviderException;
    }

    @Override
    public Listing list() throws ProviderException {
        maybeRefused();
        return super.list();
    }

    @Override
    public Optional<Host> findLaunched(String key) throws ProviderException {
        maybeRefused();
        return super.findLaunched(key);
    }

    @Override
    public HostId launch(LaunchRequest request) throws ProviderException {
        maybeRefused();
        try {
            maybeTwice(() -> super.launch(request));
            HostId host = super.launch(request);
            maybeLost("launch");
            return host;
        } finally {
            // Also when its response is lost.
            world.born(request.key());
        }
    }

    @Override
    public void mark(Map<HostId, Marks> marks) throws ProviderException {
        maybeRefused();
        maybeTwice(() -> super.mark(marks));
        super.mark(marks);
        maybeLost("mark");
    }

    @Override
    public void shift(Traffic expected, Traffic wanted) throws ProviderException {
        maybeRefused();
        super.shift(expected, wanted);
        maybeLost("shift");
    }

    @Override
    public void register(HostId host) throws ProviderException {
        maybeRefused();
        boolean changes = world.up(host) && !world.truth(host).registration.registered();
        maybeLater(host, changes, fleet -> fleet.beforeRegister(world.fleet(), host), () -> {
            try {
                super.register(host);
            } finally {
                // Also when its response is lost: it would be found healthy, and unhealthy when it is registered again.
                world.registered(host);
            }
        });
        maybeLost("register");
    }

    @Override
    public void deregister(HostId host) throws ProviderException {
        maybeRefused();
        boolean changes = world.up(host) && world.truth(host).registration.registered();
        maybeLater(host, changes, fleet -> fleet.beforeDeregister(world.fleet(), host), () -> super.deregister(host));
        maybeLost("deregister");
    }

    @Override
    public void terminate(HostId host, String run) throws ProviderException {
        end(host, run, () -> terminateNow(host, run));
        maybeLost("terminate");
    }

    @Override
    public void stop(HostId host, String run, boolean standby) throws ProviderException {
        end(host, run, () -> stopNow(host, run, standby));
        maybeLost("stop");
    }

    private void end(HostId host, String run, Call call) throws ProviderException {
        maybeRefused();
        boolean changes = world.up(host)
                && world.truth(host).marks.run().filter(run::equals).isPresent();
        maybeLater(
                host,
                changes,
                fleet -> {
                    fleet.beforeTerminate(world.fleet(), host);
                    world.invariants.goes(host);
                },
                call);
    }

    /** Once it is accepted, not even somebody who takes the run's marks off the host in the meantime keeps it alive. */
    private void terminateNow(HostId host, String run) throws ProviderException {
        if (world.invariants.going(host)) {
            world.fleet().die(host);
        } else {
            super.terminate(host, run);
        }
    }

    private void stopNow(HostId host, String run, boolean standby) throws ProviderException {
        if (world.invariants.going(host) && world.up(host)) {
            world.fleet().halt(host, standby);
        } else {
            super.stop(host, run, standby);
        }
    }

    /**
     * Accepted now and carried out later; what is asked of one host stays in its order. The invariants judge it when it is
     * accepted: what the runner does after that it does not do on this account.
     */
    private void maybeLater(HostId host, boolean changes, Consumer<Invariants> judge, Call call)
            throws ProviderException {
        Optional<Fault.LateEffects> late = world.script
                .first(Fault.LateEffects.class)
                .filter(fault -> changes && (world.hits(fault.share()) || busy(host)));
        if (late.isEmpty()) {
            maybeTwice(call);
            call.make();
            return;
        }
        if (!world.invariants.going(host)) {
            judge.accept(world.invariants);
        }
        Instant at = world.now().plus(world.upTo(late.get().most()));
        Instant last = busyUntil.getOrDefault(host, at);
        Instant then = at.isBefore(last) ? last : at;
        busyUntil.put(host, then);
        world.timeline().inWorld(then, () -> carryOut(call));
    }

    /** A client that retries by itself: nobody hears of the first time. */
    private void maybeTwice(Call call) {
        if (world.script.all(Fault.DoubledCalls.class).anyMatch(fault -> world.hits(fault.share()))) {
            try {
                call.make();
            } catch (ProviderException e) {
                // The second time is the one whose outcome counts.
            }
        }
    }

    private boolean busy(HostId host) {
        return busyUntil.getOrDefault(host, Instant.MIN).isAfter(world.now());
    }

    /** It was accepted, so nothing keeps it from happening except that the host is gone. */
    private void carryOut(Call call) {
        world.invariants.accepted(() -> {
            boolean busy = true;
            while (busy) {
                try {
                    call.make();
                    busy = false;
                } catch (ProviderException e) {
                    busy = e.kind() == ProviderException.Kind.THROTTLED;
                }
            }
        });
    }

    private void maybeRefused() throws ProviderException {
        for (Fault.Refusals fault : world.script.all(Fault.Refusals.class).toList()) {
            if (fault.when().holds(world.now()) && world.hits(fault.share())) {
                throw new ProviderException(fault.kind(), "the cloud says no");
            }
        }
    }

    private void maybeLost(String call) throws ProviderException {
        for (Fault.LostResponses fault :
                world.script.all(Fault.LostResponses.class).toList()) {
            if (fault.when().holds(world.now()) && world.hits(fault.share())) {
                throw new ProviderException(ProviderException.Kind.UNCERTAIN, "the response to " + call + " was lost");
            }
        }
    }

    /** How long an effect may come after its response, at the most. */
    static Duration lateness(FaultScript script) {
        return script.first(Fault.LateEffects.class)
                .map(Fault.LateEffects::most)
                .orElse(Duration.ZERO);
    }
}
