package io.mediaup.engine;

import io.mediaup.fleet.GateVerdict;
import io.mediaup.fleet.Host;
import io.mediaup.gate.GatePort;
import io.mediaup.gate.GateReading;
import io.mediaup.plan.GateSpec;
import io.mediaup.plan.Plan;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Judging;
import io.mediaup.rollout.RolloutState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks the plan's gates while they are wanted, and turns what they say into facts. A fact is recorded when the verdict
 * changes, and once whenever judgements are wanted from a later time on, so that the journal stays short however often a
 * gate is asked. One fail, one error or one answer without data is no verdict where the plan wants several in a row.
 * Engine thread only.
 */
final class GateWatch {

    private final GatePort gates;
    private final Timeline timeline;
    private final Consumer<Fact> facts;
    private final Runnable wake;
    private final Map<String, Asked> asked = new HashMap<>();
    private @Nullable Instant from;

    /**
     * A watch over the gates of {@code plan}.
     *
     * @param facts records a fact
     * @param wake asks for a turn
     */
    GateWatch(Plan plan, GatePort gates, Timeline timeline, Consumer<Fact> facts, Runnable wake) {
        this.gates = gates;
        this.timeline = timeline;
        this.facts = facts;
        this.wake = wake;
        plan.rollout().proof().gates().forEach(gate -> asked.put(gate.name(), new Asked(gate)));
    }

    /** What this process knows of a gate. */
    private static final class Asked {
        private final GateSpec gate;
        private boolean waiting;
        private int epoch;
        private int failsInRow;
        private int unknownsInRow;

        @Nullable
        private Duration due;

        @Nullable
        private Instant last;

        Asked(GateSpec gate) {
            this.gate = gate;
        }
    }

    /** Asks those that are due. {@code wanted} is empty when nobody wants any judgements. */
    void look(Optional<Judging> wanted, RolloutState state) {
        from = wanted.map(Judging::from).orElse(null);
        if (wanted.isEmpty()) {
            return;
        }
        for (Asked one : asked.values()) {
            boolean anew = one.last == null || one.last.isBefore(wanted.get().from());
            boolean due = one.due == null || timeline.monotonic().compareTo(one.due) >= 0;
            if (!one.waiting && (anew || due)) {
                ask(one, wanted.get().hosts(), state);
            }
        }
    }

    /** The clock was set: what was measured by the old time does not count. */
    void forget() {
        for (Asked one : asked.values()) {
            one.epoch++;
            one.waiting = false;
            one.last = null;
            one.failsInRow = 0;
            one.unknownsInRow = 0;
        }
    }

    private void ask(Asked one, List<Host> hosts, RolloutState state) {
        int epoch = one.epoch;
        one.waiting = true;
        one.last = timeline.now();
        one.due = timeline.monotonic().plus(one.gate.every());
        timeline.lookAt(timeline.now().plus(one.gate.every()), wake);
        timeline.submit(() -> gates.judge(one.gate, hosts), new Once<>((reading, failure) -> {
            if (epoch != one.epoch) {
                return;
            }
            one.waiting = false;
            if (reading == null) {
                throw new IllegalStateException("Expected a gate never to throw, but found " + failure, failure);
            }
            heard(one, reading, state);
            wake.run();
        }));
    }

    private void heard(Asked one, GateReading reading, RolloutState state) {
        if (from == null || reading.at().isBefore(from)) {
            // Nobody wants it, or no more; where one of later is wanted, the next turn asks at once.
            return;
        }
        Optional<GateVerdict> verdict = verdict(one, reading.verdict());
        Optional<Fact.GateJudged> before = state.gate(one.gate.name());
        boolean known = before.filter(judged -> !judged.at().isBefore(from))
                .map(Fact.GateJudged::verdict)
                .equals(verdict);
        if (verdict.isPresent() && !known) {
            facts.accept(new Fact.GateJudged(timeline.now(), one.gate.name(), verdict.get(), reading.evidence()));
        }
    }

    /** The verdict after one more answer; empty while it is too early for one. */
    private static Optional<GateVerdict> verdict(Asked one, GateVerdict said) {
        boolean unknown = said == GateVerdict.ERROR || said == GateVerdict.INCONCLUSIVE;
        one.failsInRow = said == GateVerdict.FAIL ? one.failsInRow + 1 : 0;
        one.unknownsInRow = unknown ? one.unknownsInRow + 1 : 0;
        boolean early = (said == GateVerdict.FAIL && one.failsInRow < one.gate.failAfter())
                || (unknown && one.unknownsInRow < one.gate.errorAfter());
        return early ? Optional.empty() : Optional.of(said);
    }
}
