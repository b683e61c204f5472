package io.mediaup.simulation;

import io.mediaup.engine.Engine;
import io.mediaup.plan.DrainSpec;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanCopy;
import io.mediaup.plan.ProbesSpec;
import java.time.Duration;
import java.time.Instant;

/**
 * Lets a timeline leap over looks that show nothing new, because the simulated world knows when it will change. Nearly all
 * looks of a run are of that kind: a fleet of 400 hosts takes a tenth of them.
 *
 * <p>Of the readings that must say the same in a row only the last one is taken, at the time of the last one; a look that
 * is taken for another host's sake may see the same up to that many probe periods too early. Apart from that the run is
 * the same. Only for runs in which nothing fails by itself and nobody asks for anything: what is not announced is
 * noticed late.
 */
final class Leaps implements WorldWatcher {

    private final VirtualTimeline timeline;
    private final Plan plan;
    private final Duration look;

    private Leaps(Plan plan, VirtualTimeline timeline) {
        this.plan = plan;
        this.look = Engine.lookPeriod(plan);
        this.timeline = timeline;
    }

    static WorldWatcher over(Plan plan, VirtualTimeline timeline) {
        timeline.leap();
        return new Leaps(plan, timeline);
    }

    /** The plan with every look worth a whole row of readings. */
    static Plan oneReadingEach(Plan plan) {
        ProbesSpec probes = plan.probes();
        Duration every = Engine.lookPeriod(plan);
        return PlanCopy.of(plan)
                .with(new ProbesSpec(
                        every,
                        probes.staleAfter(),
                        probes.health(),
                        probes.healthyAfter(),
                        probes.version(),
                        probes.sessions()))
                .with(new DrainSpec(plan.drain().command(), 1))
                .build();
    }

    @Override
    public void changesAt(Instant time) {
        timeline.changes(time, time);
    }

    /** Arriving hosts are read in every look. */
    @Override
    public void servesAt(Instant time) {
        boolean ever = time.isBefore(Instant.MAX);
        timeline.changes(time, ever ? time.plus(look.multipliedBy(plan.probes().healthyAfter() + 1L)) : time);
    }

    /** Hosts that serve are read in rounds that are whole looks apart. */
    @Override
    public void answersChangeAt(Instant time) {
        long every = plan.probes().every().toMillis();
        long late = Math.floorMod(time.toEpochMilli(), every);
        Instant round = time.plusMillis(late == 0 ? 0 : every - late);
        changesAt(round.plusMillis((plan.drain().stableFor() - 1) * every));
    }

    @Override
    public void settlesAt(Instant time) {
        // It begins when the host is seen to have left, a look later.
        answersChangeAt(time.plus(look));
    }
}
