package io.mediaup.simulation;

import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.Slot;
import io.mediaup.plan.Plan;
import io.mediaup.plan.RolloutSpec.Spread;
import io.mediaup.plan.SessionPolicy;
import io.mediaup.provider.LaunchRequest;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The invariants of the design, checked against the truth of the simulated world at the moment of each mutation and of
 * each intent. Of the run it knows the facts only, which it folds by itself.
 */
final class Invariants implements WorldWatcher {

    /** The engine acts on a listing up to this old; a host that died later than that is not yet missed. */
    private static final Duration LISTING_STALE = Duration.ofSeconds(30);

    final List<String> violations = new ArrayList<>();

    /** Is told of everything that happens in the world, and of every violation. */
    Consumer<String> tell = what -> {};

    final RunBook book;
    private final ProofBook proof;
    private final ReconnectBook reconnects;
    private final SideBook sides;
    private final CutInvariant cuts;
    final Evidence evidence;
    private final Plan plan;
    private final Duration knowledge;
    private final RunnerClock clock;
    private final Supplier<Instant> now;
    private final Set<HostId> selected = new HashSet<>();
    private final Set<HostId> outAtFirst = new HashSet<>();
    private final Map<HostId, Slot> slots = new HashMap<>();
    private final Map<HostId, Instant> lost = new HashMap<>();
    private final Map<HostId, Instant> outUntil = new HashMap<>();
    private final Map<HostId, Instant> putBack = new HashMap<>();

    /** When a host that somebody put back had left before. */
    private final Map<HostId, Instant> leftBefore = new HashMap<>();

    private final Set<HostId> retagged = new HashSet<>();
    private SimulatedFleet fleet;
    private boolean outside;
    private final Set<HostId> going = new HashSet<>();
    private boolean accepted;
    long cut;
    int peak;

    Invariants(Plan plan, Variant variant, RunnerClock clock, Supplier<Instant> now) {
        this.book = new RunBook(this::violated, clock::world);
        this.proof = new ProofBook(plan, this::violated, now);
        this.reconnects = new ReconnectBook(plan, this::violated);
        this.sides = new SideBook(plan, book, this::violated, now);
        Duration slow = variant.faults().slowest();
        SimulationSettings settings = variant.settings();
        this.plan = plan;
        this.clock = clock;
        this.knowledge = LISTING_STALE
                .plus(settings.listingLag())
                .plus(settings.callLatency().multipliedBy(3))
                .plus(slow.multipliedBy(3));
        // At a deadline the engine asks the hosts and decides on what it has, both at one moment (seeds 10502, 10789).
        this.evidence = new Evidence(settings.callLatency().plus(slow).plusNanos(1));
        this.cuts = new CutInvariant(plan, book, evidence, now, this::violated);
        this.now = now;
    }

    /** What {@code effect} does was judged when it was accepted. */
    void accepted(Runnable effect) {
        tell.accept("effect that was accepted before");
        accepted = true;
        effect.run();
        accepted = false;
    }

    /** The termination of {@code id} was accepted: for the run it is as good as gone. */
    void goes(HostId id) {
        going.add(id);
    }

    boolean going(HostId id) {
        return going.contains(id);
    }

    /** The load balancer finds a host in rotation unhealthy until then. */
    void flaps(HostId id, Instant until) {
        dies(id);
        outUntil.put(id, until);
    }

    /** An outside hand does {@code effect}, which puts {@code id} back in rotation. */
    void outside(HostId id, Runnable effect) {
        tell.accept("world  puts " + id + " back in rotation");
        leftBefore.put(id, fleet.truth().get(id).registration.at());
        outside = true;
        effect.run();
        outside = false;
        putBack.put(id, now.get());
    }

    /** An outside hand changed the marks of {@code id}. */
    void retagged(HostId id) {
        tell.accept("world  changes the marks of " + id);
        retagged.add(id);
    }

    void adopted(SimulatedFleet world) {
        fleet = world;
        selected.addAll(world.truth().keySet());
        world.truth().values().stream()
                .filter(host -> !host.registration.registered())
                .forEach(host -> outAtFirst.add(host.id));
    }

