package io.mediaup.simulation;

import io.mediaup.engine.Engine;
import io.mediaup.engine.EngineListener;
import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.ObservedHost;
import io.mediaup.journal.InMemoryJournal;
import io.mediaup.journal.RequestInbox;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanCopy;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.ActionKey;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a plan will do: the engine run in the simulated world, begun from the observed fleet. There is no second model, so
 * the preview cannot drift from what {@code apply} does.
 *
 * @param facts what happened in it, in order
 * @param outcome how it ended; empty when it did not within {@link #LIMIT}
 * @param duration from the beginning to the end, or to the limit
 * @param hostsAtStart hosts that were up at the beginning
 * @param peakHosts most hosts that were up at once
 * @param extraHostTime host-time beyond the hosts at the start, summed up
 * @param peakDraining most hosts that were cordoned and not retired at once
 * @param cut sessions that were open when their host was retired
 */
public record Preview(
        List<Fact> facts,
        Optional<Outcome> outcome,
        Duration duration,
        int hostsAtStart,
        int peakHosts,
        Duration extraHostTime,
        int peakDraining,
        long cut) {

    /** A run that takes longer than this in the preview is shown as not ending: its patience, or nothing, bounds it. */
    public static final Duration LIMIT = Duration.ofDays(14);

    /** Runs {@code real} from {@code snapshot}, with its canary approved at once; the same seed gives the same preview. */
    public static Preview of(Plan real, FleetSnapshot snapshot, long seed) {
        Plan plan = PlanCopy.of(real)
                .with(real.rollout().with(real.rollout().proof().approved()))
                .build();
        Instant start = snapshot.at();
        List<ObservedHost> hosts = snapshot.hosts().values().stream()
                .sorted(Comparator.comparing(ObservedHost::id))
                .toList();
        SimulatedRun run = SimulatedRun.leaping(plan, SimulationSettings.assumed(plan), seed, start, hosts);
        InMemoryJournal journal = new InMemoryJournal();
        Engine engine = run.startProcess("preview", journal, RequestInbox.NONE, EngineListener.NONE);
        run.runUntil(engine::finished, LIMIT);
        Optional<Outcome> outcome = engine.state().end().map(Fact.RunEnded::outcome);
        Duration took =
                outcome.isPresent() ? Duration.between(start, run.timeline().now()) : LIMIT;
        return new Tally(journal.facts(), start.plus(took)).preview(outcome, took);
    }

    /** Counts hosts over the facts. */
    private static final class Tally {
        private final List<Fact> facts;
        private final Instant end;
        private final Map<ActionKey, Action> actions = new HashMap<>();
        private final List<HostId> draining = new ArrayList<>();
        private int up;
        private int start;
        private int peak;
        private int peakDraining;
        private long cut;
        private Duration extra = Duration.ZERO;
        private Instant last = Instant.MIN;

        Tally(List<Fact> facts, Instant end) {
            this.facts = facts;
            this.end = end;
        }

        Preview preview(Optional<Outcome> outcome, Duration took) {
            facts.forEach(this::count);
            advance(end);
            return new Preview(facts, outcome, took, start, peak, extra, peakDraining, cut);
        }

        private void count(Fact fact) {
            advance(fact.at());
            if (fact instanceof Fact.RunStarted started) {
                start = started.hosts().size();
                up = start;
                peak = start;
                started.hosts().stream()
                        .filter(host -> !host.drainingSince().isEmpty())
                        .forEach(host -> draining.add(host.host()));
            } else if (fact instanceof Fact.ActionStarted started) {
                actions.put(started.key(), started.action());
                if (started.action() instanceof Action.Cordon cordon) {
                    draining.add(cordon.host());
                    peakDraining = Math.max(peakDraining, draining.size());
                }
            } else if (fact instanceof Fact.ActionSucceeded succeeded) {
                succeeded(actions.get(succeeded.key()), succeeded);
            }
        }

        private void succeeded(@Nullable Action action, Fact.ActionSucceeded fact) {
            if (action instanceof Action.Launch) {
                up++;
                peak = Math.max(peak, up);
            } else if (action instanceof Action.Retire
                    || action instanceof Action.Discard
                    || action instanceof Action.Shelve) {
                up--;
                draining.remove(new HostId(fact.host()));
                cut += fact.sessions().values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
            }
        }

        private void advance(Instant to) {
            if (up > start && last.isBefore(to)) {
                extra = extra.plus(Duration.between(last, to).multipliedBy(up - start));
            }
            last = to;
        }
    }
}
