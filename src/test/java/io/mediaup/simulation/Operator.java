package io.mediaup.simulation;

import io.mediaup.fleet.HostId;
import io.mediaup.journal.RequestInbox;
import io.mediaup.rollout.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Somebody at another terminal, who asks things of the run. */
final class Operator implements RequestInbox {

    private static final String WHO = "test@here";

    private final Supplier<Instant> now;
    private final SimulatedFleet fleet;
    private final Invariants invariants;
    private final List<Posted> posted = new ArrayList<>();
    private final Map<Integer, HostId> meant = new HashMap<>();
    private int requests;

    Operator(SimulatedFleet fleet, Invariants invariants, Supplier<Instant> now) {
        this.fleet = fleet;
        this.invariants = invariants;
        this.now = now;
    }

    void post(Request.Kind kind) {
        post(Request.ofRun(kind, WHO, now.get(), ""));
    }

    /** Of a host that is gone by then, or where there is none to ask it of, nothing is asked. */
    void post(Ask ask) {
        if (!ask.kind().ofHost()) {
            post(ask.kind());
            return;
        }
        Optional<HostId> host = Optional.ofNullable(meant.get(ask.host())).or(() -> pick(ask));
        host.ifPresent(id -> {
            meant.put(ask.host(), id);
            Duration more = ask.kind() == Request.Kind.EXTEND ? Duration.ofMinutes(30) : Duration.ZERO;
            post(new Request(ask.kind(), WHO, now.get(), "", id.value(), more));
        });
    }

    private Optional<HostId> pick(Ask ask) {
        List<HostId> hosts = fleet.truth().values().stream()
                .filter(host -> host.alive() && invariants.knows(host.id))
                .map(host -> host.id)
                .filter(id -> invariants.book.cordonedAt.containsKey(id) == ask.ofCordoned())
                .sorted()
                .toList();
        return hosts.isEmpty() ? Optional.empty() : Optional.of(hosts.get(ask.host() % hosts.size()));
    }

    private void post(Request request) {
        posted.add(new Posted("r" + requests++, request));
    }

    @Override
    public List<Posted> pending() {
        return List.copyOf(posted);
    }

    @Override
    public void remove(Posted taken) {
        posted.remove(taken);
    }
}
