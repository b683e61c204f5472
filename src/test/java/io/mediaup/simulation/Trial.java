package io.mediaup.simulation;

import io.mediaup.engine.Engine;
import io.mediaup.engine.EngineListener;
import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.fleet.GateVerdict;
import io.mediaup.journal.JournalException;
import io.mediaup.plan.Plan;
import io.mediaup.plan.Schedule;
import io.mediaup.rollout.Decision;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Outcome;
import io.mediaup.rollout.Request;
import io.mediaup.rollout.RolloutState;
import io.mediaup.simulation.CheckedJournal.ProcessKilled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run of one {@link Variant}, over as many processes as it takes, with every invariant watched. */
final class Trial implements EngineListener {

    /** Generous: sessions of a median of four minutes, in up to 25 batches that each take a few. */
    static final Duration LIMIT = Duration.ofHours(30);

    /** By then everything has happened that a variant draws; what goes on is a wait without an end. */
    private static final Duration ENDLESS = Duration.ofHours(4);

    /** Longer than the run's own measure, and than any one drain goes without a change that is worth a fact. */
    private static final Duration STANDSTILL = Duration.ofHours(2);

    private static final int MOST_RESUMES = 12;

    /** How often somebody resumes a run that a failure has paused, or approves its canary. */
    int mostResumes = MOST_RESUMES;

    /** Why the last process left. */
    String left = "";

    /** Far more than the longest orderly run takes; a run beyond it turns in circles, and would do so for ever. */
    private static final long MOST_STEPS = Long.getLong("mediaup.steps", 3_000_000);

    private static final int MOST_FACTS = 100_000;

    final Variant variant;
    final SimulatedRun run;
    final Invariants invariants;
    final CheckedJournal journal;
    final FaultyWorld faults;
    final List<String> failures = new ArrayList<>();
    private final SplittableRandom chance;
    private final Operator operator;
    private List<Ask> asks = List.of();
    private List<Decision.Wait> waits = List.of();
    private boolean crashNow;
    private @Nullable Duration sleep;
    private int resumes;
    private int blind;
    private Instant lastNews = Fleets.START;
    private boolean stillnessReported;
    long steps;
    private int facts;
    private @Nullable Diary diary;

    Trial(Variant variant) {
        this(variant, variant.plan());
    }

    /** The run of {@code seed} in the campaign; in some the process is killed within an append, as no time alone would. */
    static Trial of(long seed) {
        Trial trial = new Trial(Variant.of(seed));
        SplittableRandom kill = new SplittableRandom(~seed);
        if (kill.nextDouble() < 0.3) {
            trial.journal.killAt(kill.nextInt(200), kill.nextInt(3));
        }
        trial.ask(Ask.draw(seed, trial.variant.plan().sessions()));
        return trial;
    }

    /** Lets an operator ask all of {@code more}. */
    void ask(List<Ask> more) {
        asks = more;
        asks.forEach(ask -> in(ask.at(), () -> operator.post(ask)));
    }

    /** What an operator asks. */
    List<Ask> asks() {
        return asks;
    }

    /** A run of one plan that is held to the promises of another one, which it should break. */
    Trial(Variant variant, Plan promised) {
        this.variant = variant;
        this.chance = new SplittableRandom(variant.seed() * 31 + 7);
        RunnerClock clock = new RunnerClock();
        SimulatedRun[] world = new SimulatedRun[1];
        this.invariants = new Invariants(
                promised, variant, clock, () -> world[0].timeline().now());
        this.run = new SimulatedRun(
                variant.plan(), variant.settings(), variant.seed(), Fleets.START, variant.fleet(), invariants);
        world[0] = run;
        this.journal = new CheckedJournal(this::appended);
        invariants.adopted(run.fleet());
        this.operator =
                new Operator(run.fleet(), invariants, () -> run.timeline().now());
        this.faults = new FaultyWorld(variant, run, clock, invariants);
        script();
    }

