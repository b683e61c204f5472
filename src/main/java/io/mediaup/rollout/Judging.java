package io.mediaup.rollout;

import io.mediaup.fleet.Host;
import java.time.Instant;
import java.util.List;

/**
 * That the plan's gates are to be judged.
 *
 * @param from judgements count from then on
 * @param hosts the new hosts in rotation, which are what is judged
 */
public record Judging(Instant from, List<Host> hosts) {

    /** Copies the list. */
    public Judging {
        hosts = List.copyOf(hosts);
    }
}
