package io.mediaup.engine;

import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.fleet.HostId;
import io.mediaup.journal.JournalException;
import io.mediaup.journal.RequestInbox;
import io.mediaup.plan.Plan;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.ActionKey;
import io.mediaup.rollout.Decision;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.HostRecord;
import io.mediaup.rollout.Mandate;
import io.mediaup.rollout.RolloutDecider;
import io.mediaup.rollout.RolloutState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The loop. Every turn: look at the world, ask the decider, journal the intents, start the actions; every outcome is
 * journaled when it comes back and asks for another turn. All of it on the timeline's one thread.
 */
public final class Engine {

    /** How often the fleet is listed at the least, so that new hosts do not wait long for being noticed. */
    private static final Duration LONGEST_LOOK_PERIOD = Duration.ofSeconds(2);

    /** News that come in crowds share a turn: one this often at the most. */
    private static final Duration NEWS_PERIOD = Duration.ofMillis(100);

    private final Plan plan;
    private final String owner;
    private final EnginePorts ports;
    private final EngineListener listener;
    private final Mandate mandate;
    private final RolloutDecider decider;
    private final RolloutState state;
    private final Observer observer;
    private final Effects effects;
    private final GateWatch gates;

    private boolean turnPending;
    private boolean turnSoon;
    private Duration lastTurn;
    private @Nullable String stopping;
    private @Nullable String left;
    private boolean lockedOut;
    private Instant nextWake = Instant.MAX;

    /**
     * An engine for the run whose facts the journal holds; the first of them is its start.
     *
     * @param owner who runs it, for the journal
     * @param observer has looked at the fleet, or will
     */
    public Engine(Plan plan, String owner, EnginePorts ports, Observer observer, EngineListener listener) {
        this(plan, owner, ports, observer, listener, Mandate.TO_THE_END);
    }

    /**
     * The same in a process that may leave before the run has ended.
     *
     * @param mandate what the process is there for
     */
    public Engine(
            Plan plan, String owner, EnginePorts ports, Observer observer, EngineListener listener, Mandate mandate) {
        this.plan = plan;
        this.owner = owner;
        this.ports = ports;
        this.listener = listener;
        this.observer = observer;
        this.mandate = mandate;
        this.decider = new RolloutDecider(plan, mandate);
        this.lastTurn = ports.timeline().monotonic().minus(NEWS_PERIOD);
        this.state = RolloutState.of(ports.journal().facts());
        this.effects = new Effects(
                new ActionRunner(plan, ports.provider(), ports.servers()),
                observer,
                ports.timeline(),
                ports.tenure(),
                this::record,
                this::lockedOut);
        this.gates = new GateWatch(plan, ports.gates(), ports.timeline(), this::record, this::requestTurn);
    }

    /** Takes up the run: sends again what was in flight, and starts looking. */
    public void start() {
        if (finished()) {
            return;
        }
        Recollection.of(ports.journal().facts(), state).forEach(observer::recall);
        record(new Fact.RunnerJoined(now(), owner));
        effects.start(List.copyOf(state.inFlight()), true);
        tick();
        if (observer.lookedOnce()) {
            // Whoever takes up a run has just looked at the fleet: what is due need not wait for another look.
            requestTurn();
        }
    }

    /** Starts nothing new, waits for what is in flight, and then leaves the run unfinished. */
    public void stop(String reason) {
        if (stopping == null) {
            stopping = reason;
            requestTurn();
        }
    }

    /**
     * Looks at the fleet and at every host on it now, besides the looks that the engine takes by itself; for a world that
     * tells when it changes.
     *
     * @return false when a look is under way already
     */
    public boolean look() {
        return observer.look(host -> true, this::requestTurn);
    }

    /**
     * Journals that the key of a host is believed from now on.
     *
     * @return false when the run has ended, so that nothing more is journaled
     */
    public boolean pinHostKey(HostId host, String key) {
        record(new Fact.HostKeyPinned(now(), host, key));
        return state.end().isEmpty();
    }

    /** Whether there is nothing left to do for this process. */
    public boolean finished() {
        return left != null || state.end().isPresent();
    }

    /** Why this process left the run unfinished; empty when it did not. */
    public Optional<String> left() {
        return Optional.ofNullable(left);
    }

    /** Whether it left because the provider does not know, or does not admit, who asks. */
    public boolean wasLockedOut() {
        return lockedOut;
    }

    /** The run as it stands. */
    public RolloutState state() {
        return state;
    }

    private Instant now() {
        return ports.timeline().now();
    }

    private void tick() {
        if (finished()) {
            return;
        }
        takeRequests();
        observer.look(this::arriving, this::requestTurnSoon);
        ports.timeline().lookAt(now().plus(lookPeriod(plan)), this::tick);
    }

    /** The time from one look at the fleet to the next: an even part of the probes' period, so that hosts are asked in time. */
    public static Duration lookPeriod(Plan plan) {
        Duration every = plan.probes().every();
        long parts = (every.toNanos() + LONGEST_LOOK_PERIOD.toNanos() - 1) / LONGEST_LOOK_PERIOD.toNanos();
        return every.dividedBy(parts);
    }

    private boolean arriving(HostId host) {
        return state.host(host).map(HostRecord::arriving).orElse(false);
    }

