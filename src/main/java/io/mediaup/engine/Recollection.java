package io.mediaup.engine;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostAddress;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.InstanceState;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.Slot;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.ActionKey;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.HostRecord;
import io.mediaup.rollout.RolloutState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that the journal says are there. A process that takes up a run shortly after a launch must not take the host
 * for dead because a lagging listing does not show it: it would launch another one.
 */
final class Recollection {

    private Recollection() {}

    static List<Host> of(List<Fact> facts, RolloutState state) {
        Map<HostId, ActionKey> launches = new HashMap<>();
        Map<ActionKey, Action> started = new HashMap<>();
        for (Fact fact : facts) {
            if (fact instanceof Fact.ActionStarted f) {
                started.put(f.key(), f.action());
            } else if (fact instanceof Fact.ActionSucceeded f && started.get(f.key()) instanceof Action.Launch) {
                launches.put(new HostId(f.host()), f.key());
            }
        }
        return state.hosts().stream()
                .filter(HostRecord::present)
                .map(record -> host(record, launches.get(record.id()), state))
                .toList();
    }

    private static Host host(HostRecord record, @Nullable ActionKey launch, RolloutState state) {
        return new Host(
                record.id(),
                record.slot().map(Slot::zone).orElse(""),
                record.version(),
                InstanceState.PENDING,
                record.arrivingSince().orElse(state.start().at()),
                HostAddress.NONE,
                launch == null ? "" : launch.toString(),
                Marks.NONE);
    }
}
