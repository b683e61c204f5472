package io.mediaup.app;

import io.mediaup.engine.RealTimeline;
import io.mediaup.journal.FencedException;
import io.mediaup.journal.JournalException;
import io.mediaup.journal.PlanLock;
import io.mediaup.plan.Plan;
import io.mediaup.rollout.Texts;

/** Keeps a lock renewed, and says so when that fails. */
final class Heartbeat {

    private final PlanLock lock;
    private final Plan plan;
    private final RealTimeline timeline;
    private final Terminal terminal;
    private volatile String failure = "there was no answer.";
    private volatile boolean fenced;
    private boolean complained;

    private Heartbeat(PlanLock lock, Plan plan, RealTimeline timeline, Terminal terminal) {
        this.lock = lock;
        this.plan = plan;
        this.timeline = timeline;
        this.terminal = terminal;
    }

    /** Renews {@code lock} until {@code timeline} is closed. */
    static void start(PlanLock lock, Plan plan, RealTimeline timeline, Terminal terminal) {
        Heartbeat heart = new Heartbeat(lock, plan, timeline, terminal);
        timeline.every(lock.renewal(), heart::renew);
        // Apart from the renewal, which may hang.
        timeline.every(lock.renewal(), () -> timeline.post(heart::tell));
    }

    private void renew() {
        if (fenced) {
            return;
        }
        try {
            lock.renew();
        } catch (FencedException e) {
            fenced = true;
            // Ends the engine's loop, which may have nothing to journal for hours.
            timeline.post(() -> {
                throw e;
            });
        } catch (JournalException e) {
            failure = String.valueOf(e.getMessage());
        }
    }

    private void tell() {
        boolean mayBegin = lock.mayBegin();
        if (!mayBegin && !complained) {
            terminal.complain("Expected to renew the lock of " + plan.name() + ", but could not for "
                    + Texts.duration(lock.sinceRenewal()) + ": " + failure
                    + " Nothing new is started until it can be renewed.");
        } else if (mayBegin && complained) {
            terminal.complain("The lock of " + plan.name() + " could be renewed; going on.");
        }
        complained = !mayBegin;
    }
}
