package io.mediaup.app;

import io.mediaup.engine.Engine;
import io.mediaup.engine.EngineListener;
import io.mediaup.engine.EnginePorts;
import io.mediaup.engine.Observer;
import io.mediaup.engine.RealTimeline;
import io.mediaup.journal.Journal;
import io.mediaup.journal.RequestInbox;
import io.mediaup.journal.StoredRun;
import io.mediaup.journal.Tenure;
import io.mediaup.plan.HttpCheck;
import io.mediaup.plan.InvalidPlanException;
import io.mediaup.plan.KeptPlan;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanCopy;
import io.mediaup.plan.PlanFile;
import io.mediaup.plan.ReconnectSpec;
import io.mediaup.plan.Technique;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Mandate;
import io.mediaup.rollout.RolloutState;
import io.mediaup.rollout.Texts;
import java.util.Locale;
import java.util.Optional;

/**
 * Ends a run that another plan takes over: what is in flight is looked up and brought to its end, the clients of hosts that
 * it has killed are told what its plan promised them, and nothing new is begun. Its hosts keep their marks, and with them
 * their slots and since when they drain.
 */
final class Succession {

    /** The verb of an {@link io.mediaup.rollout.Action.NotifyReconnect}. */
    private static final String TOLD = "notify-reconnect";

    private final Caller caller;
    private final Plan plan;
    private final World world;
    private final Observer observer;
    private final RealTimeline timeline;
    private final Tenure tenure;

    Succession(Caller caller, Plan plan, World world, Observer observer, RealTimeline timeline, Tenure tenure) {
        this.caller = caller;
        this.plan = plan;
        this.world = world;
        this.observer = observer;
        this.timeline = timeline;
        this.tenure = tenure;
    }

    /** Ends {@code old}, from which the run {@code by} takes over. */
    void supersede(StoredRun old, String by) throws InterruptedException {
        Terminal terminal = caller.terminal();
        Journal journal = old.openJournal(tenure, terminal::complain);
        int before = journal.facts().size();
        Plan promised = promised(plan, old);
        EnginePorts ports = new EnginePorts(
                world.provider(),
                Servers.of(promised, caller.home(), timeline::now, world.ssh()),
                world.gates(),
                journal,
                RequestInbox.NONE,
                timeline,
                tenure);
        Engine engine = new Engine(
                promised,
                caller.home().owner(),
                ports,
                observer,
                EngineListener.NONE,
                Mandate.supersede(by, timeline.now()));
        engine.start();
        timeline.runUntil(engine::finished);
        Optional<Fact.RunEnded> end = engine.state().end();
        if (end.isEmpty()) {
            throw new Refusal(
                    engine.wasLockedOut() ? Exit.NOT_PERMITTED : Exit.UNFINISHED,
                    "Expected to end the unfinished run " + old.id() + " first, but found: "
                            + engine.left().orElse("") + ". No other run was begun; the same command tries again.");
        }
        say(old.id(), journal, before, end.get());
    }

    private void say(String old, Journal journal, int before, Fact.RunEnded end) {
        long told = journal.facts().stream()
                .skip(before)
                .filter(fact -> fact instanceof Fact.ActionSucceeded done
                        && done.key().verb().equals(TOLD))
                .count();
        if (told > 0) {
            caller.terminal()
                    .prose("Clients of " + Texts.count(told, "host") + " that run " + old
                            + " had retired were told to reconnect.");
        }
        if (end.reason().contains(";")) {
            caller.terminal().complain("Run " + old + " is over: " + end.reason() + ".");
        }
    }

    /**
     * The plan that ends {@code old}: the new one, except that clients are told where the old plan promised it, and nowhere
     * else. How they are told is as the new plan says, where it does: a wrong address may be what was mended.
     */
    static Plan promised(Plan plan, StoredRun old) {
        Optional<ReconnectSpec> mended = plan.reconnect().filter(spec -> spec.notice() instanceof HttpCheck);
        return promise(old, mended)
                .map(spec -> new ReconnectSpec(spec.when(), mended.orElse(spec).notice()))
                .map(spec -> PlanCopy.of(plan).with(spec).build())
                .orElseGet(() -> PlanCopy.of(plan).withoutReconnect().build());
    }

    private static Optional<ReconnectSpec> promise(StoredRun old, Optional<ReconnectSpec> mended) {
        byte[] kept = old.plan();
        try {
            return PlanFile.read(old.planPlace(), kept, KeptPlan.edits(kept)).reconnect();
        } catch (InvalidPlanException e) {
            // Of a release that took what this one refuses; then the new plan is all there is to go by.
            return mended.filter(spec -> kills(old));
        }
    }

    private static boolean kills(StoredRun old) {
        String kill = Technique.KILL_RECONNECT.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return RolloutState.of(old.facts()).start().technique().equals(kill);
    }
}
