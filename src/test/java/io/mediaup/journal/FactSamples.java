package io.mediaup.journal;

import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.Slot;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.ActionKey;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Outcome;
import io.mediaup.rollout.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A journal with every kind of fact and of action in it, in an order that could have happened. */
public final class FactSamples {

    private static final Instant START = Instant.parse("2026-11-01T12:00:00.123456789Z");
    private static final HostId OLD = new HostId("old-1");
    private static final HostId NEW = new HostId("i-0abc");
    private static final Slot SLOT = new Slot("eu-west-1a", 1);
    private static final Marks MARKS = Marks.of("r1", SLOT, 2, "cafe");

    private FactSamples() {}

    /** All of them. */
    public static List<Fact> all() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact.RunStarted(
                START,
                "r1",
                "edge \"quoted\" ünïcode\n",
                "cafe",
                "drain-first",
                "1.5.0",
                2,
                List.of(
                        new Fact.StartingHost(OLD, "1.4.2", SLOT.toString(), "", false),
                        new Fact.StartingHost(new HostId("old-2"), "1.3", "", START.toString(), true)),
                List.of(new Slot("b", 1))));
        facts.add(new Fact.RunnerJoined(START, "ops@bastion"));
        facts.add(new Fact.BatchOpened(START, 1, List.of(SLOT), "1 slot, the last ones"));
        for (Action action : actions()) {
            ActionKey key = ActionKey.of("r1", action, 1);
            facts.add(new Fact.ActionStarted(START, key, action, "because"));
            facts.add(new Fact.ActionDeferred(START, key, "throttled"));
            facts.add(
                    action instanceof Action.LeaveDrain
                            ? new Fact.ActionFailed(START, key, "HTTP 500", false)
                            : new Fact.ActionSucceeded(START, key, NEW.value(), Map.of("calls", 3L, "audio", 0L)));
        }
        facts.add(new Fact.RetirementRevoked(START, new ActionKey("r1", "old-1", "retire", 2), OLD, "1 call again"));
        facts.add(new Fact.HostEnteredRotation(START, NEW));
        facts.add(new Fact.HostLeftRotation(START, OLD, Map.of("calls", 2L)));
        facts.add(new Fact.HostDrained(START, OLD, "0 calls in 3 readings"));
        facts.add(new Fact.HostRefilled(START, OLD, "1 call"));
        facts.add(new Fact.HostOverdue(START, OLD, "1 call after 4 h"));
        facts.add(new Fact.HostFailed(START, NEW, "not healthy after 10 min"));
        facts.add(new Fact.HostLost(START, OLD, Map.of("calls", 1L), "it is gone"));
        for (Request.Kind kind : Request.Kind.values()) {
            facts.add(new Fact.RequestReceived(START, new Request(kind, "ops@bastion", START, "why not")));
        }
        facts.add(new Fact.LineStopped(START, false, "2 failures"));
        facts.add(new Fact.RunnerLeft(START, "ops@bastion", "interrupted"));
        facts.add(new Fact.RunEnded(START, Outcome.HALTED, "2 failures"));
        return List.copyOf(facts);
    }

    /** One of each kind. */
    static List<Action> actions() {
        return List.of(
                new Action.MarkFleet(Map.of(OLD, MARKS, new HostId("old-2"), Marks.NONE)),
                new Action.Launch(SLOT, "1.5.0", MARKS.inService(START)),
                new Action.Register(NEW),
                new Action.Cordon(OLD, MARKS.draining(START)),
                new Action.Deregister(OLD),
                new Action.EnterDrain(OLD),
                new Action.LeaveDrain(OLD),
                new Action.Uncordon(OLD, MARKS.inService(START)),
                new Action.Retire(OLD, Set.of("calls")),
                new Action.Discard(NEW));
    }
}
