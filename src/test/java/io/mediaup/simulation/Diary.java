package io.mediaup.simulation;

import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.fleet.HostId;
import io.mediaup.plan.Plan;
import io.mediaup.rollout.Decision;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.FleetView;
import io.mediaup.rollout.HostPhase;
import io.mediaup.rollout.HostView;
import io.mediaup.rollout.RolloutState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What happened in a run, turn by turn, for whoever must understand why a seed fails: what the world and an outside hand
 * did, what the journal says, which hosts the run saw in another phase than in the turn before (beside the truth about
 * them), and what it then waits for. What stays as it was is not said again.
 */
final class Diary {

    private final Plan plan;
    private final SimulatedFleet fleet;
    private final Supplier<Instant> now;
    private final Consumer<String> lines;
    private final Map<HostId, String> seen = new HashMap<>();
    private String waits = "";

    Diary(Plan plan, SimulatedFleet fleet, Supplier<Instant> now, Consumer<String> lines) {
        this.plan = plan;
        this.fleet = fleet;
        this.now = now;
        this.lines = lines;
    }

    /** Something that is no fact of the run: an event of the world, or a violation. */
    void tell(String what) {
        Duration t = Duration.between(Fleets.START, now.get());
        lines.accept(String.format(
                "+%d:%02d:%02d.%03d %s", t.toHours(), t.toMinutesPart(), t.toSecondsPart(), t.toMillisPart(), what));
    }

    void fact(Fact fact) {
        if (fact instanceof Fact.ActionStarted f) {
            tell("start  " + f.key() + " because " + f.reason());
        } else if (fact instanceof Fact.ActionSucceeded f) {
            tell("done   " + f.key() + " " + f.host() + (f.sessions().isEmpty() ? "" : " with " + f.sessions()));
        } else if (fact instanceof Fact.ActionFailed f) {
            tell("failed " + f.key() + (f.fatal() ? " for good: " : ": ") + f.reason());
        } else if (fact instanceof Fact.ActionDeferred f) {
            tell("later  " + f.key() + ": " + f.reason());
        } else if (fact instanceof Fact.RunStarted f) {
            tell("begins, desired " + f.desired() + ", vacant " + f.vacant());
            f.hosts().forEach(host -> tell("  " + host));
        } else {
            tell("fact   " + fact);
        }
    }

    void turn(FleetSnapshot snapshot, RolloutState state, Decision decision, Instant runnersTime) {
        if (snapshot.complete()) {
            for (HostView host : new FleetView(plan, snapshot, state, runnersTime).hosts()) {
                host(host);
            }
        }
        List<Decision.Wait> all = decision.waits();
        // Without the figures, which change with every turn.
        String now = all.stream()
                .map(wait -> wait.subject() + " " + wait.reason().replaceAll("(\\d+( (d|h|min|s|ms)\\b ?)?)+", "#"))
                .collect(Collectors.joining(";"));
        if (!now.equals(waits)) {
            waits = now;
            tell("waits  "
                    + all.stream()
                            .map(wait -> wait.subject() + ": " + wait.reason())
                            .collect(Collectors.joining("\n         ")));
        }
    }

    private void host(HostView view) {
        HostPhase phase = view.phase();
        SimulatedHost truth = fleet.truth().get(view.id());
        String target = view.observed().map(o -> o.rotation().toString()).orElse("not listed");
        String line = phase + ", listed as " + target;
        if (!line.equals(seen.put(view.id(), line))) {
            tell("sees   " + view.id() + " " + line
                    + (truth == null ? "" : "; it is " + truth(truth) + " with " + truth.open(now.get()) + " open"));
        }
    }

    private String truth(SimulatedHost host) {
        return (host.alive() ? host.inRotation(now.get()) ? "in rotation" : "out of rotation" : "dead")
                + (host.draining ? ", told to drain" : "")
                + (host.marks.isDraining() ? ", marked" : "");
    }
}
