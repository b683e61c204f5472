package io.mediaup.rollout;

import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.LaunchDefinition;
import io.mediaup.fleet.ObservedHost;
import io.mediaup.fleet.Slot;
import io.mediaup.plan.Plan;
import io.mediaup.rollout.Fact.RunStarted;
import io.mediaup.rollout.Fact.StartingHost;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

    /** Slots that some host of the target's version has a claim to. */
    private final Set<Slot> withCurrent = new TreeSet<>();

    private final Map<String, Integer> nextOrdinal = new TreeMap<>();

    private RunStart(Plan plan) {
        this.plan = plan;
    }

    /** The first fact of run {@code run} over the hosts of {@code snapshot}. */
    public static RunStarted of(Plan plan, FleetSnapshot snapshot, String run, Instant now) {
        return of(plan, snapshot, run, now, LaunchDefinition.UNKNOWN);
    }

    /** The same where there are several ways to launch: {@code target} is the one for hosts of the target version. */
    public static RunStarted of(Plan plan, FleetSnapshot snapshot, String run, Instant now, LaunchDefinition target) {
        return new RunStart(plan).start(snapshot, run, now, target);
    }

    private RunStarted start(FleetSnapshot snapshot, String run, Instant now, LaunchDefinition target) {
        List<ObservedHost> alive = snapshot.hosts().values().stream()
                .filter(host -> host.host().state().alive())
                .sorted(Comparator.comparing(ObservedHost::id))
                .toList();
        List<Host> serving = alive.stream()
                .map(ObservedHost::host)
                .filter(host -> !draining(host))
                .toList();
        keepMarkedSlots(serving);
        serving.stream()
                .filter(host -> !slots.containsKey(host.id()))
                .forEach(host -> assign(host.id(), free(host.zone())));
        alive.stream().map(ObservedHost::host).filter(this::draining).forEach(this::vacate);
        plan.fleet().size().ifPresent(size -> resize(size, serving, snapshot));
        return new RunStarted(
                now,
                run,
                plan.name(),
                plan.digest(),
                plan.technique().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                plan.target().version(),
                taken.size(),
                alive.stream().map(host -> starting(host, now)).toList(),
                vacant,
                target);
    }

    /**
     * Hosts of different versions that claim one slot are on their way from one to the next; there may be three of them
     * when a run was superseded in between. A second host of a version that claims the same slot is one of its own: its
     * marks were copied.
     */
    private void keepMarkedSlots(List<Host> serving) {
        Set<Claim> claimed = new HashSet<>();
        for (Host host : serving) {
            host.marks()
                    .slot()
                    .filter(slot -> slot.zone().equals(host.zone()))
                    .filter(slot -> claimed.add(new Claim(slot, host.version())))
                    .ifPresent(slot -> {
                        assign(host.id(), slot);
                        if (current(host)) {
                            withCurrent.add(slot);
                        }
                    });
        }
    }

    private record Claim(Slot slot, String version) {}

    /**
     * A host that drains without anything in its slot leaves a vacancy: its run was stopped before the replacement. One
     * that is current keeps its slot, also beside an outdated host: it goes back there.
     */
    private void vacate(Host draining) {
        Optional<Slot> marked =
                draining.marks().slot().filter(slot -> slot.zone().equals(draining.zone()));
        if (marked.isEmpty()) {
            return;
        }
        Slot slot = marked.get();
        if (current(draining) && withCurrent.add(slot)) {
            assign(draining.id(), slot);
        } else if (taken.add(slot)) {
            vacant.add(slot);
        }
    }

    private void resize(int size, List<Host> serving, FleetSnapshot snapshot) {
        // A held host stays, so it keeps its place: without one it would take up the room of another for ever.
        Set<Slot> held = new TreeSet<>();
        slots.forEach((host, slot) -> {
            if (plan.fleet().hold().contains(host)) {
                held.add(slot);
            }
        });
        // Hosts that serve nobody go first: they can always go, while one that serves may be needed for the floor.
        Set<Slot> idle = new TreeSet<>(taken);
        serving.stream()
                .filter(host ->
                        snapshot.host(host.id()).orElseThrow().rotation().in())
                .map(host -> slots.get(host.id()))
                .filter(Objects::nonNull)
                .forEach(idle::remove);
        while (taken.size() > Math.max(size, held.size())) {
            Slot last = taken.stream()
                    .filter(slot -> !held.contains(slot))
                    .max(Comparator.comparing((Slot slot) -> idle.contains(slot))
                            .thenComparing(slot -> inZone(slot.zone()))
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

    /** Whether the run takes over a drain that another one began; never one of a held host, which it may not touch. */
    private boolean draining(Host host) {
        return host.marks().isDraining() && !plan.fleet().hold().contains(host.id());
    }

    private boolean current(Host host) {
        return host.version().equals(plan.target().version());
    }

    private StartingHost starting(ObservedHost observed, Instant now) {
        Host host = observed.host();
        boolean draining = draining(host);
        String since = draining ? host.marks().since().orElse(now).toString() : "";
        Slot slot = slots.get(host.id());
        boolean arriving = !draining
                && current(host)
                && !host.launchKey().isEmpty()
                && host.marks().run().isPresent()
                && !observed.rotation().registered();
        return new StartingHost(
                host.id(), host.version(), slot == null ? "" : slot.toString(), since, arriving, host.definition());
    }
}
