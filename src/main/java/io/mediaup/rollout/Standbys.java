package io.mediaup.rollout;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Slot;
import io.mediaup.plan.Plan;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Hosts on standby, which are started in the place of new ones, in their own zone. What is granted is taken off at once, so
 * one turn cannot start a host for two slots; and one that could not be started is not tried again in the same run.
 */
final class Standbys {

    private final Plan plan;
    private final RolloutState state;
    private final FleetView fleet;
    private final Set<HostId> taken = new HashSet<>();

    Standbys(Plan plan, RolloutState state, FleetView fleet) {
        this.plan = plan;
        this.state = state;
        this.fleet = fleet;
        for (Fact.ActionStarted started : state.inFlight()) {
            if (started.action() instanceof Action.Launch launch) {
                launch.definition().standby().ifPresent(taken::add);
            }
        }
    }

    /** The one to be started for {@code slot}: rather one that ran {@code version} before than any other. */
    Optional<HostId> of(Slot slot, String version) {
        return fleet.standby().stream()
                .filter(host -> host.zone().equals(slot.zone()) && free(host.id()))
                .min(Comparator.comparing((Host host) -> !host.version().equals(version))
                        .thenComparing(Host::id))
                .map(Host::id);
    }

    void take(HostId host) {
        taken.add(host);
    }

    private boolean free(HostId id) {
        return !taken.contains(id)
                && !plan.fleet().hold().contains(id)
                && !state.spoiled().contains(id)
                // Until it is known how its retirement went, its part in the run goes on.
                && state.host(id).filter(HostRecord::present).isEmpty()
                && state.inFlight(id.value()).isEmpty();
    }
}