    private GateVerdict gate() {
        Instant now = run.timeline().now();
        return variant.faults()
                .all(Fault.BadGate.class)
                .filter(bad -> bad.when().holds(now) && chance.nextDouble() < bad.share())
                .map(Fault.BadGate::says)
                .findFirst()
                .orElse(GateVerdict.PASS);
    }

    private void script() {
        run.judgeGates(gate -> gate());
        run.failProbes(() -> inBlackout() || chance.nextDouble() < variant.probesLost());
        variant.deaths().forEach(at -> in(at, () -> faults.die(SimulatedHost::alive)));
        variant.crashes().forEach(at -> in(at, () -> crashNow = true));
        variant.requests().forEach((at, kind) -> in(at, () -> operator.post(kind)));
        FaultScript script = variant.faults();
        script.all(Fault.DiskFull.class).forEach(full -> journal.fullAt(full.append(), full.durable()));
        script.all(Fault.LockLost.class).forEach(lost -> in(lost.at(), () -> sleep = lost.sleep()));
    }

    private void in(Duration time, Runnable event) {
        run.timeline().inWorld(Fleets.START.plus(time), event);
    }

    private boolean inBlackout() {
        Duration t = Duration.between(Fleets.START, run.timeline().now());
        return variant.blackouts().stream().anyMatch(b -> t.compareTo(b.from()) >= 0 && t.compareTo(b.to()) < 0);
    }

    /** Writes down for {@code lines} what happens. */
    void keepDiary(Consumer<String> lines) {
        Diary kept = new Diary(variant.plan(), run.fleet(), () -> run.timeline().now(), lines);
        diary = kept;
        invariants.tell = kept::tell;
    }

    /** What is wrong with the run; empty when nothing is. */
    List<String> run() {
        Engine engine = runToTheEnd();
        run.timeline().runUntil(() -> false, run.timeline().now().plus(FaultyFleet.lateness(variant.faults())));
        Optional<Outcome> outcome = engine.state().end().map(Fact.RunEnded::outcome);
        if (outcome.isEmpty()) {
            unfinished(engine);
        } else if ((outcome.get() == Outcome.HALTED || outcome.get() == Outcome.ROLLED_BACK) && !mayHalt()) {
            failures.add("10 liveness: halted although nothing failed: "
                    + engine.state().end().get().reason());
        }
        outcome.ifPresent(invariants::ended);
        boolean allSeen = !journal.killed()
                && variant.crashes().isEmpty()
                && variant.blackouts().isEmpty()
                && variant.probesLost() == 0
                && variant.faults().faults().isEmpty();
        if (allSeen && resumes == 0 && invariants.book.reportedCut != invariants.cut) {
            failures.add("1 cut sessions are counted: " + invariants.cut + " were cut, but "
                    + invariants.book.reportedCut + " reported");
        }
        // Nothing of an ended run may stir any more.
        Instant later = run.timeline().now().plus(Duration.ofMinutes(20));
        run.timeline().runUntil(() -> false, later);
        failures.addAll(invariants.violations);
        return failures;
    }

    /** Also where it is asked to go back, and nobody knows what to. */
    private boolean mayHalt() {
        return variant.mayHalt() || asks.stream().anyMatch(ask -> ask.kind() == Request.Kind.ROLLBACK);
    }

    /** A fleet that began below its floor cannot go back to where it was: what makes up for it now may not leave. */
    private boolean mayNotEnd() {
        boolean beganBelow = variant.fleet().stream()
                .filter(host -> host.host().state().alive())
                .anyMatch(host -> !host.rotation().in() && !host.host().marks().isDraining());
        boolean back = asks.stream().anyMatch(ask -> ask.kind() == Request.Kind.ROLLBACK);
        return variant.mayNotEnd() || Ask.holdsForGood(asks) || (back && beganBelow);
    }