    /** A fact was appended to the journal. */
    void fact(Fact fact) {
        WindowInvariant.violation(plan, book, fact).ifPresent(this::violated);
        book.fact(fact);
        proof.fact(fact);
        reconnects.fact(fact);
        if (fleet != null) {
            sides.fact(fact, fleet.truth(), host -> missedLaterThan(host, now.get()));
        }
        if (fact instanceof Fact.ClockJumped) {
            clock.noticed();
        }
        if (fact instanceof Fact.ActionStarted started) {
            heldByHand(started.action());
        }
        if (fact instanceof Fact.ActionStarted started && started.action() instanceof Action.Cordon cordon) {
            cordonIntended(cordon.host());
        } else if (fact instanceof Fact.ActionStarted started && started.action() instanceof Action.Retire retire) {
            SimulatedHost host = fleet.truth().get(retire.host());
            evidence.decided(host.id, settled(host), clock.world(started.at()));
        }
    }

    /** What somebody asked to be left alone may go back in rotation, and never further out of it. */
    private void heldByHand(Action action) {
        boolean takesOut = action instanceof Action.Cordon
                || action instanceof Action.Deregister
                || action instanceof Action.EnterDrain
                || action instanceof Action.Discard
                || action instanceof Action.Shelve
                || action instanceof Action.Retire;
        if (takesOut && book.wishes.held.contains(((Action.OnHost) action).host())) {
            violated("5 scope: " + action + " although somebody holds it");
        }
    }

    /** Whether {@code id} is of the fleet that the run is about. */
    boolean knows(HostId id) {
        return selected.contains(id);
    }

    /** A host dies by itself now. */
    void dies(HostId id) {
        SimulatedHost host = fleet.truth().get(id);
        tell.accept("world  " + id + " dies or fails its checks");
        if (host.inRotation(now.get())) {
            lost.put(id, now.get());
        }
    }

    private void violated(String what) {
        tell.accept("VIOLATED " + what);
        violations.add(now.get() + " " + what);
    }

    private void cordonIntended(HostId id) {
        scope(id);
        SimulatedHost host = fleet.truth().get(id);
        if (host.inRotation(now.get())) {
            floor(id, now.get(), h -> !book.cordonedAt.containsKey(h.id));
        }
        drainRoom(id);
    }

    /**
     * {@code id} begins to drain now. What an earlier run marked and this one has not taken out does not drain yet, nor does
     * what somebody put back; both come here when they are taken out: a host in rotation is not cordoned, whatever its mark
     * says.
     */
    private void drainRoom(HostId id) {
        long draining = book.cordonedAt.keySet().stream()
                .filter(h -> fleet.truth().get(h).alive() && !going(h))
                .filter(h -> h.equals(id) || !stillServes(h))
                .count();
        if (draining > Math.max(1, plan.rollout().maxDraining().roundUp(book.desired))) {
            violated("4 max-draining: " + draining + " hosts drain after cordoning " + id);
        }
    }

    private boolean stillServes(HostId id) {
        return (book.adopted.contains(id) || putBack.containsKey(id))
                && fleet.truth().get(id).inRotation(now.get());
    }

    /** {@code id} is to leave; the decision was made at {@code decided} and could not know of later deaths. */
    private void floor(HostId id, Instant decided, Predicate<SimulatedHost> counts) {
        Instant out = outUntil.get(id);
        if (out != null && out.plus(knowledge).isAfter(decided)) {
            // It was out a moment ago: as far as could be known, nothing was taken away with it.
            return;
        }
        int unavailable = plan.rollout().maxUnavailable().roundDown(book.desired);
        floor(id, "", book.desired - unavailable, decided, counts);
        if (plan.rollout().spread() == Spread.ZONE) {
            String zone = fleet.truth().get(id).zone;
            int zoneDesired = book.desiredByZone.getOrDefault(zone, 0);
            int zoneUnavailable =
                    Math.min(unavailable, plan.rollout().maxUnavailable().roundUp(zoneDesired));
            floor(id, zone, zoneDesired - zoneUnavailable, decided, counts);
        }
    }

