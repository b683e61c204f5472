package io.mediaup.simulation;

import io.mediaup.fleet.HostId;
import io.mediaup.plan.MigrationSpec;
import io.mediaup.plan.PatienceOutcome;
import io.mediaup.plan.Plan;
import io.mediaup.plan.SessionCounter;
import io.mediaup.plan.SessionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Invariants 1 and 2: nothing is cut that the plan does not allow, and what nobody has read is not zero. */
final class CutInvariant {

    private final Plan plan;
    private final RunBook book;
    private final Evidence evidence;
    private final Supplier<Instant> now;
    private final Consumer<String> violated;

    CutInvariant(Plan plan, RunBook book, Evidence evidence, Supplier<Instant> now, Consumer<String> violated) {
        this.plan = plan;
        this.book = book;
        this.evidence = evidence;
        this.now = now;
        this.violated = violated;
    }

    /** Whether the patience with a counter has ended, and what it led to has, too. */
    private boolean mayCut(HostId id, SessionCounter counter) {
        boolean moves = plan.sessions() == SessionPolicy.MIGRATE || counter.then() == PatienceOutcome.MIGRATE;
        if (!moves) {
            return counter.then() == PatienceOutcome.KILL && ended(id, counter.patience());
        }
        MigrationSpec migration = plan.migration().orElseThrow();
        Duration before =
                plan.sessions() == SessionPolicy.MIGRATE ? plan.loadBalancer().settle() : counter.patience();
        boolean gaveUp = book.fruitless.getOrDefault(id, 0) >= 3;
        return migration.then() == PatienceOutcome.KILL && (gaveUp || ended(id, before.plus(migration.patience())));
    }

    private boolean ended(HostId id, Duration patience) {
        return !now.get().isBefore(book.cordonedAt.get(id).plus(patience).plus(book.wishes.extension(id)));
    }

    /** {@code host} is retired now, by a technique that does not kill, or by one that does because nobody uses it. */
    void retired(SimulatedHost host) {
        boolean everyCounterLow = true;
        for (SessionCounter counter : plan.probes().sessions()) {
            boolean mayCut = mayCut(host.id, counter);
            everyCounterLow &= !mayCut;
            long open = host.sessions.get(counter.name()).open(now.get());
            if (open > counter.threshold() && !mayCut) {
                violated.accept("1 never cut early: " + host.id + " retired with " + open + " " + counter.name());
            }
            if (!mayCut && !evidence.lowNow(host.id, counter, now.get())) {
                violated.accept(
                        "2 unknown is not zero: " + host.id + " retired without a last look at " + counter.name());
            }
            if (!mayCut && evidence.streak(host.id, counter) < plan.drain().stableFor()) {
                violated.accept("1 never cut early: " + host.id + " retired on too few readings of " + counter.name());
            }
        }
        // Where the technique is to kill, nobody is told to drain.
        boolean told = plan.drain().command().isPresent() && plan.sessions() != SessionPolicy.KILL;
        if (everyCounterLow && !host.draining && told) {
            violated.accept("1 never cut early: " + host.id + " retired as drained, but was never told to drain");
        }
    }
}
