package io.mediaup.console;

import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Slot;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Fact.ActionStarted;
import io.mediaup.rollout.HostRecord;
import io.mediaup.rollout.RolloutState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a run does to which host, in order: the fold that both a preview and a finished run are read by. */
public final class Steps {

    private final RolloutState state = new RolloutState();
    private final Map<Slot, Integer> batches = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private Instant start = Instant.EPOCH;

    private Steps() {}

    /** The steps in {@code facts}, in the order in which they were begun. */
    public static List<Step> of(List<Fact> facts) {
        Steps fold = new Steps();
        facts.forEach(fold::fold);
        return List.copyOf(fold.steps);
    }

    /** The same steps by batch, then by slot, then in order: how a person reads a plan. */
    public static List<Step> byBatch(List<Step> steps) {
        return steps.stream()
                .sorted(Comparator.comparingInt((Step step) -> step.batch() == 0 ? Integer.MAX_VALUE : step.batch())
                        .thenComparing(Step::slot)
                        .thenComparing(Step::after))
                .toList();
    }

    private void fold(Fact fact) {
        state.apply(fact);
        if (fact instanceof Fact.RunStarted) {
            start = fact.at();
        } else if (fact instanceof Fact.BatchOpened opened) {
            opened.slots().forEach(slot -> batches.put(slot, opened.number()));
        } else if (fact instanceof ActionStarted started) {
            add(started);
        }
    }

    private void add(ActionStarted started) {
        if (started.action() instanceof Action.Launch launch) {
            Optional<HostId> standby = launch.definition().standby();
            steps.add(step(
                    Optional.of(launch.slot()),
                    standby.isPresent() ? "start" : "launch",
                    standby.map(HostId::value).orElse("new"),
                    launch.version(),
                    started));
        } else if (started.action() instanceof Action.Cordon cordon) {
            steps.add(onHost("cordon", cordon.host(), started));
        } else if (started.action() instanceof Action.NotifyReconnect notice) {
            steps.add(onHost("notify", notice.host(), started));
        } else if (started.action() instanceof Action.Retire retire) {
            steps.add(onHost("retire", retire.host(), started));
        } else if (started.action() instanceof Action.Discard discard) {
            steps.add(onHost("discard", discard.host(), started));
        } else if (started.action() instanceof Action.Shelve shelve) {
            steps.add(onHost("shelve", shelve.host(), started));
        } else if (started.action() instanceof Action.Uncordon uncordon) {
            steps.add(onHost("return", uncordon.host(), started));
        }
    }

    private Step onHost(String verb, HostId host, ActionStarted started) {
        Optional<HostRecord> record = state.host(host);
        String version = record.map(HostRecord::version).orElse("");
        return step(record.flatMap(HostRecord::slot), verb, host.value(), version, started);
    }

    private Step step(Optional<Slot> slot, String verb, String host, String version, ActionStarted started) {
        return new Step(
                slot.map(s -> batches.getOrDefault(s, 0)).orElse(0),
                slot.map(Slot::toString).orElse(""),
                verb,
                host,
                version,
                Duration.between(start, started.at()),
                started.reason());
    }
}
