package io.mediaup.app;

import io.mediaup.console.Summary;
import io.mediaup.console.json.JsonLines;
import io.mediaup.console.plain.Style;
import io.mediaup.engine.Engine;
import io.mediaup.engine.EnginePorts;
import io.mediaup.engine.Observer;
import io.mediaup.engine.RealTimeline;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Marks;
import io.mediaup.journal.FencedException;
import io.mediaup.journal.Journal;
import io.mediaup.journal.JournalException;
import io.mediaup.journal.RequestInbox;
import io.mediaup.journal.StoredRun;
import io.mediaup.journal.Tenure;
import io.mediaup.notify.HookSecrets;
import io.mediaup.notify.HookSender;
import io.mediaup.plan.Plan;
import io.mediaup.provider.ProviderException;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.HostRecord;
import io.mediaup.rollout.Outcome;
import io.mediaup.rollout.RolloutState;
import io.mediaup.rollout.Texts;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Runs the engine on a journal until the run ends or this process has to leave it. */
final class RunUse {

    private static final String INTERRUPTED = "interrupted";

    /** How long hooks are waited for at the end. */
    private static final Duration LAST_NOTICES = Duration.ofSeconds(10);

    private final Terminal terminal;
    private final Home home;
    private final PlanSource source;
    private final Plan plan;
    private final World world;
    private final Observer observer;
    private final RealTimeline timeline;
    private final Tenure tenure;

    RunUse(Caller caller, Plan plan, World world, Observer observer, RealTimeline timeline, Tenure tenure) {
        this.terminal = caller.terminal();
        this.home = caller.home();
        this.source = caller.source();
        this.plan = plan;
        this.world = world;
        this.observer = observer;
        this.timeline = timeline;
        this.tenure = tenure;
    }

    Exit begin(StoredRun directory, Fact.RunStarted started, Errand errand) throws InterruptedException {
        Journal journal = directory.openJournal(tenure, terminal::complain);
        journal.append(List.of(started));
        terminal.prose("Run " + started.run() + ". Follow it from another terminal: mediaup status " + source.words());
        return run(directory, journal, errand);
    }

    Exit resume(StoredRun directory, Errand errand) throws InterruptedException {
        Journal journal = directory.openJournal(tenure, terminal::complain);
        takeRequests(directory, journal);
        RolloutState state = RolloutState.of(journal.facts());
        if (state.paused()) {
            String by = state.pause()
                    .map(pause -> "by " + pause.by())
                    .orElse("by a failure: "
                            + state.stop().map(Fact.LineStopped::reason).orElse(""));
            return left(directory, journal, Exit.UNFINISHED, "paused " + by, errand);
        }
        terminal.say("Continuing run " + state.start().run() + ", begun "
                + Texts.duration(Duration.between(state.start().at(), timeline.now())) + " ago.");
        return run(directory, journal, errand);
    }

    /** What was asked while no process ran the run; a pause then holds before anything is begun. */
    private void takeRequests(StoredRun directory, Journal journal) {
        for (RequestInbox.Posted posted : directory.requests().pending()) {
            journal.append(List.of(new Fact.RequestReceived(timeline.now(), posted.request())));
            directory.requests().remove(posted);
        }
    }

    private Exit run(StoredRun directory, Journal journal, Errand errand) throws InterruptedException {
        RunPrinter printer = new RunPrinter(plan, terminal, new CiReport(terminal, home));
        if (errand.now()
                && !plan.schedule().always()
                && !RolloutState.of(journal.facts()).windowsIgnored()) {
            Fact ignored = new Fact.WindowsIgnored(timeline.now(), home.owner());
            journal.append(List.of(ignored));
            printer.onFact(ignored, RolloutState.of(journal.facts()));
        }
        EnginePorts ports = new EnginePorts(
                world.provider(), world.servers(), world.gates(), journal, directory.requests(), timeline, tenure);
        HookFeed hooks = new HookFeed(plan.hooks(), new HookSender(new HookSecrets(home.env())), timeline);
        Engine engine =
                new Engine(plan, home.owner(), ports, observer, new Listeners(printer, hooks), errand.mandate());
        Interrupts.handle(
                () -> timeline.post(() -> interrupt(engine)),
                () -> Runtime.getRuntime().halt(Exit.INTERRUPTED.code()));
        errand.most().ifPresent(most -> timeline.at(timeline.now().plus(most), () -> engine.stop(over(errand, most))));
        SshOfRun.attach(world.ssh(), engine, timeline);
        try {
            hooks.begin(journal.facts(), engine::note);
            engine.start();
            timeline.runUntil(engine::finished);
            awaitHooks(hooks, engine);
        } catch (FencedException fenced) {
            return fenced(journal, String.valueOf(fenced.getMessage()), errand);
        } catch (JournalException failure) {
            return unwritten(journal, Failure.of(failure), errand);
        }
        Optional<Fact.RunEnded> end = engine.state().end();
        if (end.isPresent()) {
            return ended(journal, end.get(), errand);
        }
        String reason = engine.left().orElse("");
        boolean badKey = world.ssh().changedKey().filter(reason::equals).isPresent();
        Exit exit = engine.wasLockedOut() || badKey
                ? Exit.NOT_PERMITTED
                : reason.equals(INTERRUPTED) ? Exit.INTERRUPTED : Exit.UNFINISHED;
        return left(directory, journal, exit, reason, errand);
    }