    private void floor(HostId id, String zone, int least, Instant decided, Predicate<SimulatedHost> counts) {
        long left = fleet.truth().values().stream()
                .filter(h -> selected.contains(h.id) && !h.id.equals(id) && (zone.isEmpty() || h.zone.equals(zone)))
                .filter(h -> missedLaterThan(h, decided) || h.inRotation(now.get()))
                .filter(counts)
                .count();
        if (left < least) {
            violated("3 floor" + (zone.isEmpty() ? "" : " of zone " + zone) + ": " + left + " hosts in rotation after "
                    + id + ", at least " + least);
        }
    }

    /** A standby host that is started is a new host, whatever it was before. */
    private void again(HostId host) {
        slots.remove(host);
        going.remove(host);
        lost.remove(host);
        outUntil.remove(host);
        putBack.remove(host);
        retagged.remove(host);
        book.again(host);
    }

    private boolean missedLaterThan(SimulatedHost host, Instant decided) {
        Instant died = lost.get(host.id);
        return died != null && died.plus(knowledge).isAfter(decided);
    }

    @Override
    public void launched(SimulatedFleet world, HostId host, LaunchRequest request) {
        mutation("launch of " + host);
        selected.add(host);
        if (!book.keys.contains(request.key())) {
            violated("6 no doubles: " + host + " launched with " + request.key() + ", which is not journaled");
        }
        again(host);
        slots.forEach((other, slot) -> {
            SimulatedHost it = world.truth().get(other);
            boolean alive = it.alive() && !going(other) && !book.failed.contains(other);
            boolean toGo = book.wishes.drainAsked.contains(other)
                    || (book.wishes.rolledBack() && !it.version.equals(request.version()));
            if (slot.equals(request.slot()) && alive && !toGo) {
                violated("6 no doubles: " + host + " launched for " + slot + " beside " + other);
            }
        });
        slots.put(host, request.slot());
        long uncordoned = world.truth().values().stream()
                .filter(h -> h.alive() && !going(h.id) && selected.contains(h.id))
                .filter(h -> !book.cordonedAt.containsKey(h.id) && !book.failed.contains(h.id))
                .count();
        int ceiling = book.desired + plan.rollout().maxSurge().roundUp(book.desired);
        if (uncordoned > ceiling) {
            violated("4 ceiling: " + uncordoned + " hosts not cordoned after launching " + host + ", at most "
                    + ceiling);
        }
        peak = Math.max(peak, (int)
                world.truth().values().stream().filter(SimulatedHost::alive).count());
    }

    @Override
    public void beforeMark(SimulatedFleet world, HostId id, Marks marks) {
        mutation("mark of " + id);
        scope(id);
    }

    @Override
    public void beforeRegister(SimulatedFleet world, HostId id) {
        if (outside || accepted) {
            return;
        }
        mutation("registration of " + id);
        scope(id);
        if (book.started(id.value())
                .map(Fact.ActionStarted::action)
                .filter(Action.Register.class::isInstance)
                .isEmpty()) {
            violated("6 write ahead: " + id + " registered without an intent");
        }
    }

    @Override
    public void beforeDeregister(SimulatedFleet world, HostId id) {
        if (accepted) {
            return;
        }
        mutation("deregistration of " + id);
        scope(id);
        Fact.ActionStarted intent = book.started(id.value()).orElse(null);
        if (intent == null
                || !(intent.action() instanceof Action.Deregister
                        || intent.action() instanceof Action.Discard
                        || intent.action() instanceof Action.Shelve)) {
            violated("6 write ahead: " + id + " deregistered without an intent");
            return;
        }
        SimulatedHost host = world.truth().get(id);
        if (host.inRotation(now.get())) {
            if (!marked(host) && !book.failed.contains(id) && intent.action() instanceof Action.Deregister) {
                violated("cordon order: " + id + " leaves rotation before it is marked");
            }
            // One that was told to drain and is put back turns away what it gets: nothing is taken away with it.
            if (!host.draining) {
                floor(id, intent.at(), h -> true);
                if (stillServes(id) && !putBackUnseen(id)) {
                    drainRoom(id);
                }
            }
        }
    }

