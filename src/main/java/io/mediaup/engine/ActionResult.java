package io.mediaup.engine;

import java.util.Map;
import java.util.Optional;

/**
 * How an action ended that was performed.
 *
 * @param host the host that it concerned or brought up; empty text for the whole fleet
 * @param sessions what the counters said right before a retirement
 * @param revoked why a retirement was called off; empty when the action was carried out
 */
record ActionResult(String host, Map<String, Long> sessions, Optional<String> revoked) {

    static ActionResult done(String host) {
        return new ActionResult(host, Map.of(), Optional.empty());
    }
}
