package io.mediaup.rollout;

import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.InstanceState;
import io.mediaup.fleet.ObservedHost;
import io.mediaup.fleet.Slot;
import io.mediaup.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The whole fleet in one turn: every host that the run knows with its phase, and the slots that they fill. */
public final class FleetView {

    /** Longer than any listing lags. */
    private static final Duration LEAVES_WITHIN = Duration.ofMinutes(2);

    private final Plan plan;
    private final RolloutState state;
    private final Instant now;
    private final Instant listedAt;
    private final List<HostView> hosts;
    private final List<Host> standby;
    private final Map<Slot, List<HostView>> bySlot;
    private final Set<Slot> launching = new HashSet<>();
    private final Map<Slot, HostView> returning = new HashMap<>();
    private final Set<HostId> returningHosts = new HashSet<>();

    /** Looks at {@code snapshot} in the light of {@code state}. */
    public FleetView(Plan plan, FleetSnapshot snapshot, RolloutState state, Instant now) {
        this.plan = plan;
        this.state = state;
        this.now = now;
        this.listedAt = snapshot.at();
        this.hosts = new ArrayList<>(state.hosts().size());
        this.bySlot = new HashMap<>(state.slots().size() * 2);
        this.standby = snapshot.hosts().values().stream()
                .map(ObservedHost::host)
                .filter(host -> host.state() == InstanceState.STANDBY)
                .toList();
        for (Fact.ActionStarted started : state.inFlight()) {
            if (started.action() instanceof Action.Launch launch) {
                launching.add(launch.slot());
            }
        }
        for (HostRecord record : state.hosts()) {
            HostView view = HostView.of(plan, record, snapshot.host(record.id()), now);
            hosts.add(view);
            if (view.uncordoned()) {
                record.slot()
                        .ifPresent(slot -> bySlot.computeIfAbsent(slot, s -> new ArrayList<>(2))
                                .add(view));
            }
        }
        hosts.forEach(this::findReturning);
    }

    /**
     * Which cordoned hosts go back: all that somebody asked for, and one for each slot that would else be empty or in the
     * wrong version. A host that lives is worth more than one that is yet to be launched.
     */
    private void findReturning(HostView host) {
        HostRecord record = host.record();
        if (!host.cordoned() || !host.alive() || goes(host) || record.slot().isEmpty()) {
            return;
        }
        Slot slot = record.slot().get();
        boolean empty = vacant(slot);
        boolean fits = current(host);
        boolean back = (state.abort().isPresent() && empty) || (fits && !hasReplacement(slot));
        boolean fills = back && (record.returnAsked() || !held(host)) && returning.putIfAbsent(slot, host) == null;
        if (record.returnAsked() || fills) {
            returningHosts.add(host.id());
        }
    }

    private boolean goes(HostView host) {
        return state.inFlight(host.id().value())
                .filter(Action.Retire.class::isInstance)
                .isPresent();
    }

    /** Every host, gone ones included. */
    public Collection<HostView> hosts() {
        return hosts;
    }

    /** The hosts on standby, whether or not they may be used. */
    List<Host> standby() {
        return standby;
    }

    Instant now() {
        return now;
    }

    /** Whether what happened at {@code time} shows in the listing, however long that lags. */
    boolean surelyListed(Instant time) {
        return !listedAt.isBefore(time.plus(LEAVES_WITHIN));
    }

    /**
     * Whether {@code host} was taken out and is a target again, because somebody else put it back: after it was seen out, or
     * so long after that it cannot be the listing that lags.
     */
    boolean putBack(HostView host) {
        HostRecord record = host.record();
        Optional<Instant> since =
                record.leftRotationAt().or(() -> record.deregisteredAt().map(at -> at.plus(LEAVES_WITHIN)));
        // What this run registered again is on its way back by its own hand.
        return host.cordoned()
                && record.deregistered()
                && !returning(host)
                && host.backIn()
                && since.filter(at -> !now.isBefore(at)).isPresent();
    }

    boolean held(HostView host) {
        return host.record().held() || plan.fleet().hold().contains(host.id());
    }

    /** Whether it may stay: it runs what its slot shall run, and nobody asked for another. */
    boolean current(HostView host) {
        if (host.record().drainAsked()) {
            return false;
        }
        Optional<Slot> slot = host.record().slot();
        // Where nobody knows what a slot ran before, the host that is there stays.
        return slot.isEmpty()
                ? host.record().version().equals(plan.target().version())
                : state.wanted(slot.get()).map(host.record().version()::equals).orElse(true);
    }

