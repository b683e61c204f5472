package io.mediaup.simulation;

import io.mediaup.fleet.GateVerdict;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Slot;
import io.mediaup.plan.CanarySpec;
import io.mediaup.plan.GateSpec;
import io.mediaup.plan.Plan;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the invariants know of a run's proofs: no change after a failed gate, no second batch before the canary's verdict, no
 * verdict before its bake, its gates and its approval.
 */
final class ProofBook {

    /** A clock may be set by as much without a word. */
    private static final Duration SLACK = Duration.ofSeconds(6);

    private final Plan plan;
    private final Consumer<String> violations;
    private final Supplier<Instant> now;
    private final Map<String, Slot> launches = new HashMap<>();
    private final Map<HostId, Slot> launched = new HashMap<>();
    private final Map<Slot, Instant> entered = new HashMap<>();
    private final Map<String, GateVerdict> gates = new HashMap<>();
    private List<Slot> canarySlots = List.of();
    private int proven;
    private boolean failed;
    private boolean approved;
    private boolean back;
    private boolean aborted;

    ProofBook(Plan plan, Consumer<String> violations, Supplier<Instant> now) {
        this.plan = plan;
        this.violations = violations;
        this.now = now;
    }

    void fact(Fact fact) {
        if (fact instanceof Fact.ActionStarted f) {
            started(f);
        } else if (fact instanceof Fact.ActionSucceeded f) {
            Slot slot = launches.get(f.key().toString());
            if (slot != null) {
                launched.put(new HostId(f.host()), slot);
            }
        } else if (fact instanceof Fact.HostEnteredRotation f) {
            Slot slot = launched.get(f.host());
            if (slot != null) {
                entered.put(slot, now.get());
            }
        } else {
            proof(fact);
        }
    }

    private void started(Fact.ActionStarted fact) {
        if (fact.action() instanceof Action.Launch launch) {
            launches.put(fact.key().toString(), launch.slot());
        }
        boolean change = fact.action() instanceof Action.Launch
                || fact.action() instanceof Action.Cordon
                || fact.action() instanceof Action.Retire;
        if (failed && change) {
            violations.accept("8 gates: " + fact + " was started after one had failed");
        }
    }

    private void proof(Fact fact) {
        if (fact instanceof Fact.BatchOpened f) {
            opened(f);
        } else if (fact instanceof Fact.BakeBegan) {
            approved = false;
        } else if (fact instanceof Fact.GateJudged f) {
            gates.put(f.gate(), f.verdict());
            failed |= f.verdict() == GateVerdict.FAIL && !back && !aborted;
        } else if (fact instanceof Fact.BatchProven f) {
            proven(f);
        } else if (fact instanceof Fact.RollbackBegan) {
            back = true;
            failed = false;
        } else if (fact instanceof Fact.RequestReceived f) {
            requested(f.request().kind());
        }
    }

    private void requested(Request.Kind kind) {
        approved |= kind == Request.Kind.APPROVE;
        back |= kind == Request.Kind.ROLLBACK;
        aborted |= kind == Request.Kind.ABORT;
        failed &= kind == Request.Kind.PAUSE || kind == Request.Kind.APPROVE;
    }

    private Optional<CanarySpec> canary() {
        return plan.rollout().proof().canary();
    }

    private void opened(Fact.BatchOpened fact) {
        if (fact.number() == 1) {
            canarySlots = fact.slots();
            canary().filter(canary -> fact.slots().size() > canary.hosts())
                    .ifPresent(canary -> violations.accept("8 canary: " + fact + " is larger than " + canary.hosts()));
        } else if (canary().isPresent() && proven < 1) {
            violations.accept("8 canary: " + fact + " before its verdict");
        } else if (!plan.rollout().proof().gates().isEmpty() && proven < fact.number() - 1) {
            violations.accept("8 gates: " + fact + " before the batch before it is proven");
        }
    }

    private void proven(Fact.BatchProven fact) {
        proven = fact.batch();
        for (GateSpec gate : plan.rollout().proof().gates()) {
            GateVerdict verdict = gates.getOrDefault(gate.name(), GateVerdict.ERROR);
            boolean pass = verdict == GateVerdict.PASS
                    || (verdict == GateVerdict.INCONCLUSIVE && gate.inconclusive() == GateSpec.Inconclusive.PASS);
            if (!pass) {
                violations.accept("8 gates: " + fact + ", but " + gate.name() + " says " + verdict);
            }
        }
        if (fact.batch() == 1 && canary().isPresent()) {
            baked(fact, canary().get());
        }
    }

    private void baked(Fact.BatchProven fact, CanarySpec canary) {
        Instant since = canarySlots.stream()
                .map(slot -> entered.getOrDefault(slot, Instant.MIN))
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
        if (since.isAfter(now.get().minus(canary.bake()).plus(SLACK))) {
            violations.accept("8 canary: " + fact + ", but it is in rotation since " + since + " only");
        }
        if (canary.approve() && !approved) {
            violations.accept("8 canary: " + fact + ", but nobody approved it");
        }
    }
}
