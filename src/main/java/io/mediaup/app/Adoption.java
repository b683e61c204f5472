package io.mediaup.app;

import io.mediaup.engine.Observer;
import io.mediaup.engine.RealTimeline;
import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.ObservedHost;
import io.mediaup.fleet.Slot;
import io.mediaup.journal.RunStore;
import io.mediaup.journal.StoredRun;
import io.mediaup.plan.Plan;
import io.mediaup.provider.FleetProvider;
import io.mediaup.provider.ProviderException;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.ActionKey;
import io.mediaup.rollout.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Hosts that carry the marks of a run whose journal is not here: another machine began it, and may be running it. They are
 * left alone unless somebody says that they may be adopted. Marks tell the slots and since when hosts drain; what they
 * cannot tell is a launch that is under way, so each that the run may have begun is looked up by its key first.
 */
final class Adoption {

    /** Attempts that failed leave gaps; after as many in a row as a run tries at all, none follows. */
    private static final int MOST_MISSES = 5;

    private static final int MOST_TRIES = 10;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Plan plan;
    private final RunStore store;
    private final FleetProvider provider;
    private final RealTimeline timeline;

    Adoption(Plan plan, RunStore store, FleetProvider provider, RealTimeline timeline) {
        this.plan = plan;
        this.store = store;
        this.provider = provider;
        this.timeline = timeline;
    }

    /**
     * Refuses a fleet that belongs to runs of other machines, except to {@code adopt}.
     *
     * @return the fleet, looked at again where that run's launches were still to be seen
     */
    FleetSnapshot check(FleetSnapshot fleet, String adopt, Observer observer) throws InterruptedException {
        SortedMap<String, Integer> foreign = foreign(fleet);
        if (foreign.isEmpty() && !adopt.isEmpty()) {
            throw new Refusal(
                    Exit.USAGE,
                    "Expected hosts that carry marks of the run " + adopt
                            + " and no journal of it here, but found none." + " Leave --adopt away.");
        }
        foreign.remove(adopt);
        if (!foreign.isEmpty()) {
            throw new Refusal(Exit.UNFINISHED, refusal(foreign));
        }
        if (adopt.isEmpty()) {
            return fleet;
        }
        awaitLaunches(fleet, adopt, observer);
        return FirstLook.of(observer, timeline);
    }

    private SortedMap<String, Integer> foreign(FleetSnapshot fleet) {
        Set<String> known = store.runs().map(StoredRun::id).collect(Collectors.toSet());
        SortedMap<String, Integer> foreign = new TreeMap<>();
        fleet.hosts().values().stream()
                .map(ObservedHost::host)
                .filter(host -> host.state().alive())
                .flatMap(host -> host.marks().openRun().stream())
                .filter(run -> !known.contains(run))
                .forEach(run -> foreign.merge(run, 1, Integer::sum));
        return foreign;
    }

    private String refusal(SortedMap<String, Integer> foreign) {
        String runs = foreign.entrySet().stream()
                .map(entry -> "run " + entry.getKey() + " (" + Texts.count(entry.getValue(), "host") + ")")
                .collect(Collectors.joining(", "));
        return "Expected hosts of " + plan.name() + " that no other machine upgrades, but found the marks of " + runs
                + ", whose journal is not here. Let it be finished where it began. If it has died there for good, take it"
                + " over with --adopt " + foreign.lastKey() + ".";
    }

    private void awaitLaunches(FleetSnapshot fleet, String run, Observer observer) throws InterruptedException {
        List<HostId> unseen = unseen(fleet, run);
        boolean[] over = {unseen.isEmpty()};
        timeline.at(timeline.now().plus(provider.propagation()), () -> over[0] = true);
        timeline.runUntil(() -> over[0]);
        FleetSnapshot again = FirstLook.of(observer, timeline);
        List<HostId> missing =
                unseen.stream().filter(id -> again.host(id).isEmpty()).toList();
        if (!missing.isEmpty()) {
            throw new Refusal(
                    Exit.UNFINISHED,
                    "Expected to see every host that run " + run + " launched, but found " + missing
                            + " by its key and not in the fleet. Try again in a minute.");
        }
    }

    /** Hosts that the run launched, that live, and that the listing does not show. */
    private List<HostId> unseen(FleetSnapshot fleet, String run) throws InterruptedException {
        List<HostId> unseen = new ArrayList<>();
        Set<Slot> slots = slots(fleet);
        for (int attempt = 1; !slots.isEmpty(); attempt += MOST_MISSES) {
            Map<String, Slot> keys = keys(slots, run, attempt);
            Map<String, Host> found = launched(keys.keySet());
            found.values().stream()
                    .filter(host -> host.state().alive())
                    .map(Host::id)
                    .filter(id -> fleet.host(id).isEmpty())
                    .forEach(unseen::add);
            slots.retainAll(found.keySet().stream().map(keys::get).toList());
        }
        return unseen;
    }

    /** The launches for these slots that the run may have begun, from the attempt {@code first} on, by key. */
    private Map<String, Slot> keys(Set<Slot> slots, String run, int first) {
        Map<String, Slot> keys = new LinkedHashMap<>();
        for (Slot slot : slots) {
            Action launch = new Action.Launch(slot, plan.target().version(), Marks.NONE);
            for (int attempt = first; attempt < first + MOST_MISSES; attempt++) {
                keys.put(ActionKey.of(run, launch, attempt).toString(), slot);
            }
        }
        return keys;
    }

    private Set<Slot> slots(FleetSnapshot fleet) {
        return fleet.hosts().values().stream()
                .flatMap(host -> host.host().marks().slot().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Where everybody asks at once, nobody is told at once. */
    private Map<String, Host> launched(Set<String> keys) throws InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                return provider.findLaunched(keys);
            } catch (ProviderException e) {
                if (tries == MOST_TRIES || !passing(e)) {
                    throw new Refusal(
                            lockedOut(e) ? Exit.NOT_PERMITTED : Exit.UNREACHABLE,
                            "Expected to look up the launches of the run to be adopted, but found: " + e.getMessage()
                                    + " Nothing was changed.");
                }
                boolean[] over = {false};
                timeline.at(timeline.now().plus(PAUSE), () -> over[0] = true);
                timeline.runUntil(() -> over[0]);
            }
        }
    }

    private static boolean passing(ProviderException failure) {
        return failure.kind() == ProviderException.Kind.THROTTLED || failure.kind() == ProviderException.Kind.UNCERTAIN;
    }

    private static boolean lockedOut(ProviderException failure) {
        return failure.kind() == ProviderException.Kind.UNAUTHENTICATED
                || failure.kind() == ProviderException.Kind.FORBIDDEN;
    }
}
