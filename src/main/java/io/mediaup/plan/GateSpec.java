package io.mediaup.plan;

import java.time.Duration;
import java.util.Optional;

/**
 * A measurement that new hosts must stand.
 *
 * @param name shown in output and kept in the journal
 * @param request what is asked: a request, which is about all new hosts; with a query, the address of the server; or a
 *     command, which is run on each new host
 * @param query a PromQL query for a Prometheus server; empty: the answer to the request is the measure
 * @param expect what the measure must be; empty: the answer must say yes, as a health check does
 * @param every how often it is asked
 * @param inconclusive what follows when the bake is over and there is no data
 * @param failAfter failing results in a row that make it fail; at least 1
 * @param errorAfter errors, or results without data, in a row that are said and acted upon; at least 1
 */
public record GateSpec(
        String name,
        Check request,
        String query,
        Optional<Expectation> expect,
        Duration every,
        Inconclusive inconclusive,
        int failAfter,
        int errorAfter) {

    /** What no data means. */
    public enum Inconclusive {
        /** The run pauses: somebody should look. */
        PAUSE,
        /** As good as a pass. */
        PASS,
        /** As bad as a fail. */
        FAIL
    }
}
