package io.mediaup.simulation;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostAddress;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.InstanceState;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.TargetState;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One simulated host: the truth about it, and what a lagging listing shows of it. */
final class SimulatedHost {

    final HostId id;
    final String zone;
    final String version;
    final String launchKey;
    final Instant launchedAt;
    final Map<String, SimulatedSessions> sessions;

    Instant servingAt;
    Marks marks;
    boolean draining;

    @Nullable
    Instant diedAt;

    Instant diesVisiblyAt = Instant.MAX;

    /** Whether it was stopped to be started again, and as what it was listed before it was. */
    boolean standby;

    @Nullable
    SimulatedHost before;

    Instant listedFrom;
    Registration registration = new Registration(false, Instant.MIN, Instant.MIN, Instant.MIN);
    Registration registrationBefore = registration;

    /**
     * A change of registration.
     *
     * @param healthyAt when the load balancer finds it healthy
     * @param visibleAt when listings show the change
     */
    record Registration(boolean registered, Instant at, Instant healthyAt, Instant visibleAt) {}

    SimulatedHost(Host host, Instant servingAt, Instant listedFrom, Map<String, SimulatedSessions> sessions) {
        this.id = host.id();
        this.zone = host.zone();
        this.version = host.version();
        this.launchKey = host.launchKey();
        this.launchedAt = host.launchedAt();
        this.servingAt = servingAt;
        this.listedFrom = listedFrom;
        this.sessions = sessions;
        this.marks = host.marks();
    }

    boolean alive() {
        return diedAt == null;
    }

    boolean serving(Instant now) {
        return alive() && !now.isBefore(servingAt);
    }

    /** The truth, not what a listing shows. */
    boolean inRotation(Instant now) {
        return registration.registered() && serving(now) && !now.isBefore(registration.healthyAt());
    }

    void register(boolean registered, Instant now, Instant healthyAt, Instant visibleAt) {
        registrationBefore = registration;
        registration = new Registration(registered, now, healthyAt, visibleAt);
    }

    TargetState listedTarget(Instant now) {
        Registration shown = now.isBefore(registration.visibleAt()) ? registrationBefore : registration;
        if (!shown.registered()) {
            return TargetState.NOT_REGISTERED;
        }
        if (!serving(now)) {
            return alive() ? TargetState.INITIAL : TargetState.UNHEALTHY;
        }
        return now.isBefore(shown.healthyAt()) ? TargetState.INITIAL : TargetState.HEALTHY;
    }

    Host listed(Instant now) {
        InstanceState ended = standby ? InstanceState.STANDBY : InstanceState.GONE;
        InstanceState state = !now.isBefore(diesVisiblyAt) ? ended : InstanceState.RUNNING;
        return new Host(id, zone, version, state, launchedAt, new HostAddress("sim", 1), launchKey, marks);
    }

    long open(Instant now) {
        return sessions.values().stream().mapToLong(s -> s.open(now)).sum();
    }
}
