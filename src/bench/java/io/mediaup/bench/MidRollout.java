package io.mediaup.bench;

import io.mediaup.fleet.CounterReadings;
import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostAddress;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.InstanceState;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.ObservedHost;
import io.mediaup.fleet.Reading;
import io.mediaup.fleet.Rotation;
import io.mediaup.fleet.Slot;
import io.mediaup.fleet.TargetState;
import io.mediaup.plan.Plan;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.ActionKey;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.RolloutState;
import io.mediaup.simulation.Fleets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A fleet in the middle of its rollout: of every ten slots four are done with, two have an old host that drains, one has
 * a replacement on its way, and three are still to come.
 */
final class MidRollout {

    private static final Instant CORDONED = Fleets.START.minusSeconds(1800);
    private static final Instant LEFT = Fleets.START.minusSeconds(1700);
    private static final Instant TOLD = Fleets.START.minusSeconds(1400);

    final Plan plan;
    final FleetSnapshot snapshot;
    final RolloutState state;
    private final List<Fact> facts = new ArrayList<>();
    private final List<ObservedHost> observed = new ArrayList<>();

    MidRollout(Plan plan, int size) {
        this.plan = plan;
        List<Fact.StartingHost> starting = new ArrayList<>();
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            slots.add(new Slot(String.valueOf((char) ('a' + i % 3)), i / 3 + 1));
            starting.add(new Fact.StartingHost(old(i), "1", slots.get(i).toString(), "", false));
        }
        facts.add(new Fact.RunStarted(
                CORDONED, "r", plan.name(), plan.digest(), "drain-first", "2", size, starting, List.of()));
        done(new Action.MarkFleet(Map.of()), "");
        List<Slot> batch = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            if (i % 10 < 7) {
                batch.add(slots.get(i));
            }
        }
        facts.add(new Fact.BatchOpened(CORDONED, 1, batch, "bench"));
        for (int i = 0; i < size; i++) {
            slot(i, slots.get(i));
        }
        this.state = RolloutState.of(facts);
        this.snapshot = FleetSnapshot.of(Fleets.START, observed, List.of());
    }

    private static HostId old(int i) {
        return new HostId("old-" + i);
    }

    private void slot(int i, Slot slot) {
        int stage = i % 10;
        HostId fresh = new HostId("new-" + i);
        if (stage < 7) {
            done(new Action.Launch(slot, "2", Marks.NONE), fresh.value());
            done(new Action.Register(fresh), fresh.value());
        }
        if (stage == 6) {
            observed.add(host(fresh, slot, "2", TargetState.INITIAL, false, 0));
        } else if (stage < 6) {
            facts.add(new Fact.HostEnteredRotation(CORDONED, fresh));
            observed.add(host(fresh, slot, "2", TargetState.HEALTHY, false, 20));
            leave(old(i), stage < 4);
        }
        if (stage >= 4) {
            boolean drains = stage < 6;
            TargetState target = drains ? TargetState.NOT_REGISTERED : TargetState.HEALTHY;
            observed.add(host(old(i), slot, "1", target, drains, 7));
        }
    }

    private void leave(HostId host, boolean retired) {
        done(new Action.Cordon(host, Marks.NONE), host.value());
        done(new Action.Deregister(host), host.value());
        facts.add(new Fact.HostLeftRotation(LEFT, host, Map.of("calls", 20L)));
        done(new Action.EnterDrain(host), host.value());
        if (retired) {
            facts.add(new Fact.HostDrained(TOLD, host, "0 calls in 3 readings"));
            done(new Action.Retire(host, java.util.Set.of()), host.value());
        }
    }

    private void done(Action action, String host) {
        ActionKey key = ActionKey.of("r", action, 1);
        Instant at = action instanceof Action.EnterDrain
                ? TOLD
                : action instanceof Action.Register ? Fleets.START.minusSeconds(20) : CORDONED;
        facts.add(new Fact.ActionStarted(at, key, action, "bench"));
        facts.add(new Fact.ActionSucceeded(at, key, host, Map.of()));
    }

    private static ObservedHost host(
            HostId id, Slot slot, String version, TargetState target, boolean draining, long calls) {
        Instant now = Fleets.START;
        CounterReadings readings = CounterReadings.NONE
                .plus(Reading.known(calls, now.minusSeconds(10)), 3)
                .plus(Reading.known(calls, now.minusSeconds(5)), 3)
                .plus(Reading.known(calls, now), 3);
        return new ObservedHost(
                new Host(
                        id,
                        slot.zone(),
                        version,
                        InstanceState.RUNNING,
                        CORDONED,
                        new HostAddress("10.0.0.1", 1),
                        "",
                        Marks.NONE),
                new Rotation(Map.of("sfu", target, "turn", target)),
                Reading.known(true, now),
                Reading.known(version, now),
                Reading.known(draining, now),
                Map.of("calls", readings));
    }
}