    private void takeRequests() {
        for (RequestInbox.Posted posted : ports.inbox().pending()) {
            record(new Fact.RequestReceived(now(), posted.request()));
            ports.inbox().remove(posted);
            requestTurn();
        }
    }

    private void requestTurn() {
        if (!turnPending && !finished()) {
            turnPending = true;
            ports.timeline().at(now(), this::turn);
        }
    }

    /** For news that come in crowds: a look at a fleet brings one answer per host, and each turn looks at all of them. */
    private void requestTurnSoon() {
        Duration wait = lastTurn.plus(NEWS_PERIOD).minus(ports.timeline().monotonic());
        if (wait.isNegative() || wait.isZero()) {
            requestTurn();
        } else if (!turnPending && !turnSoon) {
            turnSoon = true;
            ports.timeline().at(now().plus(wait), () -> {
                turnSoon = false;
                requestTurn();
            });
        }
    }

    private void turn() {
        turnPending = false;
        lastTurn = ports.timeline().monotonic();
        if (finished()) {
            return;
        }
        observer.lockedOut().ifPresent(this::lockedOut);
        if (finished()) {
            return;
        }
        noticeClockJump();
        FleetSnapshot snapshot = observer.snapshot();
        Decision decision = decider.decide(snapshot, state, now());
        while (!decision.verdicts().isEmpty()) {
            record(decision.verdicts());
            decision = decider.decide(snapshot, state, now());
        }
        listener.onTurn(snapshot, state, decision);
        boolean mayBegin = ports.tenure().mayBegin();
        if (stopping == null && mayBegin) {
            act(decision);
        }
        leaveWhenIdle(decision);
        if (!finished() && stopping == null) {
            gates.look(decider.judging(snapshot, state, now()), state);
        }
        wakeAt(mayBegin ? decision.wakeAt() : now().plus(Effects.UNTIL_ASKED_AGAIN));
    }

    /** Every call would fail alike, so the run is left as it is; what is in flight is looked up by whoever goes on. */
    private void lockedOut(String reason) {
        if (!finished()) {
            effects.close();
            record(new Fact.RunnerLeft(now(), owner, reason));
            lockedOut = true;
            left = reason;
        }
    }

    private void act(Decision decision) {
        List<Fact.ActionStarted> intents = new ArrayList<>();
        for (Decision.Proposal proposal : decision.actions()) {
            ActionKey key = state.nextKey(proposal.action());
            intents.add(new Fact.ActionStarted(now(), key, proposal.action(), proposal.reason()));
        }
        record(intents);
        effects.start(intents, false);
        if (intents.stream().anyMatch(Engine::makesRoom)) {
            // A cordon frees its place by the intent alone; what that allows need not wait for the next look.
            requestTurn();
        }
    }

    private static boolean makesRoom(Fact.ActionStarted intent) {
        return intent.action() instanceof Action.Cordon;
    }

    private void leaveWhenIdle(Decision decision) {
        if (finished() || !state.inFlight().isEmpty()) {
            return;
        }
        // A pause by a person is kept up until that person says otherwise; one by a failure needs somebody who may not
        // be there, and a job that waits for nobody is of no use. A run that another takes over from is left at its
        // end.
        boolean pausedByFailure = !mandate.supersedes()
                && state.stop().filter(Fact.LineStopped::pause).isPresent();
        String reason = stopping != null
                ? stopping
                : pausedByFailure
                        ? state.stop().orElseThrow().reason()
                        : decision.leave().orElse(null);
        if (reason != null) {
            record(new Fact.RunnerLeft(now(), owner, reason));
            left = reason;
        }
    }

    private void wakeAt(Instant wake) {
        boolean sooner = wake.isBefore(nextWake) || !nextWake.isAfter(now());
        if (!finished() && sooner && wake.isBefore(Instant.MAX)) {
            nextWake = wake;
            ports.timeline().at(wake, this::wake);
        }
    }

    /** A deadline is decided on a fresh look; should that take long, on the last one. */
    private void wake() {
        if (!finished()) {
            observer.look(this::arriving, this::requestTurn);
            requestTurn();
        }
    }

    /** Journals something that is not the engine's own and changes nothing that is decided; nothing after the run's end. */
    public void note(Fact fact) {
        record(fact);
    }

    private void record(Fact fact) {
        record(List.of(fact));
    }

    private void record(List<? extends Fact> facts) {
        // What comes back after the end is about a host that was lost meanwhile; the run has nothing to do with it any
        // more.
        if (facts.isEmpty() || state.end().isPresent()) {
            return;
        }
        noticeClockJump();
        append(facts);
    }

    /** Deadlines are wall time: when the clock is set they are moved with it, so that nothing is due early. */
    private void noticeClockJump() {
        Duration by = observer.noticeClockJump();
        if (!by.isZero()) {
            append(List.of(new Fact.ClockJumped(now(), by)));
            gates.forget();
            nextWake = Instant.MAX;
        }
    }

    private void append(List<? extends Fact> facts) {
        try {
            ports.journal().append(facts);
        } catch (JournalException e) {
            effects.close();
            throw e;
        }
        for (Fact fact : facts) {
            state.apply(fact);
            listener.onFact(fact, state);
            if (fact instanceof Fact.RunEnded) {
                effects.close();
            }
            if (fact instanceof Fact.ActionSucceeded
                    || fact instanceof Fact.ActionFailed
                    || fact instanceof Fact.RetirementRevoked) {
                requestTurn();
            }
        }
    }
}
