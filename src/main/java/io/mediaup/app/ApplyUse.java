package io.mediaup.app;

import io.mediaup.console.Summary;
import io.mediaup.console.json.JsonLines;
import io.mediaup.engine.RealTimeline;
import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.journal.FencedException;
import io.mediaup.journal.JournalException;
import io.mediaup.journal.PlanLock;
import io.mediaup.journal.RunStore;
import io.mediaup.journal.StoredRun;
import io.mediaup.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code mediaup apply}: begins a run, or continues the one that is unfinished. In this order: read the plan, take the
 * lock, look at the fleet, check it, show what will be done, ask, and only then change anything.
 */
public final class ApplyUse {

    private static final FleetSnapshot NOT_LOOKED_AT =
            FleetSnapshot.of(Instant.EPOCH, List.of(), List.of("not looked at"));

    private final Terminal terminal;
    private final Home home;

    /**
     * How a plan is applied.
     *
     * @param approved whether nobody needs to be asked
     * @param lockWait how long to wait for somebody else who runs the plan, such as {@code 10m}
     * @param adopt the run of another machine that is taken over; empty for none
     * @param retryRejected whether a version that was rolled back is applied again
     * @param stats whether to say at the end what was asked of the provider
     * @param stay how long the process stays
     */
    public record Wish(
            boolean approved, String lockWait, String adopt, boolean retryRejected, boolean stats, Stay stay) {}

    /**
     * When the process may act, and when it leaves a run that goes on.
     *
     * @param now whether the run heeds no windows
     * @param detach whether it leaves once only draining is left
     * @param maxDuration the longest it stays, such as {@code 2h}; empty for any time
     */
    public record Stay(boolean now, boolean detach, String maxDuration) {}

    /** Applies in the surroundings of {@code home}. */
    public ApplyUse(Terminal terminal, Home home) {
        this.terminal = terminal;
        this.home = home;
    }

    /**
     * Applies the plan.
     *
     * @param wish how
     */
    public Exit apply(PlanSource source, Wish wish) throws InterruptedException {
        Duration wait = PlanLocks.wait(wish.lockWait());
        Errand errand = Errand.of(wish.stay());
        Plan plan = Summaries.read("apply", source, terminal);
        leaveOnInterrupt(() -> {});
        try {
            return apply(source, plan, new Order(wish, errand, wait));
        } catch (FencedException fenced) {
            String reason = String.valueOf(fenced.getMessage());
            finish(Summaries.of("apply", plan, NOT_LOOKED_AT, "unfinished", reason, Exit.UNFINISHED));
            throw new Refusal(Exit.UNFINISHED, reason);
        } catch (JournalException failure) {
            String reason = String.valueOf(failure.getMessage());
            Exit exit = Failure.of(failure).exit();
            finish(Summaries.of("apply", plan, NOT_LOOKED_AT, "refused", reason, exit));
            throw failure;
        } catch (Refusal refusal) {
            String reason = String.join(" ", refusal.messages());
            finish(Summaries.of("apply", plan, NOT_LOOKED_AT, "refused", reason, refusal.exit()));
            throw refusal;
        }
    }

    private void leaveOnInterrupt(Runnable before) {
        Runnable leave = () -> Runtime.getRuntime().halt(Exit.INTERRUPTED.code());
        Interrupts.handle(
                () -> {
                    terminal.complain("Interrupted before a run was taken up: no host was changed.");
                    try {
                        before.run();
                    } finally {
                        leave.run();
                    }
                },
                leave);
    }

    /** What was wished for, understood. */
    private record Order(Wish wish, Errand errand, Duration lockWait) {}

    private Exit apply(PlanSource source, Plan plan, Order order) throws InterruptedException {
        Wish wish = order.wish();
        if (!wish.approved() && !terminal.interactive()) {
            throw new Refusal(
                    Exit.USAGE,
                    "Expected a terminal to ask for approval on, but found none. Give --yes to apply without being asked.");
        }
        List<String> missing = Secrets.missing(plan, home);
        if (!missing.isEmpty()) {
            throw new Refusal(Exit.INVALID_PLAN, missing);
        }
        RunStore state = PlanStates.of(plan, home);
        try (RealTimeline timeline = new RealTimeline()) {
            PlanLocks locks = new PlanLocks(terminal, home, plan, timeline);
            PlanLock lock = locks.take(state, order.lockWait());
            try {
                leaveOnInterrupt(lock::close);
                PlanStates.remember(plan, home);
                Optional<StoredRun> unfinished = state.latestUnfinished();
                if (!Worlds.isUp(plan, home) && unfinished.isEmpty()) {
                    Worlds.start(Worlds.lab(plan, home), plan, terminal);
                }
                Caller caller = new Caller(terminal, home, source);
                return new TakeUp(caller, plan, state, lock, timeline).decide(wish, order.errand(), unfinished);
            } finally {
                locks.giveBack(lock);
            }
        }
    }

    private void finish(Summary summary) {
        if (terminal.json()) {
            terminal.result(JsonLines.of(summary));
        }
    }
}
