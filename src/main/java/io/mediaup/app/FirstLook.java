package io.mediaup.app;

import io.mediaup.engine.Observer;
import io.mediaup.engine.RealTimeline;
import io.mediaup.fleet.FleetSnapshot;
import java.time.Duration;
import java.time.Instant;

/** Looks at the whole fleet once, every server included, before anything is decided. */
final class FirstLook {

    /** A fleet that cannot be listed for this long is out of reach. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(500);

    private FirstLook() {}

    static FleetSnapshot of(Observer observer, RealTimeline timeline) throws InterruptedException {
        Instant limit = timeline.now().plus(LIMIT);
        boolean[] over = {false};
        look(observer, timeline, over);
        timeline.at(limit, () -> over[0] = true);
        timeline.runUntil(
                () -> over[0] || observer.lookedOnce() || observer.lockedOut().isPresent());
        boolean seen = observer.lookedOnce();
        over[0] = true;
        if (observer.lockedOut().isPresent()) {
            throw new Refusal(Exit.NOT_PERMITTED, observer.lockedOut().get() + " Nothing was changed.");
        }
        if (!seen) {
            throw new Refusal(
                    Exit.UNREACHABLE,
                    "Expected to list the fleet within " + LIMIT.toSeconds() + " s, but found: " + observer.failure()
                            + " Nothing was changed.");
        }
        return observer.snapshot();
    }

    private static void look(Observer observer, RealTimeline timeline, boolean[] over) {
        if (!over[0] && !observer.lookedOnce()) {
            observer.look(host -> false, () -> {});
            timeline.at(timeline.now().plus(PAUSE), () -> look(observer, timeline, over));
        }
    }
}
