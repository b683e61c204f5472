package io.mediaup.app;

import io.mediaup.plan.Durations;
import io.mediaup.rollout.Mandate;
import java.time.Duration;
import java.util.Optional;

/**
 * What one process is to do in a run.
 *
 * @param command the verb, for the summary
 * @param mandate what it is there for
 * @param now whether the run shall heed no windows, from here to its end
 * @param most the longest it stays; empty for any time
 */
record Errand(String command, Mandate mandate, boolean now, Optional<Duration> most) {

    static Errand of(ApplyUse.Stay stay) {
        return new Errand("apply", Mandate.apply(stay.detach()), stay.now(), most(stay.maxDuration()));
    }

    /** Checks how long a process is to stay, as the option spells it; empty text is any time. */
    static Optional<Duration> most(String maxDuration) {
        if (maxDuration.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Durations.parse(maxDuration)
                .filter(most -> !most.isZero())
                .orElseThrow(() -> new Refusal(
                        Exit.USAGE,
                        "Expected --max-duration with a duration such as 90s, 10m or 2h, but found '" + maxDuration
                                + "'.")));
    }
}
