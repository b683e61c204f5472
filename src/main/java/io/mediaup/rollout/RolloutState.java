package io.mediaup.rollout;

import io.mediaup.fleet.HostId;
import io.mediaup.fleet.LaunchDefinition;
import io.mediaup.fleet.Slot;
import io.mediaup.plan.Schedule.Period;
import io.mediaup.rollout.Fact.ActionStarted;
import io.mediaup.rollout.Fact.BatchOpened;
import io.mediaup.rollout.Fact.LineStopped;
import io.mediaup.rollout.Fact.RunEnded;
import io.mediaup.rollout.Fact.RunStarted;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The fold of a run's facts: what has been done so far. The same facts in the same order always give the same state, in
 * this process or another. Changed by {@link #apply} only. Not thread-safe.
 */
public final class RolloutState {

    final Map<HostId, HostRecord> hosts = new LinkedHashMap<>();
    final TreeSet<Slot> slots = new TreeSet<>();
    final Map<String, ActionStarted> inFlight = new LinkedHashMap<>();
    final Map<String, Integer> attempts = new HashMap<>();
    final Map<String, FailedAttempts> failedAttempts = new HashMap<>();
    final TreeSet<Slot> batchSlots = new TreeSet<>();
    final Set<HostId> spoiled = new TreeSet<>();

    @Nullable
    RunStarted start;

    @Nullable
    BatchOpened batch;

    @Nullable
    LineStopped stop;

    @Nullable
    Request pause;

    @Nullable
    Request abort;

    @Nullable
    Request rollback;

    Fact.@Nullable RequestReceived approval;

    Fact.@Nullable BakeBegan bake;

    int provenBatch;
    int switchedBatch;
    final Map<String, Fact.GateJudged> gates = new TreeMap<>();

    @Nullable
    RunEnded end;

    @Nullable
    Period window;

    @Nullable
    String windowsIgnored;

    Instant lastProgress = Instant.MIN;
    int failures;
    Instant lastNotice = Instant.MIN;
    long lastNoticeCount;
    boolean fleetMarked;

    /** Outdated versions by slot when the run began; made when it is first asked for. */
    private @Nullable Map<Slot, String> before;

    /** Folds facts from the beginning. */
    public static RolloutState of(List<Fact> facts) {
        RolloutState state = new RolloutState();
        facts.forEach(state::apply);
        return state;
    }

    /** Folds one more fact. */
    public void apply(Fact fact) {
        FactAppliers.apply(this, fact);
    }

    /** Attempts at one action that failed in a row. */
    record FailedAttempts(int count, Instant last, String reason, boolean fatal) {

        /** Whether a further attempt is pointless. */
        boolean hopeless() {
            return fatal || count >= LineGuard.MAX_ATTEMPTS;
        }
    }

    /** How the run began. */
    public RunStarted start() {
        if (start == null) {
            throw new IllegalStateException("Expected the run's first fact to be its start, but found no start.");
        }
        return start;
    }

    /** Whether the run has begun. */
    public boolean started() {
        return start != null;
    }

    /** When something last went forward: an action was done, or a host came a step further. */
    public Instant lastProgress() {
        return lastProgress;
    }

    /** Whether the run's marks are on the fleet. */
    public boolean fleetMarked() {
        return fleetMarked;
    }

    /** The slots of the desired fleet, in order. */
    public Collection<Slot> slots() {
        return Collections.unmodifiableCollection(slots);
    }

    /** Every host that the run knows, also those that are gone. */
    public Collection<HostRecord> hosts() {
        return Collections.unmodifiableCollection(hosts.values());
    }

    /** The record of one host. */
    public Optional<HostRecord> host(HostId id) {
        return Optional.ofNullable(hosts.get(id));
    }

    /** Standby hosts that could not be started in this run. */
    Set<HostId> spoiled() {
        return Collections.unmodifiableSet(spoiled);
    }

    /** Actions that were started and whose outcome is not known. */
    public Collection<ActionStarted> inFlight() {
        return Collections.unmodifiableCollection(inFlight.values());
    }

    /** The action in flight about {@code subject}; there is never more than one. */
    public Optional<Action> inFlight(String subject) {
        return Optional.ofNullable(inFlight.get(subject)).map(ActionStarted::action);
    }

    /** The key for the next attempt at {@code action}. */
    public ActionKey nextKey(Action action) {
        return ActionKey.of(start().run(), action, attempts.getOrDefault(attemptsOf(action), 0) + 1);
    }

    /** The attempts at {@code action} that failed since the last one that did not. */
    Optional<FailedAttempts> failedAttempts(Action action) {
        return Optional.ofNullable(failedAttempts.get(attemptsOf(action)));
    }

    /** The latest batch. */
    public Optional<BatchOpened> batch() {
        return Optional.ofNullable(batch);
    }

    /** Whether some batch up to now holds {@code slot}. */
    public boolean opened(Slot slot) {
        return batchSlots.contains(slot);
    }

    /** Whether sessions are being asked to move right now. */
    boolean asking() {
        return inFlight.values().stream().anyMatch(started -> started.action() instanceof Action.Migrate);
    }

    /** When sessions may be asked to move again, at {@code perSecond} of them; empty before any was. */
    Optional<Instant> nextNoticeAt(double perSecond) {
        return lastNotice.equals(Instant.MIN)
                ? Optional.empty()
                : Optional.of(Migrations.next(lastNotice, lastNoticeCount, perSecond));
    }

    /** Failures since the run began or was last resumed. */
    public int failures() {
        return failures;
    }

    /** Why the line was stopped, if it was. */
    public Optional<LineStopped> stop() {
        return Optional.ofNullable(stop);
    }

    /** Whether somebody paused the run, or a failure did. */
    public boolean paused() {
        return pause != null || (stop != null && stop.pause());
    }

    /** Who asked for the pause, if somebody did. */
    public Optional<Request> pause() {
        return Optional.ofNullable(pause);
    }

    /** Who asked the run to abort, if somebody did. */
    public Optional<Request> abort() {
        return Optional.ofNullable(abort);
    }

    /** Who asked for the run to be rolled back, if somebody did. */
    public Optional<Request> rollback() {
        return Optional.ofNullable(rollback);
    }

    /** Who approved the canary, if somebody did. */
    public Optional<Request> approval() {
        return Optional.ofNullable(approval).map(Fact.RequestReceived::request);
    }

    /** When the canary was approved. */
    Optional<Instant> approvedAt() {
        return Optional.ofNullable(approval).map(Fact.RequestReceived::at);
    }

    /** Since when the new hosts of a batch prove themselves, for the latest batch that came so far. */
    public Optional<Fact.BakeBegan> bake() {
        return Optional.ofNullable(bake);
    }

    /** The latest batch that is proven; 0 when none is. */
    public int provenBatch() {
        return provenBatch;
    }

    /** The latest batch to whose new hosts traffic was moved as a whole; 0 when none is. */
    int switchedBatch() {
        return switchedBatch;
    }

    /** The latest judgement of a gate that counts for this process. */
    public Optional<Fact.GateJudged> gate(String name) {
        return Optional.ofNullable(gates.get(name));
    }

    /**
     * What the slot's host shall run: the target's version, or on the way back what the slot ran when the run began. Where
     * that was the target's version already, or nothing, it is what all others ran; empty when those differ, and so nobody
     * knows.
     */
    public Optional<String> wanted(Slot slot) {
        if (rollback == null) {
            return Optional.of(start().targetVersion());
        }
        String before = before().get(slot);
        if (before != null) {
            return Optional.of(before);
        }
        return before().values().stream().distinct().count() == 1
                ? before().values().stream().findFirst()
                : Optional.empty();
    }

    /**
     * What a host is launched from that shall run what the slot {@link #wanted wants}: the target's definition, or on the
     * way back what the host of that version in this slot was launched from, or else one beside it in its zone.
     */
    public LaunchDefinition definition(Slot slot) {
        if (rollback == null) {
            return start().target();
        }
        List<Fact.StartingHost> alike = start().hosts().stream()
                .filter(host -> !host.slot().isEmpty()
                        && wanted(slot).filter(host.version()::equals).isPresent())
                .toList();
        return alike.stream()
                .filter(host -> Slot.parse(host.slot()).equals(slot))
                .findFirst()
                .or(() -> alike.stream()
                        .filter(host -> Slot.parse(host.slot()).zone().equals(slot.zone()))
                        .findFirst())
                .map(Fact.StartingHost::definition)
                .orElse(LaunchDefinition.UNKNOWN);
    }

    private Map<Slot, String> before() {
        if (before == null) {
            before = new HashMap<>();
            for (Fact.StartingHost host : start().hosts()) {
                if (!host.slot().isEmpty() && !host.version().equals(start().targetVersion())) {
                    before.put(Slot.parse(host.slot()), host.version());
                }
            }
        }
        return before;
    }

    /** What was last recorded of the plan's windows; empty without any. */
    public Optional<Period> window() {
        return Optional.ofNullable(window);
    }

    /** Whether somebody lets the run go on whatever the plan's windows say. */
    public boolean windowsIgnored() {
        return windowsIgnored != null;
    }

    /** How the run ended, if it has. */
    public Optional<RunEnded> end() {
        return Optional.ofNullable(end);
    }

    static String attemptsOf(Action action) {
        return action.subject() + "/" + action.verb();
    }
}
