package io.mediaup.engine;

import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.InstanceState;
import io.mediaup.fleet.ObservedHost;
import io.mediaup.plan.Plan;
import io.mediaup.probe.ServerPort;
import io.mediaup.provider.FleetProvider;
import io.mediaup.provider.LaunchRequest;
import io.mediaup.provider.Listing;
import io.mediaup.provider.ProviderException;
import io.mediaup.rollout.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the world: one listing at a time, one inspection per host at a time, on the timeline's pool. Its snapshot is
 * always the latest of both. Not thread-safe: engine thread only.
 */
public final class Observer {

    /** A listing older than this is no base for a change, whatever the reason why no newer one came. */
    private static final Duration LISTING_STALE = Duration.ofSeconds(30);

    private final Plan plan;
    private final FleetProvider provider;
    private final ServerPort servers;
    private final Timeline timeline;
    private final Duration slack;
    private final ClockWatch clock;
    private final Expectations expectations;
    private final ReadingBook book;
    private final Map<HostId, Instant> lastInspected = new HashMap<>();
    private final Set<HostId> inspecting = new HashSet<>();

    private boolean listing;
    private Instant listedAt = Instant.MIN;
    private List<Listing.Entry> entries = List.of();
    private @Nullable String gap = "the fleet was not listed yet";
    private boolean lockedOut;

    /** An observer of the plan's fleet. */
    public Observer(Plan plan, FleetProvider provider, ServerPort servers, Timeline timeline) {
        this.plan = plan;
        this.provider = provider;
        this.servers = servers;
        this.timeline = timeline;
        // A look comes a little early or late, by as long as listings take. Without slack a host would wait for the
        // next.
        this.slack = Engine.lookPeriod(plan).dividedBy(2);
        this.clock = new ClockWatch(timeline);
        this.expectations = new Expectations(provider.propagation());
        this.book = new ReadingBook(plan);
    }

    /**
     * By how much the clock was put forward, or back, since this was asked last. What was read by the old time is
     * forgotten, because nobody could tell whether it is fresh.
     */
    Duration noticeClockJump() {
        Duration by = clock.jump();
        if (!by.isZero()) {
            book.clear();
            lastInspected.clear();
            expectations.clockJumped(by);
            listedAt = listedAt.equals(Instant.MIN) ? listedAt : listedAt.plus(by);
        }
        return by;
    }

    /** The world as far as it is known now. */
    public FleetSnapshot snapshot() {
        Instant now = timeline.now();
        List<ObservedHost> hosts = entries.stream()
                .map(entry -> book.observed(entry.host(), entry.rotation()))
                .toList();
        return FleetSnapshot.of(listedAt, hosts, gaps(now));
    }

    private List<String> gaps(Instant now) {
        if (gap != null) {
            return List.of(gap);
        }
        Duration age = Duration.between(listedAt, now);
        return age.compareTo(LISTING_STALE) > 0
                ? List.of("the last listing of the fleet is " + Texts.duration(age) + " old")
                : List.of();
    }

    /** Whether the fleet was listed and every running host was inspected at least once. */
    public boolean lookedOnce() {
        return gap == null
                && entries.stream()
                        .map(Listing.Entry::host)
                        .filter(Observer::inspectable)
                        .allMatch(host -> lastInspected.containsKey(host.id()) && !inspecting.contains(host.id()));
    }

    /** Why the last listing failed, when that was because the provider does not know, or does not admit, who asks. */
    public Optional<String> lockedOut() {
        return lockedOut && gap != null ? Optional.of(gap) : Optional.empty();
    }

    private static boolean lockedOut(ProviderException failure) {
        return failure.kind() == ProviderException.Kind.UNAUTHENTICATED
                || failure.kind() == ProviderException.Kind.FORBIDDEN;
    }

    /** Why the last listing failed, or empty. */
    public String failure() {
        return gap == null ? "" : gap;
    }

