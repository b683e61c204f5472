package io.mediaup.app;

import io.mediaup.console.Summary;
import io.mediaup.console.json.JsonLines;
import io.mediaup.doctor.Preflight;
import io.mediaup.engine.Observer;
import io.mediaup.engine.RealTimeline;
import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.journal.FencedException;
import io.mediaup.journal.PlanLock;
import io.mediaup.journal.RunStore;
import io.mediaup.journal.StoredRun;
import io.mediaup.plan.Plan;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.RunStart;
import io.mediaup.simulation.Preview;
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

    /** Applies in the surroundings of {@code home}. */
    public ApplyUse(Terminal terminal, Home home) {
        this.terminal = terminal;
        this.home = home;
    }

    /**
     * Applies the plan.
     *
     * @param approved whether nobody needs to be asked
     * @param lockWait how long to wait for somebody else who runs the plan, such as {@code 10m}
     */
    public Exit apply(PlanSource source, boolean approved, String lockWait) throws InterruptedException {
        Duration wait = PlanLocks.wait(lockWait);
        Plan plan = source.read();
        leaveOnInterrupt(() -> {});
        try {
            return apply(source, plan, approved, wait);
        } catch (FencedException fenced) {
            String reason = String.valueOf(fenced.getMessage());
            finish(Summaries.of("apply", plan, NOT_LOOKED_AT, "unfinished", reason, Exit.UNFINISHED));
            throw new Refusal(Exit.UNFINISHED, reason);
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

    private Exit apply(PlanSource source, Plan plan, boolean approved, Duration wait) throws InterruptedException {
        if (!approved && !terminal.interactive()) {
            throw new Refusal(
                    Exit.USAGE,
                    "Expected a terminal to ask for approval on, but found none. Give --yes to apply without being asked.");
        }
        List<String> missing = Secrets.missing(plan, home);
        if (!missing.isEmpty()) {
            throw new Refusal(Exit.INVALID_PLAN, missing);
        }
        RunStore state = PlanStates.of(plan, home);
        try (RealTimeline timeline = new RealTimeline();
                PlanLock lock = new PlanLocks(terminal, home, plan, timeline).take(state, wait)) {
            leaveOnInterrupt(lock::close);
            Optional<StoredRun> unfinished = state.latestUnfinished();
            if (!Worlds.isUp(plan, home) && unfinished.isEmpty()) {
                Worlds.start(Worlds.lab(plan, home), plan, terminal);
            }
            return onFleet(source, plan, new Held(state, lock), unfinished, approved, timeline);
        }
    }

    /** The store, and the right to write to it. */
    private record Held(RunStore store, PlanLock lock) {}

    private Exit onFleet(
            PlanSource source,
            Plan plan,
            Held held,
            Optional<StoredRun> unfinished,
            boolean approved,
            RealTimeline timeline)
            throws InterruptedException {
        World world = Worlds.open(plan, home, timeline);
        Observer observer = new Observer(plan, world.provider(), world.servers(), timeline);
        FleetSnapshot fleet = FirstLook.of(observer, timeline);
        RunUse run = new RunUse(new Caller(terminal, home, source), plan, world, observer, timeline, held.lock());
        if (unfinished.isPresent()) {
            return run.resume(unfinished.get());
        }
        if (Fleets.nothingToDo(plan, fleet)) {
            return nothingToDo(plan, fleet);
        }
        List<String> problems = Preflight.problems(plan, fleet);
        if (!problems.isEmpty()) {
            throw new Refusal(Exit.UNREACHABLE, problems);
        }
        if (!approved(plan, fleet, approved)) {
            return declined(plan, fleet);
        }
        String id = PlanStates.runId(timeline.now(), timeline.random());
        StoredRun directory = held.store().create(held.lock(), id, PlanStates.bytes(source.file()));
        Fact.RunStarted started = RunStart.of(plan, fleet, id, timeline.now());
        return run.begin(directory, started);
    }

    private boolean approved(Plan plan, FleetSnapshot fleet, boolean already) {
        PlanReport report = new PlanReport(plan, fleet, Preview.of(plan, fleet, PlanUse.SEED), false);
        if (already) {
            report.heading(terminal.color()).forEach(terminal::say);
            report.numbers().forEach(terminal::say);
            report.warningLines(terminal.width(), terminal.color()).forEach(terminal::say);
            return true;
        }
        report.lines(terminal.width(), terminal.color()).forEach(terminal::say);
        return terminal.ask("Apply this? Only 'yes' is taken for yes: ")
                .filter("yes"::equals)
                .isPresent();
    }

    private Exit declined(Plan plan, FleetSnapshot fleet) {
        terminal.say("Declined. Nothing was changed.");
        finish(Summaries.of("apply", plan, fleet, "declined", "approval was declined", Exit.DECLINED));
        return Exit.DECLINED;
    }

    private Exit nothingToDo(Plan plan, FleetSnapshot fleet) {
        Summary summary = Summaries.nothingToDo("apply", plan, fleet, "");
        String reason = "all " + summary.hosts().current() + " hosts run "
                + plan.target().version();
        finish(Summaries.nothingToDo("apply", plan, fleet, reason));
        if (!terminal.json()) {
            terminal.result("Nothing to do: " + reason + ".");
        }
        return Exit.DONE;
    }

    private void finish(Summary summary) {
        if (terminal.json()) {
            terminal.result(JsonLines.of(summary));
        }
    }
}
