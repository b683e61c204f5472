package io.mediaup.provider;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.Traffic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
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

    /**
     * Finds out whether this world would let a run do what it will ask for: rights, quotas, room. Changes nothing. What
     * cannot be found out is a finding, too.
     */
    default List<Finding> examine(Demand demand) throws ProviderException {
        return List.of();
    }

    /** How often each action of the provider's API was called so far, retries included; empty where there is no API. */
    default Map<String, Long> calls() {
        return Map.of();
    }

    /** Lists the hosts that the plan selects or that a run of it launched, with their state in every target group. */
    Listing list() throws ProviderException;

    /**
     * Launches one host, exactly once per {@link LaunchRequest#key()}: a second call with the same key returns the host
     * of the first. Where the definition names a {@link io.mediaup.fleet.LaunchDefinition#standby() standby host}, that one is
     * started with the version and the marks that are asked for; fails when it is not on standby any more.
     */
    HostId launch(LaunchRequest request) throws ProviderException;

    /** Finds the host that was launched with {@code key}, also shortly after the launch and after it has died. */
    Optional<Host> findLaunched(String key) throws ProviderException;

    /**
     * {@link #findLaunched(String)} for many keys, in as few calls as this world can.
     *
     * @return the hosts that there are, by key
     */
    default Map<String, Host> findLaunched(Collection<String> keys) throws ProviderException {
        Map<String, Host> found = new HashMap<>();
        for (String key : keys) {
            findLaunched(key).ifPresent(host -> found.put(key, host));
        }
        return found;
    }

    /** Lays marks over those of each host. Unknown hosts are skipped: they have died, and dead hosts need no marks. */
    void mark(Map<HostId, Marks> marks) throws ProviderException;

    /** Registers a running host in every target group; where traffic is moved by weights, in the one of its side mark. */
    void register(HostId host) throws ProviderException;

    /** Deregisters a host from every target group. */
    void deregister(HostId host) throws ProviderException;

    /**
     * {@link #register} for several hosts, in as few calls as this world can.
     *
     * @return what failed, by host; the others are registered
     */
    default Map<HostId, ProviderException> registerAll(Collection<HostId> hosts) {
        return OneByOne.each(hosts, this::register);
    }

    /**
     * {@link #deregister} for several hosts, in as few calls as this world can.
     *
     * @return what failed, by host; the others are deregistered
     */
    default Map<HostId, ProviderException> deregisterAll(Collection<HostId> hosts) {
        return OneByOne.each(hosts, this::deregister);
    }

    /**
     * Spreads new traffic by other weights and keeps everything else about the listener or rule. Looks first: where the
     * weights are the wanted ones already nothing is done; where they are not the expected ones somebody else has changed
     * them, and the call is {@link ProviderException.Kind#REFUSED}. Looks again afterwards: what does not show is
     * {@link ProviderException.Kind#UNCERTAIN}. No load balancer compares and sets in one step, so a hand that changes the
     * weights in the very moment between is not noticed before the next listing.
     *
     * @param expected every weight as it was left or found last
     * @param wanted every weight as it shall be; of the same groups
     */
    default void shift(Traffic expected, Traffic wanted) throws ProviderException {
        throw new ProviderException(
                ProviderException.Kind.REFUSED,
                "Expected a world in which traffic has weights, but found one without. Set load-balancer.switch:"
                        + " register.");
    }

    /**
     * Terminates a host after checking, right before, that it is the one that is meant: selected by the plan or launched
     * by a run of it, and marked by {@code run}. A host that is already gone is no failure.
     */
    void terminate(HostId host, String run) throws ProviderException;

    /**
     * Stops a host and keeps it, after the same checks as {@link #terminate}; it leaves every target group. A host that is
     * stopped or gone already is no failure.
     *
     * @param standby whether a later launch may start it again; otherwise it is kept for people to look at
     */
    default void stop(HostId host, String run, boolean standby) throws ProviderException {
        throw new ProviderException(
                ProviderException.Kind.REFUSED,
                "Expected a world in which hosts can be stopped and kept, but found one that only terminates them."
                        + " Set retire.how: terminate.");
    }
}
