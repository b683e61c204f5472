package io.mediaup.simulation;

import io.mediaup.fleet.HostId;
import io.mediaup.plan.Plan;
import io.mediaup.plan.ReconnectSpec.When;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Outcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Whose clients were told that they must reconnect: before their host goes, or before the run ends. */
final class ReconnectBook {

    private final Plan plan;
    private final Consumer<String> violations;
    private final Map<String, Action> started = new HashMap<>();
    private final Set<HostId> told = new HashSet<>();
    private final Set<HostId> retired = new HashSet<>();

    ReconnectBook(Plan plan, Consumer<String> violations) {
        this.plan = plan;
        this.violations = violations;
    }

    void fact(Fact fact) {
        if (plan.reconnect().isEmpty()) {
            return;
        }
        When when = plan.reconnect().get().when();
        if (fact instanceof Fact.ActionStarted f) {
            started.put(f.key().toString(), f.action());
            started(f.action(), when);
        } else if (fact instanceof Fact.ActionSucceeded f) {
            succeeded(started.get(f.key().toString()), f.host());
        } else if (fact instanceof Fact.RunEnded f && f.outcome() != Outcome.HALTED && when == When.AFTER) {
            retired.removeAll(told);
            retired.forEach(host -> violations.accept("reconnect: nobody told the clients of " + host));
        }
    }

    private void started(Action action, When when) {
        if (action instanceof Action.Retire retire && when == When.BEFORE && !told.contains(retire.host())) {
            violations.accept("reconnect: " + retire.host() + " is retired before its clients are told");
        } else if (action instanceof Action.NotifyReconnect notice) {
            if (told.contains(notice.host())) {
                violations.accept("reconnect: the clients of " + notice.host() + " are told twice");
            }
            if (when == When.AFTER && !retired.contains(notice.host())) {
                violations.accept("reconnect: the clients of " + notice.host() + " are told although it is there");
            }
        }
    }

    private void succeeded(Action action, String host) {
        if (action instanceof Action.Launch) {
            // One that is started from standby is a new host, with clients of its own (seed 111455).
            told.remove(new HostId(host));
            retired.remove(new HostId(host));
        } else if (action instanceof Action.NotifyReconnect notice) {
            told.add(notice.host());
        } else if (action instanceof Action.Uncordon uncordon) {
            told.remove(uncordon.host());
        } else if (action instanceof Action.Retire retire) {
            retired.add(retire.host());
        }
    }
}
