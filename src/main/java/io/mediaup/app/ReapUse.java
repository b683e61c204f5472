package io.mediaup.app;

import io.mediaup.console.json.JsonLines;
import io.mediaup.engine.Observer;
import io.mediaup.engine.RealTimeline;
import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.journal.PlanLock;
import io.mediaup.journal.RunStore;
import io.mediaup.journal.StoreException;
import io.mediaup.journal.StoredRun;
import io.mediaup.plan.Plan;
import io.mediaup.rollout.Mandate;
import io.mediaup.rollout.RolloutState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code mediaup reap}: retires what has drained since in an unfinished run, and starts nothing new. */
public final class ReapUse {

    private static final String COMMAND = "reap";

    private static final FleetSnapshot NOT_LOOKED_AT =
            FleetSnapshot.of(Instant.EPOCH, List.of(), List.of("not looked at"));

    private final Terminal terminal;
    private final Home home;

    /** Reaps in the surroundings of {@code home}. */
    public ReapUse(Terminal terminal, Home home) {
        this.terminal = terminal;
        this.home = home;
    }

    /**
     * Retires what has drained.
     *
     * @param now whether the windows of the plan do not count
     * @param lockWait how long to wait for somebody else who runs the plan
     */
    public Exit reap(PlanSource source, boolean now, String lockWait) throws InterruptedException {
        Duration wait = PlanLocks.wait(lockWait);
        Plan plan = Summaries.read(COMMAND, source, terminal);
        try {
            return reap(source, plan, now, wait);
        } catch (Refusal refusal) {
            finish(plan, refusal.exit() == Exit.UNFINISHED ? "unfinished" : "refused", refusal);
            throw refusal;
        } catch (StoreException failure) {
            Failure means = Failure.of(failure);
            finish(plan, "refused", new Refusal(means.exit(), means.messages()));
            throw failure;
        }
    }

    private Exit reap(PlanSource source, Plan plan, boolean now, Duration wait) throws InterruptedException {
        List<String> missing = Secrets.missing(plan, home);
        if (!missing.isEmpty()) {
            throw new Refusal(Exit.INVALID_PLAN, missing);
        }
        RunStore store = PlanStates.of(plan, home);
        if (store.latestUnfinished().isEmpty()) {
            return nothingToDo(plan);
        }
        try (RealTimeline timeline = new RealTimeline()) {
            PlanLocks locks = new PlanLocks(terminal, home, plan, timeline);
            PlanLock lock = locks.take(store, wait);
            try {
                return reap(source, plan, store, new Hold(lock, timeline, now));
            } finally {
                locks.giveBack(lock);
            }
        }
    }

    /** What is held while hosts are retired. */
    private record Hold(PlanLock lock, RealTimeline timeline, boolean now) {}

    private Exit reap(PlanSource source, Plan plan, RunStore store, Hold hold) throws InterruptedException {
        Optional<StoredRun> run = store.latestUnfinished();
        if (run.isEmpty()) {
            return nothingToDo(plan);
        }
        refuseAnotherPlan(run.get(), plan, source);
        RealTimeline timeline = hold.timeline();
        Briefed briefed = Briefed.of(plan, home, timeline);
        World world = briefed.world();
        Observer observer = new Observer(briefed.plan(), world.provider(), world.servers(), timeline);
        FirstLook.of(observer, timeline);
        Errand errand = new Errand(COMMAND, Mandate.reap(hold.now()), false, Optional.of(longest(briefed.plan())));
        return new RunUse(new Caller(terminal, home, source), briefed.plan(), world, observer, timeline, hold.lock())
                .resume(run.get(), errand);
    }

    /** Thresholds and patience are the plan's, so a host must not be retired by those of another one. */
    private static void refuseAnotherPlan(StoredRun run, Plan plan, PlanSource source) {
        if (!RolloutState.of(run.facts()).start().planDigest().equals(plan.digest())) {
            throw new Refusal(
                    Exit.FAILED,
                    "Expected the plan of the unfinished run " + run.id() + ", but found that it has changed since."
                            + " Reap with the plan as it was, or let 'mediaup apply " + source.words()
                            + "' take the run over.");
        }
    }

    /** Enough to find a host empty that is: a retirement is tried twice at the most. */
    private static Duration longest(Plan plan) {
        return plan.loadBalancer()
                .settle()
                .plus(plan.probes().every().multipliedBy(plan.drain().stableFor() + 2L))
                .plus(plan.probes().staleAfter().multipliedBy(2));
    }

    private Exit nothingToDo(Plan plan) {
        String reason = "no run of " + plan.name() + " is unfinished";
        if (terminal.json()) {
            terminal.result(JsonLines.of(Summaries.nothingToDo(COMMAND, plan, NOT_LOOKED_AT, reason)));
        } else {
            terminal.result("Nothing to reap: " + reason + ".");
        }
        return Exit.DONE;
    }

    private void finish(Plan plan, String outcome, Refusal refusal) {
        if (terminal.json()) {
            String reason = String.join(" ", refusal.messages());
            terminal.result(JsonLines.of(Summaries.of(COMMAND, plan, NOT_LOOKED_AT, outcome, reason, refusal.exit())));
        }
    }
}