    /**
     * Until when {@code host}, which leaves, is kept for an instant way back, whatever else would let it go; empty when it is
     * not, or no longer. Only what a rollback would put back is kept: not what an earlier run took out, for a way back leads to
     * what this run found; and not what somebody asked to be replaced.
     */
    Optional<Instant> keptUntil(HostView host) {
        boolean wayBack = state.rollback().isEmpty()
                && host.cordoned()
                && host.record().slot().isPresent()
                && !host.record().drainAsked()
                && !current(host);
        return wayBack
                ? host.record()
                        .cordonedAt()
                        .map(at -> at.plus(plan.retire().keepFor()))
                        .filter(now::isBefore)
                : Optional.empty();
    }

    /** A host that the run knows. */
    Optional<HostView> host(HostId id) {
        return hosts.stream().filter(host -> host.id().equals(id)).findFirst();
    }

    /** The cordoned host that goes back into {@code slot}, if any. */
    Optional<HostView> returning(Slot slot) {
        return Optional.ofNullable(returning.get(slot));
    }

    boolean returning(HostView host) {
        return returningHosts.contains(host.id());
    }

    boolean busy(HostView host) {
        return state.inFlight(host.id().value()).isPresent();
    }

    /** The uncordoned hosts that fill {@code slot}. */
    List<HostView> in(Slot slot) {
        return bySlot.getOrDefault(slot, List.of());
    }

    /** Whether it is known what a host for the slot is launched from, where that makes a difference. */
    boolean launchable(Slot slot) {
        return state.rollback().isEmpty()
                || plan.fleet().aws().isEmpty()
                || state.definition(slot).known();
    }

    boolean launching(Slot slot) {
        return launching.contains(slot);
    }

    /** Whether nothing fills the slot and nothing is on its way to it. */
    boolean vacant(Slot slot) {
        return in(slot).isEmpty() && !launching(slot);
    }

    /**
     * The slot's outdated host that still is to be replaced, if any. One that gets no traffic yet need not leave it. Of
     * several, as a superseded run leaves them, the one that serves nobody goes first.
     */
    Optional<HostView> outdated(Slot slot) {
        return in(slot).stream()
                .filter(host -> !current(host) && !held(host))
                .filter(host -> host.phase() != HostPhase.BOOTING && host.phase() != HostPhase.READY)
                .min(Comparator.comparing(HostView::inRotation));
    }

    /** Whether a host of the target version fills the slot or is on its way to it. */
    boolean hasReplacement(Slot slot) {
        return launching(slot) || in(slot).stream().anyMatch(this::current);
    }

    /** Whether a host of the target version fills the slot and gets traffic. */
    boolean replaced(Slot slot) {
        return in(slot).stream().anyMatch(host -> current(host) && host.inRotation());
    }

    /**
     * Whether another host serves in the slot of {@code host} that came later and does as well: {@code host} was to drain,
     * was put back by hand when it had been replaced, and is not held any more.
     */
    boolean doubled(HostView host) {
        List<HostView> filling = host.record().slot().map(this::in).orElse(List.of());
        if (filling.size() < 2) {
            return false;
        }
        List<HostView> serving = filling.stream()
                .filter(one -> current(one) && one.inRotation() && !held(one))
                .toList();
        return serving.contains(host) && !serving.get(serving.size() - 1).equals(host);
    }

    /**
     * Whether the slot needs nothing more: somebody holds the host in it, or a current host fills it and arrived, and nothing
     * old is left. Beside a held host that serves, an old one that nobody holds is one too many; beside one that does not
     * serve, it is left alone: it may be all that the slot has, and what is held must not keep the run from its end.
     */
    boolean complete(Slot slot) {
        List<HostView> filling = in(slot);
        if (filling.stream().anyMatch(this::held)) {
            return outdated(slot).isEmpty() || filling.stream().noneMatch(host -> held(host) && host.inRotation());
        }
        // A current host that was there before and is out of rotation is for its operators to mend: the run neither
        // waits for it nor replaces it.
        return !filling.isEmpty()
                && !launching(slot)
                && filling.stream()
                        .allMatch(host -> current(host) && !host.record().arriving());
    }
}