    /** What was not told yet is waited for, but not for long: the run is what matters. */
    private void awaitHooks(HookFeed hooks, Engine engine) throws InterruptedException {
        if (engine.state().end().isPresent()) {
            hooks.close();
        }
        boolean[] over = {false};
        timeline.at(timeline.now().plus(LAST_NOTICES), () -> over[0] = true);
        timeline.runUntil(() -> over[0] || hooks.idle());
        hooks.complaints().forEach(terminal::complain);
    }

    private static String over(Errand errand, Duration most) {
        return errand.mandate().reaps()
                ? "nothing more could be retired within " + Texts.duration(most)
                : "--max-duration of " + Texts.duration(most) + " is over";
    }

    private void interrupt(Engine engine) {
        terminal.complain(
                "Interrupted: nothing new is started; waiting for what is in flight. Again to leave at once.");
        engine.stop(INTERRUPTED);
    }

    private Exit ended(Journal journal, Fact.RunEnded end, Errand errand) {
        releaseHosts(journal);
        Exit exit = end.outcome() == Outcome.DONE ? Exit.DONE : Exit.FAILED;
        String outcome = end.outcome().word();
        Summary summary = RunTally.of(journal.facts()).summary(plan, outcome, end.reason(), end.at(), exit);
        show(summary.of(errand.command()));
        if (exit == Exit.FAILED) {
            terminal.complain(
                    end.outcome() == Outcome.HALTED
                            ? "Cordoned hosts drain on untouched. When the cause is mended, the same command begins a new"
                                    + " run that takes them over: mediaup apply " + source.words()
                            : "Every host is in rotation or was drained and retired."
                                    + (end.outcome() == Outcome.ROLLED_BACK
                                            ? " " + plan.target().version()
                                                    + " is refused from now on, until --retry-rejected."
                                            : ""));
        }
        return exit;
    }

    /**
     * Tells other machines, which do not have the journal, that nobody needs to adopt the run. Where that fails they are
     * asked to, which is harmless.
     */
    private void releaseHosts(Journal journal) {
        RolloutState state = RolloutState.of(journal.facts());
        Marks ended = Marks.ended(state.start().run());
        Map<HostId, Marks> marks = new LinkedHashMap<>();
        state.hosts().stream().filter(HostRecord::present).forEach(host -> marks.put(host.id(), ended));
        try {
            world.provider().mark(marks);
        } catch (ProviderException e) {
            terminal.detail("The hosts still carry the marks of the run: " + e.getMessage());
        }
    }

    private Exit left(StoredRun directory, Journal journal, Exit exit, String reason, Errand errand) {
        RunTally tally = RunTally.of(journal.facts());
        String outcome = exit == Exit.INTERRUPTED ? INTERRUPTED : "unfinished";
        show(tally.summary(plan, outcome, reason, timeline.now(), exit).of(errand.command()));
        RolloutState state = RolloutState.of(journal.facts());
        terminal.complain("Not finished (" + reason + "). " + Leftover.line(plan, state, source, timeline.now()));
        terminal.detail("The journal is in " + directory.place() + ".");
        return exit;
    }

    /** Somebody else runs it now: what this process knows of the run is all it may say. */
    private Exit fenced(Journal journal, String reason, Errand errand) {
        show(RunTally.of(journal.facts())
                .summary(plan, "unfinished", reason, timeline.now(), Exit.UNFINISHED)
                .of(errand.command()));
        terminal.complain("Not finished by this process: " + reason + " Follow the run with 'mediaup status "
                + source.words() + "'.");
        return Exit.UNFINISHED;
    }

    /** What could not be written was not done; what was begun before is looked up by whoever goes on. */
    private Exit unwritten(Journal journal, Failure failure, Errand errand) {
        String reason = String.join(" ", failure.messages());
        show(RunTally.of(journal.facts())
                .summary(plan, "unfinished", reason, timeline.now(), failure.exit())
                .of(errand.command()));
        terminal.complain("Not finished: " + reason + " To go on: mediaup apply " + source.words());
        return failure.exit();
    }

    private void show(Summary counted) {
        Summary summary = counted.calling(world.provider().calls());
        new CiReport(terminal, home).summary(summary);
        if (terminal.json()) {
            terminal.result(JsonLines.of(summary));
            return;
        }
        boolean good = summary.exit() == 0;
        Style style = good ? Style.GOOD : Style.ERROR;
        terminal.result(style.of(summary.outcome().toUpperCase(Locale.ROOT), terminal.color()) + "  " + summary.plan()
                + ": " + summary.reason() + ", in " + Texts.duration(summary.duration()) + ".");
        Summary.Hosts hosts = summary.hosts();
        Summary.Sessions sessions = summary.sessions();
        terminal.result("  Hosts: " + hosts.launched() + " launched, " + hosts.retired() + " retired; now "
                + hosts.current() + " on " + summary.targetVersion() + ", " + hosts.outdated() + " outdated.");
        terminal.result("  Sessions on retired hosts: " + sessions.drained() + " ended by themselves, "
                + (sessions.moved() == 0 ? "" : sessions.moved() + " moved, ") + sessions.cut()
                + " cut" + (sessions.lost() == 0 ? "" : ", " + sessions.lost() + " lost with hosts that died") + ".");
        if (plan.fleet().lab().isPresent()) {
            LabUse.sessions(Worlds.lab(plan, home).stats())
                    .lines(terminal.width(), "  ")
                    .forEach(terminal::say);
            terminal.prose(
                    "  (as the lab's clients counted them since it came up; it stays up: mediaup lab status, mediaup"
                            + " lab down)");
        }
    }
}
