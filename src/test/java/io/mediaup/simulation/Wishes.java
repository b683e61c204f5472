package io.mediaup.simulation;

import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Slot;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Request;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What operators have asked of a run, by its facts, as far as it changes what the run promises. */
final class Wishes {

    final Set<HostId> held = new HashSet<>();
    final Set<HostId> drainAsked = new HashSet<>();
    private final Map<HostId, Duration> extensions = new HashMap<>();
    private final Map<Slot, String> before = new HashMap<>();
    private boolean aborted;
    private boolean rolledBack;

    void begun(Fact.RunStarted fact) {
        fact.hosts().stream()
                .filter(host -> !host.slot().isEmpty() && !host.version().equals(fact.targetVersion()))
                .forEach(host -> before.put(Slot.parse(host.slot()), host.version()));
    }

    void asked(Request request) {
        switch (request.kind()) {
            case PAUSE, RESUME, APPROVE -> {}
            case ABORT -> aborted = true;
            case ROLLBACK -> {
                rolledBack = true;
                aborted = false;
            }
            default -> asked(request, new HostId(request.host()));
        }
    }

    private void asked(Request request, HostId host) {
        switch (request.kind()) {
            case HOLD, UNDRAIN -> held.add(host);
            case DRAIN -> {
                drainAsked.add(host);
                held.remove(host);
            }
            case RELEASE -> held.remove(host);
            default -> extensions.merge(host, request.more(), Duration::plus);
        }
    }

    /** {@code host} was retired and is started anew. */
    void again(HostId host) {
        held.remove(host);
        drainAsked.remove(host);
        extensions.remove(host);
    }

    /** {@code host} is back in service: what was asked about its drain is settled. */
    void uncordoned(HostId host) {
        extensions.remove(host);
    }

    boolean aborted() {
        return aborted;
    }

    boolean rolledBack() {
        return rolledBack;
    }

    Duration extension(HostId host) {
        return extensions.getOrDefault(host, Duration.ZERO);
    }

    /** What {@code slot} ran before, or what all others did; empty when nobody knows. */
    Optional<String> before(Slot slot) {
        Set<String> all = new HashSet<>(before.values());
        return Optional.ofNullable(before.get(slot))
                .or(() -> all.size() == 1 ? all.stream().findFirst() : Optional.empty());
    }
}
