package io.mediaup.app;

import io.mediaup.console.Summary;
import io.mediaup.console.json.JsonLines;
import io.mediaup.doctor.Preflight;
import io.mediaup.engine.Observer;
import io.mediaup.engine.RealTimeline;
import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.journal.PlanLock;
import io.mediaup.journal.RunStore;
import io.mediaup.journal.StoredRun;
import io.mediaup.plan.KeptPlan;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanCopy;
import io.mediaup.plan.PlanDifference;
import io.mediaup.plan.PlanEdits;
import io.mediaup.plan.Schedule;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Request;
import io.mediaup.rollout.RolloutState;
import io.mediaup.rollout.RunStart;
import io.mediaup.rollout.Texts;
import io.mediaup.rollout.Windows;
import io.mediaup.simulation.Preview;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What {@code apply} does with the fleet as it finds it, once it holds the lock: continue the unfinished run; or begin one,
 * which may take over from an unfinished run of another plan, or of another machine.
 */
final class TakeUp {

    private final Terminal terminal;
    private final PlanSource source;
    private final Briefed briefed;
    private final Plan plan;
    private final RunStore store;
    private final PlanLock lock;
    private final RealTimeline timeline;
    private final World world;
    private final Observer observer;
    private final RunUse run;
    private final Succession succession;

    TakeUp(Caller caller, Plan read, RunStore store, PlanLock lock, RealTimeline timeline) throws InterruptedException {
        this.terminal = caller.terminal();
        this.source = caller.source();
        this.briefed = Briefed.of(read, caller.home(), timeline);
        this.plan = briefed.plan();
        this.store = store;
        this.lock = lock;
        this.timeline = timeline;
        this.world = briefed.world();
        this.observer = new Observer(plan, world.provider(), world.servers(), timeline);
        this.run = new RunUse(caller, plan, world, observer, timeline, lock);
        this.succession = new Succession(caller, plan, world, observer, timeline, lock);
    }

    Exit decide(ApplyUse.Wish wish, Errand errand, Optional<StoredRun> unfinished) throws InterruptedException {
        try {
            return carryOut(wish, errand, unfinished);
        } finally {
            if (wish.stats()) {
                CallStats.say(terminal, world.provider().calls());
            }
        }
    }

    private Exit carryOut(ApplyUse.Wish wish, Errand errand, Optional<StoredRun> unfinished)
            throws InterruptedException {
        FleetSnapshot fleet = FirstLook.of(observer, timeline);
        world.ssh().requireKnownKeys();
        Optional<StoredRun> other = unfinished.filter(this::isOfAnotherPlan);
        if (unfinished.isPresent() && other.isEmpty()) {
            return run.resume(unfinished.get(), errand);
        }
        other.ifPresent(this::refuseForgottenOptions);
        Optional<SavedPlan> saved = source.saved();
        if (saved.isPresent()) {
            new SavedRun(saved.get(), source.file(), store)
                    .compare(Fingerprint.of(fleet, briefed.briefing()), timeline.now());
        }
        fleet = new Adoption(plan, store, world.provider(), timeline).check(fleet, wish.adopt(), observer);
        if (!wish.retryRejected()) {
            Rejections.refuse(store, plan, briefed.briefing().target(), source);
        }
        boolean nothing = Fleets.nothingToDo(plan, fleet) && other.isEmpty();
        Schedule.Period period = plan.schedule().at(timeline.now());
        if (!nothing && !period.open() && !errand.now()) {
            return closed(fleet, period);
        }
        other.ifPresent(this::announce);
        if (nothing) {
            return nothingToDo(fleet);
        }
        briefed.refuse();
        List<String> problems = Preflight.problems(plan, fleet);
        if (!problems.isEmpty()) {
            throw new Refusal(world.ssh().anybodyRefused() ? Exit.NOT_PERMITTED : Exit.UNREACHABLE, problems);
        }
        if (!approved(fleet, wish.approved(), errand.now())) {
            return declined(fleet);
        }
        String id = saved.map(SavedPlan::run).orElseGet(() -> PlanStates.runId(timeline.now(), timeline.random()));
        if (other.isPresent()) {
            succession.supersede(other.get(), id);
            fleet = FirstLook.of(observer, timeline);
        }
        return begin(id, fleet, errand);
    }

