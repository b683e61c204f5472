package io.mediaup.simulation;

import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Slot;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Outcome;
import io.mediaup.rollout.Request;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What the invariants know of a run from its facts. Written apart from {@code RolloutState} on purpose: a fault in that
 * fold must not hide itself.
 */
final class RunBook {

    final Map<String, Fact.ActionStarted> inFlight = new HashMap<>();
    private final Map<String, Fact.ActionStarted> ofLost = new HashMap<>();
    final Map<HostId, Instant> cordonedAt = new HashMap<>();
    final Set<HostId> everCordoned = new HashSet<>();
    final Set<HostId> adopted = new HashSet<>();
    final Map<HostId, Slot> launchedFor = new HashMap<>();
    final Map<HostId, Slot> slots = new HashMap<>();
    final Set<HostId> failed = new HashSet<>();
    final Set<HostId> lost = new HashSet<>();
    final Set<HostId> slotted = new HashSet<>();
    final Set<HostId> drained = new HashSet<>();
    /** Host to how often in a row nobody left it who was asked to. */
    final Map<HostId, Integer> fruitless = new HashMap<>();

    /** Hosts of which some were asked to leave who are not accounted for yet. */
    private final Set<HostId> moving = new HashSet<>();

    final Set<String> keys = new HashSet<>();
    final Map<String, Integer> desiredByZone = new HashMap<>();
    final Wishes wishes = new Wishes();
    int desired;
    int launches;
    long reportedCut;
    Optional<Outcome> outcome = Optional.empty();
    private final Consumer<String> violations;
    private final UnaryOperator<Instant> world;
    private boolean halted;
    private boolean pausedByFailure;
    private boolean pausedByHand;

    /**
     * An empty book.
     *
     * @param world what the time is in the world when the runner's clock shows one
     */
    RunBook(Consumer<String> violations, UnaryOperator<Instant> world) {
        this.world = world;
        this.violations = violations;
    }

    /** A standby host is started, and is a new one from now on. */
    void again(HostId host) {
        cordonedAt.remove(host);
        adopted.remove(host);
        launchedFor.remove(host);
        failed.remove(host);
        lost.remove(host);
        slotted.remove(host);
        drained.remove(host);
        fruitless.remove(host);
        moving.remove(host);
        ofLost.remove(host.value());
        wishes.again(host);
    }

    /** The action in flight about {@code subject}, for which an intent was journaled. */
    Optional<Action> intent(String subject) {
        return Optional.ofNullable(inFlight.get(subject)).map(Fact.ActionStarted::action);
    }

    /**
     * The same with the time of the intent, by the world's clock. What was begun with a host that was lost meanwhile may
     * still be tried again: its intent was journaled before, and it takes nothing away that is not gone (seed 102186).
     */
    Optional<Fact.ActionStarted> started(String subject) {
        return Optional.ofNullable(inFlight.getOrDefault(subject, ofLost.get(subject)));
    }

    /** Whether the run was aborted or rolled back. */
    boolean undone() {
        return wishes.aborted() || wishes.rolledBack();
    }

    boolean leftOrLost(HostId id) {
        return cordonedAt.containsKey(id) || lost.contains(id);
    }

    void fact(Fact fact) {
        if (outcome.isPresent()) {
            violations.accept("8 stop: " + fact + " after the run had ended");
        }
        if (fact instanceof Fact.RunStarted f) {
            begun(f);
        } else if (fact instanceof Fact.ActionStarted f) {
            started(f);
        } else if (fact instanceof Fact.ActionSucceeded f) {
            succeeded(f);
        } else if (fact instanceof Fact.ActionFailed f) {
            Fact.ActionStarted started = inFlight.remove(f.key().subject());
            if (started != null && started.action() instanceof Action.Cordon cordon) {
                cordonedAt.remove(cordon.host());
            }
        } else if (fact instanceof Fact.RetirementRevoked f) {
            inFlight.remove(f.key().subject());
            drained.remove(f.host());
        } else {
            verdict(fact);
        }
    }

    private void begun(Fact.RunStarted fact) {
        desired = fact.desired();
        wishes.begun(fact);
        fact.hosts().stream().filter(host -> !host.drainingSince().isEmpty()).forEach(host -> {
            adopted.add(host.host());
            cordonedAt.put(host.host(), world.apply(Instant.parse(host.drainingSince())));
            everCordoned.add(host.host());
        });
        Set<Slot> slots = new HashSet<>(fact.vacant());
        fact.hosts().stream()
                .map(Fact.StartingHost::slot)
                .filter(slot -> !slot.isEmpty())
                .forEach(slot -> slots.add(Slot.parse(slot)));
        fact.hosts().stream()
                .filter(host -> !host.slot().isEmpty())
                .forEach(host -> this.slots.put(host.host(), Slot.parse(host.slot())));
        slots.forEach(slot -> desiredByZone.merge(slot.zone(), 1, Integer::sum));
        fact.hosts().stream().filter(host -> !host.slot().isEmpty()).forEach(host -> slotted.add(host.host()));
        if (slots.size() != desired) {
            violations.accept("start: " + desired + " hosts desired, but " + slots.size() + " slots");
        }
    }

