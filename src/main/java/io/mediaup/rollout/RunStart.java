package io.mediaup.rollout;

import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.ObservedHost;
import io.mediaup.fleet.Slot;
import io.mediaup.plan.Plan;
import io.mediaup.rollout.Fact.RunStarted;
import io.mediaup.rollout.Fact.StartingHost;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How a run begins: which hosts it is about and which slots they fill. Slots that an earlier run marked are kept, so that
 * a host and the replacement that was launched for it are recognised as a pair also by a run that knows nothing of the
 * earlier one.
 */
public final class RunStart {

    private final Plan plan;
    private final Map<HostId, Slot> slots = new TreeMap<>();
    private final Set<Slot> taken = new TreeSet<>();
    private final List<Slot> vacant = new ArrayList<>();
    private final Map<String, Integer> nextOrdinal = new TreeMap<>();

    private RunStart(Plan plan) {
        this.plan = plan;
    }

    /** The first fact of run {@code run} over the hosts of {@code snapshot}. */
    public static RunStarted of(Plan plan, FleetSnapshot snapshot, String run, Instant now) {
        return new RunStart(plan).start(snapshot, run, now);
    }

    private RunStarted start(FleetSnapshot snapshot, String run, Instant now) {
        List<ObservedHost> alive = snapshot.hosts().values().stream()
                .filter(host -> host.host().state().alive())
                .sorted(Comparator.comparing(ObservedHost::id))
                .toList();
        List<Host> serving = alive.stream()
                .map(ObservedHost::host)
                .filter(host -> !host.marks().isDraining())
                .toList();
        keepMarkedSlots(serving);
        serving.stream()
                .filter(host -> !slots.containsKey(host.id()))
                .forEach(host -> assign(host.id(), free(host.zone())));
        alive.stream()
                .map(ObservedHost::host)
                .filter(host -> host.marks().isDraining())
                .forEach(this::vacate);
        plan.fleet().size().ifPresent(size -> resize(size, serving));
        return new RunStarted(
                now,
                run,
                plan.name(),
                plan.digest(),
                plan.technique().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                plan.target().version(),
                taken.size(),
                alive.stream().map(host -> starting(host, now)).toList(),
                vacant);
    }

    /** Current hosts first: where two hosts claim a slot, one of the target version and one of another are a pair. */
    private void keepMarkedSlots(List<Host> serving) {
        for (boolean current : new boolean[] {true, false}) {
            Set<Slot> claimed = new TreeSet<>();
            for (Host host : serving) {
                host.marks()
                        .slot()
                        .filter(slot -> current(host) == current && slot.zone().equals(host.zone()))
                        .filter(claimed::add)
                        .ifPresent(slot -> assign(host.id(), slot));
            }
        }
    }

    /** A host that drains without anything in its slot leaves a vacancy: its run was stopped before the replacement. */
    private void vacate(Host draining) {
        draining.marks()
                .slot()
                .filter(slot -> slot.zone().equals(draining.zone()))
                .filter(taken::add)
                .ifPresent(vacant::add);
    }

    private void resize(int size, List<Host> serving) {
        while (taken.size() > size) {
            Slot last = taken.stream()
                    .max(Comparator.comparingLong((Slot slot) -> inZone(slot.zone()))
                            .thenComparing(Slot::ordinal))
                    .orElseThrow();
            taken.remove(last);
            vacant.remove(last);
            slots.values().removeIf(last::equals);
        }
        while (taken.size() < size && !serving.isEmpty()) {
            String zone = serving.stream()
                    .map(Host::zone)
                    .distinct()
                    .min(Comparator.comparingLong(this::inZone).thenComparing(Comparator.naturalOrder()))
                    .orElseThrow();
            Slot slot = free(zone);
            taken.add(slot);
            vacant.add(slot);
        }
    }

    private long inZone(String zone) {
        return taken.stream().filter(slot -> slot.zone().equals(zone)).count();
    }

    private Slot free(String zone) {
        int ordinal = nextOrdinal.getOrDefault(zone, 1);
        while (taken.contains(new Slot(zone, ordinal))) {
            ordinal++;
        }
        nextOrdinal.put(zone, ordinal);
        return new Slot(zone, ordinal);
    }

    private void assign(HostId host, Slot slot) {
        slots.put(host, slot);
        taken.add(slot);
    }

    private boolean current(Host host) {
        return host.version().equals(plan.target().version());
    }

    private StartingHost starting(ObservedHost observed, Instant now) {
        Host host = observed.host();
        boolean draining = host.marks().isDraining();
        String since = draining ? host.marks().since().orElse(now).toString() : "";
        Slot slot = slots.get(host.id());
        boolean arriving = !draining
                && current(host)
                && !host.launchKey().isEmpty()
                && host.marks().run().isPresent()
                && !observed.rotation().registered();
        return new StartingHost(host.id(), host.version(), slot == null ? "" : slot.toString(), since, arriving);
    }
}