    /** Nothing is begun that could only wait. */
    private Exit closed(FleetSnapshot fleet, Schedule.Period period) {
        String reason = Windows.closed(plan.schedule(), timeline.now(), period.until());
        finish(Summaries.of("apply", plan, fleet, "unfinished", reason, Exit.UNFINISHED));
        terminal.complain(
                "Nothing was begun: " + reason + ". The same command from then on begins the run; with --now at"
                        + " once: mediaup apply " + source.words() + ".");
        return Exit.UNFINISHED;
    }

    private Exit begin(String id, FleetSnapshot fleet, Errand errand) throws InterruptedException {
        if (Fleets.nothingToDo(plan, fleet)) {
            return nothingToDo(fleet);
        }
        StoredRun directory = store.create(lock, id, KeptPlan.of(source.bytes(), source.made()));
        Fact.RunStarted started =
                RunStart.of(plan, fleet, id, timeline.now(), briefed.briefing().target());
        return run.begin(directory, started, errand);
    }

    private boolean isOfAnotherPlan(StoredRun unfinished) {
        RolloutState state = RolloutState.of(unfinished.facts());
        boolean aborts = state.abort().isPresent()
                || unfinished.requests().pending().stream()
                        .anyMatch(posted -> posted.request().kind() == Request.Kind.ABORT);
        // Whoever asked for an end gets that one first.
        return !state.start().planDigest().equals(plan.digest()) && !aborts;
    }

    /** Without an option that it was begun with, the run would be taken for one of another plan, and superseded. */
    private void refuseForgottenOptions(StoredRun other) {
        PlanEdits begun = KeptPlan.edits(other.plan());
        List<String> missing = KeptPlan.missing(begun, source.made());
        if (!missing.isEmpty()) {
            throw new Refusal(
                    Exit.USAGE,
                    "Expected the options that the unfinished run " + other.id() + " was begun with, but found no "
                            + String.join(" and no ", missing) + ". To continue it: mediaup apply "
                            + new PlanSource(Path.of(source.origin()), begun).words()
                            + ". To supersede it, give these options with other values. To give it up: mediaup abort "
                            + source.words() + ", and then apply. Nothing was changed.");
        }
    }

    private void announce(StoredRun other) {
        RolloutState state = RolloutState.of(other.facts());
        terminal.prose("The plan has changed since the unfinished run " + other.id() + " to "
                + state.start().targetVersion() + " began, "
                + Texts.duration(Duration.between(state.start().at(), timeline.now()))
                + " ago. This run supersedes it: its hosts are taken over, and those that drain keep their time.");
        byte[] before = other.plan();
        PlanDifference.lines(before, KeptPlan.edits(before), source.bytes(), source.made())
                .forEach(line -> terminal.say("  " + line));
    }

    private boolean approved(FleetSnapshot fleet, boolean already, boolean now) {
        Plan when = now ? PlanCopy.of(plan).with(Schedule.ALWAYS).build() : plan;
        PlanReport report = new PlanReport(briefed.with(when), fleet, Preview.of(when, fleet, PlanUse.SEED));
        if (already) {
            report.heading(terminal.width(), terminal.color()).forEach(terminal::say);
            report.numbers().forEach(terminal::say);
            report.warningLines(terminal.width(), terminal.color()).forEach(terminal::say);
            return true;
        }
        report.lines(terminal.width(), terminal.color()).forEach(terminal::say);
        return terminal.ask("Apply this? Only 'yes' is taken for yes: ")
                .filter("yes"::equals)
                .isPresent();
    }

    private Exit declined(FleetSnapshot fleet) {
        terminal.say("Declined. Nothing was changed.");
        finish(Summaries.of("apply", plan, fleet, "declined", "approval was declined", Exit.DECLINED));
        return Exit.DECLINED;
    }

    private Exit nothingToDo(FleetSnapshot fleet) {
        Summary summary = Summaries.nothingToDo("apply", plan, fleet, "");
        String reason = "all " + summary.hosts().current() + " hosts run "
                + plan.target().version();
        finish(Summaries.nothingToDo("apply", plan, fleet, reason)
                .calling(world.provider().calls()));
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