    private void started(Fact.ActionStarted fact) {
        Action action = fact.action();
        if (!keys.add(fact.key().toString())) {
            violations.accept("6 no doubles: " + fact.key() + " was started twice");
        }
        Instant at = world.apply(fact.at());
        if (inFlight.put(action.subject(), new Fact.ActionStarted(at, fact.key(), action, fact.reason())) != null) {
            violations.accept("6 no doubles: " + fact.key() + " was started beside another one");
        }
        boolean begins = action instanceof Action.Launch || action instanceof Action.Cordon;
        boolean paused = pausedByFailure || pausedByHand;
        // Who was cut off is told, and what failed is cleared away, whatever stops the run.
        boolean clears = (action instanceof Action.Discard discard && failed.contains(discard.host()))
                || (action instanceof Action.Deregister out && failed.contains(out.host()));
        boolean halts = halted && !clears && !(action instanceof Action.NotifyReconnect);
        if (halts || (begins && (wishes.aborted() || paused)) || (paused && action instanceof Action.Retire)) {
            violations.accept("8 stop: " + fact + " was started although the line is stopped");
        }
        if (action instanceof Action.Cordon cordon) {
            cordonedAt.put(cordon.host(), at);
            everCordoned.add(cordon.host());
        }
    }

    private void succeeded(Fact.ActionSucceeded fact) {
        Fact.ActionStarted started = inFlight.remove(fact.key().subject());
        if (started == null) {
            return;
        }
        if (started.action() instanceof Action.Launch launch) {
            launchedFor.put(new HostId(fact.host()), launch.slot());
            slots.put(new HostId(fact.host()), launch.slot());
            launches++;
        } else if (started.action() instanceof Action.Uncordon uncordon) {
            cordonedAt.remove(uncordon.host());
            adopted.remove(uncordon.host());
            drained.remove(uncordon.host());
            fruitless.remove(uncordon.host());
            moving.remove(uncordon.host());
            wishes.uncordoned(uncordon.host());
        } else if (started.action() instanceof Action.Migrate migrate) {
            moves(migrate, fact);
        } else if (started.action() instanceof Action.Retire) {
            reportedCut +=
                    fact.sessions().values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private void moves(Action.Migrate migrate, Fact.ActionSucceeded fact) {
        if (!cordonedAt.containsKey(migrate.host()) || cordonedAt.containsKey(migrate.to())) {
            violations.accept("1 never cut early: sessions moved from " + migrate.host() + " to " + migrate.to()
                    + ", of which the first must be cordoned, and the other must not");
        }
        if (fact.sessions().getOrDefault(Fact.ASKED, 0L) > 0) {
            moving.add(migrate.host());
        } else if (!moving.contains(migrate.host())) {
            fruitless.merge(migrate.host(), 1, Integer::sum);
        }
    }

    private void verdict(Fact fact) {
        if (fact instanceof Fact.HostFailed f) {
            failed.add(f.host());
        } else if (fact instanceof Fact.HostDrained f) {
            drained.add(f.host());
        } else if (fact instanceof Fact.HostRefilled f) {
            drained.remove(f.host());
        } else if (fact instanceof Fact.HostLost f) {
            lost.add(f.host());
            Fact.ActionStarted begun = inFlight.remove(f.host().value());
            if (begun != null) {
                ofLost.put(f.host().value(), begun);
            }
        } else if (fact instanceof Fact.SessionsMoved f) {
            moving.remove(f.host());
            fruitless.compute(f.host(), (id, times) -> f.left() > 0 && f.seen() ? 0 : (times == null ? 0 : times) + 1);
        } else if (fact instanceof Fact.LineStopped f) {
            halted = !f.pause();
            pausedByFailure = f.pause();
        } else if (fact instanceof Fact.RequestReceived f) {
            requested(f.request());
        } else if (fact instanceof Fact.RollbackBegan f) {
            requested(Request.ofRun(Request.Kind.ROLLBACK, Request.BY_PLAN, f.at(), f.reason()));
        } else if (fact instanceof Fact.RunEnded f) {
            outcome = Optional.of(f.outcome());
        }
    }

    private void requested(Request request) {
        wishes.asked(request);
        if (request.kind().ofHost() || request.kind() == Request.Kind.APPROVE) {
            return;
        }
        pausedByHand = request.kind() == Request.Kind.PAUSE;
        if (!pausedByHand) {
            pausedByFailure = false;
            halted = false;
        }
    }
}
