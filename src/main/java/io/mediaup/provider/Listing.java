package io.mediaup.provider;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.Rotation;
import java.util.List;

/**
 * One complete listing of the fleet.
 *
 * @param entries the hosts with their rotation
 */
public record Listing(List<Entry> entries) {

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
