package io.mediaup.provider;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Marks;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One world that hosts live in: its machines and the target groups before them. Calls block, may be made from several
 * threads at once, and report failures as {@link ProviderException}. Every mutation is idempotent: launches by their
 * key, the others by nature.
 */
public interface FleetProvider {

    /** How long after a mutation a listing may still not show it. */
    Duration propagation();

    /**
     * What a run over this fleet rests on, looked up anew: who asks and where, what new hosts will be launched from, and
     * what is known of the target groups. Changes nothing.
     */
    default Briefing brief() throws ProviderException {
        return Briefing.NONE;
    }

    /** How often each action of the provider's API was called so far, retries included; empty where there is no API. */
    default Map<String, Long> calls() {
        return Map.of();
    }

    /** Lists the hosts that the plan selects or that a run of it launched, with their state in every target group. */
    Listing list() throws ProviderException;

    /**
     * Launches one host, exactly once per {@link LaunchRequest#key()}: a second call with the same key returns the host
     * of the first.
     */
    HostId launch(LaunchRequest request) throws ProviderException;

    /** Finds the host that was launched with {@code key}, also shortly after the launch and after it has died. */
    Optional<Host> findLaunched(String key) throws ProviderException;

    /** Lays marks over those of each host. Unknown hosts are skipped: they have died, and dead hosts need no marks. */
    void mark(Map<HostId, Marks> marks) throws ProviderException;

    /** Registers a running host in every target group. */
    void register(HostId host) throws ProviderException;

    /** Deregisters a host from every target group. */
    void deregister(HostId host) throws ProviderException;

    /**
     * Terminates a host after checking, right before, that it is the one that is meant: selected by the plan or launched
     * by a run of it, and marked by {@code run}. A host that is already gone is no failure.
     */
    void terminate(HostId host, String run) throws ProviderException;
}
