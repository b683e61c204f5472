package io.mediaup.rollout;

import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Slot;
import io.mediaup.plan.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The whole fleet in one turn: every host that the run knows with its phase, and the slots that they fill. */
public final class FleetView {

    private final Plan plan;
    private final RolloutState state;
    private final Instant now;
    private final Map<HostId, HostView> hosts = new LinkedHashMap<>();
    private final Map<Slot, List<HostView>> bySlot = new LinkedHashMap<>();

    /** Looks at {@code snapshot} in the light of {@code state}. */
    public FleetView(Plan plan, FleetSnapshot snapshot, RolloutState state, Instant now) {
        this.plan = plan;
        this.state = state;
        this.now = now;
        for (HostRecord record : state.hosts()) {
            HostView view = HostView.of(plan, record, snapshot.host(record.id()), now);
            hosts.put(record.id(), view);
            if (view.uncordoned()) {
                record.slot()
                        .ifPresent(slot -> bySlot.computeIfAbsent(slot, s -> new ArrayList<>(2))
                                .add(view));
            }
        }
    }

    /** Every host, gone ones included. */
    public Collection<HostView> hosts() {
        return hosts.values();
    }

    /** The host called {@code id}. */
    public Optional<HostView> host(HostId id) {
        return Optional.ofNullable(hosts.get(id));
    }

    Instant now() {
        return now;
    }

    boolean held(HostView host) {
        return plan.fleet().hold().contains(host.id());
    }

    boolean current(HostView host) {
        return host.record().version().equals(plan.target().version());
    }

    boolean busy(HostView host) {
        return state.inFlight(host.id().value()).isPresent();
    }

    /** The uncordoned hosts that fill {@code slot}. */
    List<HostView> in(Slot slot) {
        return bySlot.getOrDefault(slot, List.of());
    }

    boolean launching(Slot slot) {
        return state.inFlight(slot.toString()).isPresent();
    }

    /** Whether nothing fills the slot and nothing is on its way to it. */
    boolean vacant(Slot slot) {
        return in(slot).isEmpty() && !launching(slot);
    }

    /** The slot's outdated host that still is to be replaced, if any. */
    Optional<HostView> outdated(Slot slot) {
        return in(slot).stream().filter(host -> !current(host) && !held(host)).findFirst();
    }

    /** Whether a host of the target version fills the slot or is on its way to it. */
    boolean hasReplacement(Slot slot) {
        return launching(slot) || in(slot).stream().anyMatch(this::current);
    }

    /** Whether a host of the target version fills the slot and gets traffic. */
    boolean replaced(Slot slot) {
        return in(slot).stream().anyMatch(host -> current(host) && host.inRotation());
    }

    /** Whether the slot needs nothing more: it is held, or a current host fills it and arrived, and nothing old is left. */
    boolean complete(Slot slot) {
        List<HostView> filling = in(slot);
        if (filling.stream().anyMatch(this::held)) {
            return true;
        }
        // A current host that was there before and is out of rotation is for its operators to mend: the run neither
        // waits for it nor replaces it.
        return !filling.isEmpty()
                && !launching(slot)
                && filling.stream()
                        .allMatch(host -> current(host) && !host.record().arriving());
    }
}