    @Override
    public void beforeTerminate(SimulatedFleet world, HostId id) {
        if (accepted || going(id)) {
            return;
        }
        mutation("termination of " + id);
        scope(id);
        SimulatedHost host = world.truth().get(id);
        long open = host.open(now.get());
        cut += open;
        Fact.ActionStarted started = book.started(id.value()).orElse(null);
        Action intent = started == null ? null : started.action();
        if (intent instanceof Action.Discard || intent instanceof Action.Shelve) {
            boolean unused = book.wishes.aborted() && !host.registration.registered();
            if (!(book.failed.contains(id) || book.wishes.rolledBack() || unused) || open > 0) {
                violated("1 never cut early: " + id + " discarded with " + open + " sessions");
            }
        } else if (!(intent instanceof Action.Retire retire)) {
            violated("6 write ahead: " + id + " terminated without an intent");
        } else if (!marked(host) || (host.registration.registered() && !putBackUnseen(id))) {
            violated("1 never cut early: " + id + " retired although it was not cordoned");
        } else if (plan.sessions() != SessionPolicy.KILL || retire.mayCut().isEmpty()) {
            // Also where the technique is to kill: what goes because it is drained must be drained.
            cuts.retired(host);
        } else {
            replaced(host);
        }
    }

    private boolean marked(SimulatedHost host) {
        return host.marks.isDraining() || retagged.contains(host.id);
    }

    private boolean putBackUnseen(HostId id) {
        Instant at = putBack.get(id);
        return at != null && at.plus(knowledge).isAfter(now.get());
    }

    /** Of one that was put back a moment ago, which no listing shows yet, it counts when it had left before that. */
    private Instant settled(SimulatedHost host) {
        Instant left = putBackUnseen(host.id) ? leftBefore.getOrDefault(host.id, Instant.MIN) : host.registration.at();
        return left.equals(Instant.MIN) ? left : left.plus(plan.loadBalancer().settle());
    }

    /** Whoever is cut reconnects at once: to the new version, or, where nothing replaces the host, to what stays. */
    private void replaced(SimulatedHost host) {
        boolean slotless = !book.slotted.contains(host.id);
        long inRotation = fleet.truth().values().stream()
                .filter(h -> selected.contains(h.id) && h.inRotation(now.get()))
                .filter(h -> h.version.equals(plan.target().version()) != book.wishes.rolledBack()
                        || (slotless && !book.cordonedAt.containsKey(h.id)))
                .count();
        if (inRotation == 0 && lost.isEmpty()) {
            violated("1 never cut early: " + host.id + " killed with nothing to reconnect to");
        }
    }

    private void mutation(String what) {
        tell.accept("effect " + what);
        if (book.outcome.isPresent()) {
            violated("8 stop: " + what + " after the run had ended");
        }
    }

    private void scope(HostId id) {
        if (!selected.contains(id)) {
            violated("5 scope: " + id + " is not of this fleet");
        }
        if (plan.fleet().hold().contains(id)) {
            violated("5 scope: " + id + " is held");
        }
    }

    /** What must hold at the end of a run that came to {@code end}. */
    void ended(Outcome end) {
        EndCheck check = new EndCheck(plan, book, fleet.truth(), retagged, this::violated);
        if (end == Outcome.DONE) {
            check.done(host -> missedLaterThan(host, now.get()), selected);
        } else if (end == Outcome.ABORTED) {
            check.aborted(selected);
        } else if (end == Outcome.ROLLED_BACK) {
            long late = fleet.truth().values().stream()
                    .filter(host -> !host.alive() && missedLaterThan(host, now.get()))
                    .count();
            check.rolledBack(selected, outAtFirst, late);
        }
    }
}