    /**
     * Lists the fleet, unless that is under way, and then inspects the hosts that are due.
     *
     * @param eager hosts that are inspected in every look, rather than every {@code probes.every}
     * @param onNews called on the engine thread when something new is known
     * @return whether a look was begun
     */
    public boolean look(Predicate<HostId> eager, Runnable onNews) {
        if (listing) {
            return false;
        }
        listing = true;
        Instant asked = timeline.now();
        Duration jumps = clock.noticed();
        timeline.submit(provider::list, new Once<>((result, failure) -> {
            listing = false;
            if (result == null) {
                gap = failure == null ? "the listing was empty-handed" : String.valueOf(failure.getMessage());
                lockedOut = failure instanceof ProviderException e && lockedOut(e);
            } else {
                gap = null;
                listedAt = asked.plus(clock.noticed().minus(jumps));
                entries = expectations.overlay(result, timeline.now());
                entries.stream()
                        .map(Listing.Entry::host)
                        .filter(Observer::inspectable)
                        .filter(host -> due(host.id(), eager))
                        .forEach(host -> inspect(host, onNews));
                lookUpUnseen();
            }
            onNews.run();
        }));
        return true;
    }

    void launched(HostId id, LaunchRequest request) {
        if (request.definition().standby().isPresent()) {
            // What was read of its server before it was stopped says nothing of the one that is started now.
            book.forget(Set.of(id));
            lastInspected.remove(id);
            Listing.Entry expected = expectations.restarted(id, request, timeline.now());
            entries = entries.stream()
                    .filter(entry -> !entry.host().id().equals(id))
                    .toList();
            expect(expected);
        } else {
            expect(expectations.launched(id, request, timeline.now()));
        }
    }

    /** A host that an earlier process knew: missing from the first listing of this one, it is not gone. */
    void recall(Host host) {
        Optional<Host> listed = listed(host.id());
        // A standby host that was started is listed as it was before for as long as listings lag.
        boolean before = listed.filter(seen -> !seen.state().alive()
                        && !host.launchKey().isEmpty()
                        && !seen.launchKey().equals(host.launchKey()))
                .isPresent();
        if (before) {
            entries = entries.stream()
                    .filter(entry -> !entry.host().id().equals(host.id()))
                    .toList();
            expect(expectations.recalledAnew(host, timeline.now()));
        } else if (listed.isEmpty()) {
            expect(expectations.recalled(host, timeline.now()));
        }
    }

    private void expect(Listing.Entry expected) {
        if (listed(expected.host().id()).isEmpty()) {
            List<Listing.Entry> more = new ArrayList<>(entries);
            more.add(expected);
            entries = more;
        }
    }

    /** The host as it was listed last. */
    Optional<Host> listed(HostId id) {
        for (Listing.Entry entry : entries) {
            if (entry.host().id().equals(id)) {
                return Optional.of(entry.host());
            }
        }
        return Optional.empty();
    }

    private static boolean inspectable(Host host) {
        return host.state() == InstanceState.RUNNING && host.address().known();
    }

    private boolean due(HostId host, Predicate<HostId> eager) {
        Instant last = lastInspected.get(host);
        return last == null
                || eager.test(host)
                || !last.plus(plan.probes().every()).minus(slack).isAfter(timeline.now());
    }

    private void inspect(Host host, Runnable onNews) {
        if (!inspecting.add(host.id())) {
            return;
        }
        lastInspected.put(host.id(), timeline.now());
        Duration jumps = clock.noticed();
        timeline.submit(() -> servers.inspect(host), new Once<>((inspection, failure) -> {
            inspecting.remove(host.id());
            if (inspection == null) {
                throw new IllegalStateException("Expected an inspection never to fail, but found " + failure, failure);
            }
            if (jumps.equals(clock.noticed())) {
                book.record(host.id(), inspection);
            }
            onNews.run();
        }));
    }

    private void lookUpUnseen() {
        expectations
                .toLookUp(timeline.now())
                .forEach((id, key) -> timeline.submit(() -> provider.findLaunched(key), (found, failure) -> {
                    // A look-up that fails vouches for nothing and denies nothing: the host stays expected for now.
                    if (found == null
                            || found.filter(host -> host.state().alive()).isPresent()) {
                        expectations.vouchedFor(id, timeline.now());
                    }
                }));
    }
}
