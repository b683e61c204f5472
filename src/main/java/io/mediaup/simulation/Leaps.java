package io.mediaup.simulation;

import io.mediaup.fleet.HostId;
import io.mediaup.plan.Plan;
import java.time.Duration;
import java.time.Instant;

/**
 * Lets a timeline leap over looks that show nothing new, because the simulated world knows when it will change. The run
 * is the same but for the moment within a probe period at which a change is noticed. Only for runs in which nothing fails
 * by itself and nobody asks for anything: a look that is leapt over cannot notice what was not announced.
 */
final class Leaps implements WorldWatcher {

    private final VirtualTimeline timeline;
    private final Duration settle;
    private final Duration belief;

    private Leaps(Plan plan, VirtualTimeline timeline) {
        this.timeline = timeline;
        this.settle = plan.loadBalancer().settle();
        int readings = Math.max(plan.drain().stableFor(), plan.probes().healthyAfter()) + 1;
        this.belief = plan.probes().every().plusSeconds(2).multipliedBy(readings);
    }

    static WorldWatcher over(Plan plan, VirtualTimeline timeline) {
        timeline.leap();
        return new Leaps(plan, timeline);
    }

    @Override
    public void changesAt(Instant time) {
        timeline.changes(time, time);
    }

    @Override
    public void answersChangeAt(Instant time) {
        timeline.changes(time, time.plus(belief));
    }

    @Override
    public void beforeDeregister(SimulatedFleet fleet, HostId host) {
        // Low counts are believed from the end of the settle time on, which begins when the host is seen to have left.
        answersChangeAt(timeline.now());
        answersChangeAt(timeline.now().plus(settle));
    }
}
