package io.mediaup.engine;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostAddress;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.InstanceState;
import io.mediaup.fleet.Rotation;
import io.mediaup.fleet.TargetState;
import io.mediaup.provider.LaunchRequest;
import io.mediaup.provider.Listing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the world must still come to show: hosts that were launched but are not listed yet, standby hosts that were started
 * but are listed as they were, and hosts that one listing left out. All are laid over the listing until they are seen or the
 * propagation window has passed; missing from one listing is not gone. Not thread-safe.
 */
final class Expectations {

    private final Duration window;
    private final Map<HostId, Remembered> hosts = new LinkedHashMap<>();

    /** Standby hosts that were started, until a listing shows the key that they were started with. */
    private final Map<HostId, Remembered> restarted = new LinkedHashMap<>();

    Expectations(Duration window) {
        this.window = window;
    }

    /** In which target groups a host is cannot be told, so nothing may be concluded from it: neither in nor out. */
    private static final Rotation UNKNOWN = new Rotation(Map.of("", TargetState.UNAVAILABLE));

    /** An entry with the time at which something last vouched for it, and the launch key to look it up by, if any. */
    private record Remembered(Listing.Entry entry, Instant vouched, String launchKey) {}

    /** A launch succeeded: the host exists, whatever the next listings say. */
    Listing.Entry launched(HostId id, LaunchRequest request, Instant now) {
        return hosts.computeIfAbsent(id, key -> pending(id, request, now)).entry;
    }

    /** The same for a standby host: what a listing says of it that does not know of that launch is of before. */
    Listing.Entry restarted(HostId id, LaunchRequest request, Instant now) {
        return restarted(pending(id, request, now));
    }

    /** A standby host that an earlier process started, and that listings show as it was before. */
    Listing.Entry recalledAnew(Host host, Instant now) {
        return restarted(new Remembered(new Listing.Entry(host, UNKNOWN), now, host.launchKey()));
    }

    private Listing.Entry restarted(Remembered expected) {
        HostId id = expected.entry.host().id();
        restarted.put(id, expected);
        hosts.put(id, expected);
        return expected.entry;
    }

    private static Remembered pending(HostId id, LaunchRequest request, Instant now) {
        Host host = new Host(
                id,
                request.slot().zone(),
                request.version(),
                InstanceState.PENDING,
                now,
                HostAddress.NONE,
                request.key(),
                request.marks(),
                request.definition());
        Rotation nowhere = new Rotation(Map.of("", TargetState.NOT_REGISTERED));
        return new Remembered(new Listing.Entry(host, nowhere), now, request.key());
    }

    /** A host that an earlier process knew, and that no listing of this one has shown yet: it may be lagging behind. */
    Listing.Entry recalled(Host host, Instant now) {
        return hosts.computeIfAbsent(
                        host.id(), id -> new Remembered(new Listing.Entry(host, UNKNOWN), now, host.launchKey()))
                .entry;
    }

    /** A look-up by key found the host alive although no listing shows it. */
    void vouchedFor(HostId id, Instant now) {
        hosts.computeIfPresent(id, (key, known) -> new Remembered(known.entry, now, known.launchKey));
    }

    /** The clock was put forward by {@code by}, or back: windows pass as if it had not been. */
    void clockJumped(Duration by) {
        hosts.replaceAll((id, known) -> new Remembered(known.entry, known.vouched.plus(by), known.launchKey));
        restarted.replaceAll((id, known) -> new Remembered(known.entry, known.vouched.plus(by), known.launchKey));
    }

    /** The listing with what it must still come to show. */
    List<Listing.Entry> overlay(Listing listing, Instant now) {
        Map<HostId, Listing.Entry> seen = new LinkedHashMap<>();
        for (Listing.Entry entry : listing.entries()) {
            HostId id = entry.host().id();
            if (isOfBefore(entry.host(), now)) {
                continue;
            }
            seen.put(id, entry);
            Remembered known = hosts.get(id);
            String key = known == null ? entry.host().launchKey() : known.launchKey;
            hosts.put(id, new Remembered(entry, now, key));
        }
        hosts.values()
                .removeIf(known -> !known.entry.host().state().alive()
                        && !seen.containsKey(known.entry.host().id()));
        List<Listing.Entry> all = new ArrayList<>(seen.values());
        hosts.forEach((id, known) -> {
            if (!seen.containsKey(id) && known.vouched.plus(window).isAfter(now)) {
                all.add(known.entry);
            }
        });
        return all;
    }

    private boolean isOfBefore(Host host, Instant now) {
        Remembered expected = restarted.get(host.id());
        boolean before = expected != null
                && !host.state().alive()
                && !host.launchKey().equals(expected.launchKey)
                && expected.vouched.plus(window).isAfter(now);
        if (!before) {
            restarted.remove(host.id());
        }
        return before;
    }

    /** The launch keys of hosts whose window is about to pass unseen: look them up before they count as gone. */
    Map<HostId, String> toLookUp(Instant now) {
        Map<HostId, String> keys = new LinkedHashMap<>();
        hosts.forEach((id, known) -> {
            Optional<String> key = Optional.of(known.launchKey).filter(k -> !k.isEmpty());
            boolean unseen = known.vouched.isBefore(now)
                    && !known.vouched.plus(window.dividedBy(2)).isAfter(now);
            if (key.isPresent() && unseen) {
                keys.put(id, key.get());
            }
        });
        return keys;
    }
}
