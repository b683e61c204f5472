package io.mediaup.fleet;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The world as it was observed for one turn of the loop.
 *
 * @param at when the provider was asked
 * @param hosts every host that the plan selects or the run launched, as far as the provider lists it
 * @param gaps why the observation is incomplete, for people; while there is any, nothing may be changed
 */
public record FleetSnapshot(Instant at, Map<HostId, ObservedHost> hosts, List<String> gaps) {

    /** Builds a snapshot of {@code hosts}. */
    public static FleetSnapshot of(Instant at, List<ObservedHost> hosts, List<String> gaps) {
        Map<HostId, ObservedHost> byId = new HashMap<>(hosts.size() * 2);
        hosts.forEach(host -> byId.put(host.id(), host));
        return new FleetSnapshot(at, byId, List.copyOf(gaps));
    }

    /** Whether every listing was complete. */
    public boolean complete() {
        return gaps.isEmpty();
    }

    /** The host called {@code id}, unless it is not listed. */
    public Optional<ObservedHost> host(HostId id) {
        return Optional.ofNullable(hosts.get(id));
    }
}
