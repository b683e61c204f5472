package io.mediaup.rollout;

import io.mediaup.plan.Plan;
import io.mediaup.plan.Schedule.Period;
import java.time.Instant;
import java.util.Set;

/**
 * What a turn may begin, by the clock and by what the process is for. Undo never waits: a run that is rolled back heeds no
 * window, and one that is aborted none but for what would cut sessions.
 */
final class Permits {

    private final Plan plan;
    private final Mandate mandate;
    private final RolloutState state;
    private final Period period;
    private final Instant now;

    Permits(Plan plan, Mandate mandate, RolloutState state, Period period, Instant now) {
        this.plan = plan;
        this.mandate = mandate;
        this.state = state;
        this.period = period;
        this.now = now;
    }

    /** Whether a window is open, or none counts. */
    boolean open() {
        return period.open()
                || mandate.ignoresWindows()
                || state.windowsIgnored()
                || state.rollback().isPresent();
    }

    /** Whether something new may be begun. */
    boolean begins() {
        return !mandate.reaps() && (open() || state.abort().isPresent());
    }

    /** Whether replacements that were begun may be brought to their end. */
    boolean finishes() {
        return !mandate.reaps();
    }

    /** Whether a host may be retired, with what {@code mayCut} says may still be open on it. */
    boolean retires(Set<String> mayCut) {
        return open() || plan.schedule().retireOutside() || (state.abort().isPresent() && mayCut.isEmpty());
    }

    /** Why not. */
    String why() {
        return open() ? "nothing new is started: this is a reap" : Windows.closed(plan.schedule(), now, period.until());
    }

    Instant until() {
        return period.until();
    }

    Mandate mandate() {
        return mandate;
    }
}
