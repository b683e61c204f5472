package io.mediaup.provider;

import io.mediaup.fleet.HostId;
import java.util.Set;

/**
 * What a run will ask of its provider.
 *
 * @param more the most hosts that will be up at once beyond those that are up now; at least 0
 * @param outdated the hosts that will be marked, moved out of rotation and retired
 */
public record Demand(int more, Set<HostId> outdated) {

    /** Copies the set. */
    public Demand {
        outdated = Set.copyOf(outdated);
    }
}
