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

    private static final Duration TICK = Duration.ofSeconds(2);

    private final VirtualTimeline timeline;
    private final Duration settle;
    private final long roundSeconds;
    private final int readings;

    private Leaps(Plan plan, VirtualTimeline timeline) {
        this.timeline = timeline;
        this.settle = plan.loadBalancer().settle();
        this.roundSeconds = Math.max(1, (plan.probes().every().toMillis() + 1999) / 2000 * 2);
        this.readings = Math.max(plan.drain().stableFor(), plan.probes().healthyAfter()) + 1;
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
    public void servesAt(Instant time) {
        timeline.changes(time, time.isBefore(Instant.MAX) ? time.plus(TICK.multipliedBy(readings)) : time);
    }

    /** All hosts that serve are read in the same rounds, so the looks between two rounds show nothing new of them. */
    @Override
    public void answersChangeAt(Instant time) {
        long late = Math.floorMod(time.getEpochSecond(), roundSeconds);
        Instant round = late == 0 && time.getNano() == 0
                ? time
                : Instant.ofEpochSecond(time.getEpochSecond() - late + roundSeconds);
        for (int i = 0; i < readings; i++) {
            changesAt(round.plusSeconds(i * roundSeconds));
        }
    }

    @Override
    public void beforeDeregister(SimulatedFleet fleet, HostId host) {
        // Low counts are believed from the end of the settle time on, which begins when the host is seen to have left.
        answersChangeAt(timeline.now());
        answersChangeAt(timeline.now().plus(settle));
    }
}
