package io.mediaup.probe;

import io.mediaup.fleet.Reading;
import java.util.Map;

/**
 * What one look at a server found.
 *
 * @param healthy whether it works
 * @param version what it says it runs
 * @param draining its drain flag
 * @param sessions session counter name to its count; every counter of the plan has an entry
 */
public record Inspection(
        Reading<Boolean> healthy,
        Reading<String> version,
        Reading<Boolean> draining,
        Map<String, Reading<Long>> sessions) {

    /** Copies the map. */
    public Inspection {
        sessions = Map.copyOf(sessions);
    }
}
