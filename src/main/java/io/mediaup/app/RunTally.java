package io.mediaup.app;

import io.mediaup.console.Summary;
import io.mediaup.fleet.HostId;
import io.mediaup.plan.Plan;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.ActionKey;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.HostRecord;
import io.mediaup.rollout.RolloutState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a run has done so far, counted over its facts. */
final class RunTally {

    private final RolloutState state;
    private final Map<ActionKey, Action> actions = new HashMap<>();
    private final Map<HostId, Long> atCordon = new HashMap<>();
    private int launched;
    private int retired;
    private final Map<HostId, Long> movedFrom = new HashMap<>();
    private long drained;
    private long moved;
    private long cut;
    private long lost;

    private RunTally(List<Fact> facts) {
        state = RolloutState.of(facts);
        facts.forEach(this::count);
    }

    static RunTally of(List<Fact> facts) {
        return new RunTally(facts);
    }

    private void count(Fact fact) {
        if (fact instanceof Fact.ActionStarted f) {
            actions.put(f.key(), f.action());
        } else if (fact instanceof Fact.HostLeftRotation f) {
            atCordon.put(f.host(), sum(f.sessions()));
        } else if (fact instanceof Fact.SessionsMoved f) {
            moved += f.left();
            movedFrom.merge(f.host(), f.left(), Long::sum);
        } else if (fact instanceof Fact.HostLost f) {
            lost += sum(f.sessions());
        } else if (fact instanceof Fact.ActionSucceeded f) {
            Action action = actions.get(f.key());
            if (action instanceof Action.Launch) {
                launched++;
            } else if (action instanceof Action.Retire retire) {
                retired(retire, f);
            }
        }
    }

    private void retired(Action.Retire retire, Fact.ActionSucceeded fact) {
        long open = sum(fact.sessions());
        retired++;
        cut += open;
        drained += Math.max(
                0, atCordon.getOrDefault(retire.host(), 0L) - movedFrom.getOrDefault(retire.host(), 0L) - open);
    }

    private static long sum(Map<String, Long> sessions) {
        return sessions.values().stream().mapToLong(Long::longValue).sum();
    }

    Summary summary(Plan plan, String outcome, String reason, Instant end, Exit exit) {
        Fact.RunStarted start = state.start();
        int current = 0;
        int outdated = 0;
        for (HostRecord host : state.hosts()) {
            boolean target = host.version().equals(plan.target().version());
            current += host.present() && target ? 1 : 0;
            outdated += host.present() && !target ? 1 : 0;
        }
        return new Summary(
                "apply",
                plan.name(),
                start.run(),
                start.technique(),
                outcome,
                reason,
                plan.target().version(),
                new Summary.Hosts(launched, retired, 0, current, outdated),
                new Summary.Sessions(drained, moved, cut, lost),
                Duration.between(start.at(), end),
                Map.of(),
                exit.code());
    }
}