    private Engine runToTheEnd() {
        boolean always = variant.plan().schedule().always();
        Duration limit = mayNotEnd() ? ENDLESS : always ? LIMIT : LIMIT.multipliedBy(4);
        Engine engine = startUnlessKilled();
        while (true) {
            Engine current = engine;
            boolean stopped;
            try {
                stopped = run.runUntil(() -> step() && (crashNow || sleep != null || current.finished()), limit);
            } catch (ProcessKilled e) {
                stopped = true;
                crashNow = true;
            } catch (JournalException e) {
                stopped = true;
                faults.abandon();
            }
            if (!stopped || (!crashNow && engine.state().end().isPresent())) {
                return engine;
            }
            if (current.finished() && !crashNow && sleep == null) {
                left = current.left().orElse("");
                if (++resumes > mostResumes) {
                    return engine;
                }
                operator.post(left.contains("approval") ? Request.Kind.APPROVE : Request.Kind.RESUME);
            }
            end();
            engine = startUnlessKilled();
        }
    }

    /** The process ends, or somebody takes its place while it sleeps. */
    private void end() {
        if (sleep == null) {
            faults.kill();
            run.timeline().crash();
        } else {
            faults.sleep(sleep);
        }
        crashNow = false;
        sleep = null;
    }

    private boolean step() {
        if (++steps > MOST_STEPS) {
            throw endless(steps + " steps");
        }
        return true;
    }

    private void appended(Fact fact) {
        if (++facts > MOST_FACTS) {
            throw endless(MOST_FACTS + " facts");
        }
        if (!(fact instanceof Fact.ActionDeferred)) {
            lastNews = run.timeline().now();
        }
        if (diary != null) {
            diary.fact(fact);
        }
        invariants.fact(fact);
    }

    private IllegalStateException endless(String what) {
        return new IllegalStateException("Expected the run to come to rest, but found no end of it after " + what
                + ", at " + run.timeline().now() + "; it waits for " + waits);
    }

    private Engine startUnlessKilled() {
        while (true) {
            try {
                return run.startProcess("r1", journal.open(), operator, this);
            } catch (ProcessKilled | JournalException e) {
                end();
            } catch (IllegalStateException e) {
                // It could not see the fleet, and said so; somebody tries again.
                if (++blind > MOST_RESUMES) {
                    throw e;
                }
                end();
            }
        }
    }

    private void unfinished(Engine engine) {
        boolean resumedInVain = resumes > mostResumes && mayHalt();
        if (!mayNotEnd() && !resumedInVain) {
            failures.add("10 liveness: no end; it waits for " + waits + "; in flight: "
                    + engine.state().inFlight());
        } else if (waits.isEmpty() && !resumedInVain) {
            failures.add("10 liveness: no end, and nobody is told why");
        }
    }

    /** A run that stands still must say so, and name who it waits for; invariant 10. */
    private void watchProgress(FleetSnapshot snapshot, RolloutState state, Decision decision) {
        Instant now = run.timeline().now();
        if (!snapshot.complete()
                || !decision.actions().isEmpty()
                || state.pause().isPresent()
                || !state.window().map(Schedule.Period::open).orElse(true)) {
            return;
        }
        Duration still = Duration.between(lastNews, now);
        boolean said = decision.waits().stream().anyMatch(wait -> wait.reason().startsWith("no progress for "));
        if (said) {
            lastNews = now;
        } else if (still.compareTo(STANDSTILL) > 0 && !stillnessReported) {
            stillnessReported = true;
            failures.add("10 no progress for " + still + " at " + now + ", and nobody is told: " + decision.waits());
        }
    }

    @Override
    public void onTurn(FleetSnapshot snapshot, RolloutState state, Decision decision) {
        // A listing that fails now and then says nothing about what the run as such waits for.
        waits = snapshot.complete() || waits.isEmpty() ? decision.waits() : waits;
        if (diary != null) {
            diary.turn(
                    snapshot, state, decision, faults.clock.shown(run.timeline().now()));
        }
        watchProgress(snapshot, state, decision);
    }
}
