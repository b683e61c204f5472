package io.mediaup.provider;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.Rotation;
import io.mediaup.fleet.Traffic;
import java.util.List;
import java.util.Optional;

/**
 * One complete listing of the fleet.
 *
 * @param entries the hosts with their rotation
 * @param traffic how traffic is spread, where the plan moves it by weights
 */
public record Listing(List<Entry> entries, Optional<Traffic> traffic) {

    /** A fleet whose traffic is moved host by host. */
    public Listing(List<Entry> entries) {
        this(entries, Optional.empty());
    }

    /** Copies the list. */
    public Listing {
        entries = List.copyOf(entries);
    }

    /**
     * A host and its state in every target group.
     *
     * @param host the machine
     * @param rotation its targets
     */
    public record Entry(Host host, Rotation rotation) {}
}
