package io.mediaup.rollout;

import io.mediaup.fleet.GateVerdict;
import io.mediaup.fleet.Host;
import io.mediaup.fleet.ObservedHost;
import io.mediaup.fleet.Slot;
import io.mediaup.plan.CanarySpec;
import io.mediaup.plan.GateSpec;
import io.mediaup.plan.GateSpec.Inconclusive;
import io.mediaup.plan.Plan;
import io.mediaup.plan.Shape;
import io.mediaup.rollout.Fact.BatchOpened;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the new hosts of a batch must prove before the next batch is opened, and before the run ends: the canary that it
 * bakes, and that somebody approves where the plan says so; every batch that the gates pass. A gate counts from a
 * judgement on that is later than the bake. On the way back, and when the run is aborted, nothing is to be proven.
 */
final class Proving {

    private final Plan plan;
    private final RolloutState state;
    private final FleetView fleet;

    Proving(Plan plan, RolloutState state, FleetView fleet) {
        this.plan = plan;
        this.state = state;
        this.fleet = fleet;
    }

    /** Whether the latest batch must still prove something. */
    boolean pending() {
        return forward()
                && state.batch()
                        .filter(batch -> canary(batch).isPresent() || !gates().isEmpty())
                        .filter(batch -> state.provenBatch() < batch.number())
                        .isPresent();
    }

    private boolean forward() {
        return state.rollback().isEmpty() && state.abort().isEmpty();
    }

    /** What is to be recorded: that the bake began, or that the batch is proven. */
    Optional<Fact> verdict() {
        if (!pending()) {
            return Optional.empty();
        }
        BatchOpened batch = state.batch().orElseThrow();
        if (bakeEnd().isEmpty()) {
            return arrived(batch) ? Optional.of(new Fact.BakeBegan(fleet.now(), batch.number())) : Optional.empty();
        }
        boolean proven = bakeIsOver()
                && (canary(batch).isEmpty() || inRotation(batch))
                && unjudged().isEmpty()
                && !awaitsApproval();
        return proven
                ? Optional.of(new Fact.BatchProven(fleet.now(), batch.number(), evidence(batch)))
                : Optional.empty();
    }

    /** What speaks against the new version, if anything does. */
    Optional<String> failure() {
        return forward() ? failedGate().or(this::failedCanary) : Optional.empty();
    }

    private Optional<String> failedGate() {
        for (GateSpec gate : gates()) {
            Optional<Fact.GateJudged> judged = state.gate(gate.name());
            if (judged.isPresent() && verdict(gate, judged.get()) == GateVerdict.FAIL) {
                return Optional.of(
                        "the gate " + gate.name() + " failed: " + judged.get().evidence());
            }
        }
        return Optional.empty();
    }

    /** One that is out of rotation when it should have proven itself gets as much time as a registration takes. */
    private Optional<String> failedCanary() {
        boolean late = pending()
                && outOfRotationUntil()
                        .filter(end -> !fleet.now().isBefore(end))
                        .isPresent();
        return late
                ? Optional.of("the canary failed: " + missing(state.batch().orElseThrow())
                        + " was in rotation and is not any more")
                : Optional.empty();
    }

    /** Why somebody should look: a gate that nobody can judge. */
    Optional<String> doubt() {
        if (!forward()) {
            return Optional.empty();
        }
        for (GateSpec gate : gates()) {
            Optional<Fact.GateJudged> judged = state.gate(gate.name());
            if (judged.isEmpty()) {
                continue;
            }
            GateVerdict verdict = judged.get().verdict();
            boolean noData =
                    verdict == GateVerdict.INCONCLUSIVE && gate.inconclusive() == Inconclusive.PAUSE && bakeIsOver();
            if (verdict == GateVerdict.ERROR || noData) {
                return Optional.of("the gate " + gate.name()
                        + (noData ? " is inconclusive: " : " cannot be judged: ")
                        + judged.get().evidence());
            }
        }
        return Optional.empty();
    }

    /**
     * Whether {@code host} is kept for an instant way back, although it could go: it is the old host of a canary, or of a
     * whole side, that is not proven yet.
     */
    boolean keeps(HostView host) {
        boolean side = plan.rollout().shape() == Shape.BLUE_GREEN;
        boolean unproven = pending()
                && state.batch()
                        .filter(batch -> side || canary(batch).isPresent())
                        .filter(batch -> host.record()
                                .slot()
                                .filter(batch.slots()::contains)
                                .isPresent())
                        .isPresent();
        // Where no other host may drain before it is gone, keeping it would keep the canary from coming up. A side has
        // come
        // up as a whole before any of its old hosts was taken out.
        return unproven && (side || othersMayDrain());
    }

    private boolean othersMayDrain() {
        int most =
                Math.max(1, plan.rollout().maxDraining().roundUp(state.start().desired()));
        return fleet.hosts().stream().filter(HostView::cordoned).count() < most;
    }

    /** Whether all is proven but for a person's word. */
    boolean awaitsApproval() {
        boolean wanted = pending()
                && state.batch()
                        .flatMap(this::canary)
                        .filter(CanarySpec::approve)
                        .isPresent();
        return wanted
                && bakeIsOver()
                && inRotation(state.batch().orElseThrow())
                && unjudged().isEmpty()
                && state.approvedAt()
                        .filter(at -> !at.isBefore(bakeEnd().orElseThrow()))
                        .isEmpty();
    }

    /** Whether time has to pass until the canary is trusted. */
    boolean bakes() {
        return pending() && bakeEnd().filter(fleet.now()::isBefore).isPresent();
    }

    /** From when on which judgements are wanted; empty when none are. Watched also while the next batch comes up. */
    Optional<Judging> judging() {
        boolean wanted = forward() && state.stop().isEmpty() && !gates().isEmpty();
        boolean more = pending()
                || state.slots().stream().anyMatch(slot -> fleet.outdated(slot).isPresent());
        if (!wanted || !more) {
            return Optional.empty();
        }
        Optional<Instant> began = state.bake().map(Fact.BakeBegan::at);
        return (bakeIsOver() ? bakeEnd() : began).map(from -> new Judging(from, newHosts()));
    }

    private List<Host> newHosts() {
        return fleet.hosts().stream()
                .filter(host -> host.inRotation() && fleet.current(host))
                .flatMap(host -> host.observed().stream())
                .map(ObservedHost::host)
                .toList();
    }

    /** When the answer may change by itself. */
    Instant deadline() {
        if (!pending()) {
            return Instant.MAX;
        }
        return bakes()
                ? bakeEnd().orElseThrow()
                : outOfRotationUntil().filter(fleet.now()::isBefore).orElse(Instant.MAX);
    }

    /** Why the next batch waits, for people. */
    Optional<String> waiting() {
        if (!pending() || bakeEnd().isEmpty()) {
            return Optional.empty();
        }
        BatchOpened batch = state.batch().orElseThrow();
        String what = canary(batch).isPresent() ? "the canary" : "batch " + batch.number();
        if (bakes()) {
            Duration left = Duration.between(fleet.now(), bakeEnd().orElseThrow());
            return Optional.of(what + " bakes for " + Texts.duration(left) + " more" + judgements());
        }
        if (awaitsApproval()) {
            return Optional.of(what + " has baked" + judgements() + ", and waits for 'mediaup approve'");
        }
        if (canary(batch).isPresent() && !inRotation(batch)) {
            return Optional.of(what + " has baked, but " + missing(batch) + " is out of rotation");
        }
        return Optional.of(what + " is judged by " + String.join(", ", unjudged()));
    }

    private List<GateSpec> gates() {
        return plan.rollout().proof().gates();
    }

    private Optional<CanarySpec> canary(BatchOpened batch) {
        return batch.number() == 1 ? plan.rollout().proof().canary() : Optional.empty();
    }

    /** When the bake of the latest batch ends; empty before it began. */
    Optional<Instant> bakeEnd() {
        return state.batch()
                .flatMap(batch -> state.bake()
                        .filter(bake -> bake.batch() == batch.number())
                        .map(bake -> bake.at()
                                .plus(canary(batch).map(CanarySpec::bake).orElse(Duration.ZERO))));
    }

    private boolean bakeIsOver() {
        return bakeEnd().filter(end -> !fleet.now().isBefore(end)).isPresent();
    }

    private boolean arrived(BatchOpened batch) {
        return batch.slots().stream().allMatch(slot -> fleet.replaced(slot) || fleet.complete(slot));
    }

    private boolean inRotation(BatchOpened batch) {
        return batch.slots().stream().allMatch(this::inRotation);
    }

    private boolean inRotation(Slot slot) {
        return fleet.replaced(slot) || fleet.in(slot).stream().anyMatch(fleet::held);
    }

    private String missing(BatchOpened batch) {
        return batch.slots().stream()
                .filter(slot -> !inRotation(slot))
                .map(Slot::toString)
                .collect(Collectors.joining(", "));
    }

    private Optional<Instant> outOfRotationUntil() {
        BatchOpened batch = state.batch().orElseThrow();
        return canary(batch).isPresent() && !inRotation(batch)
                ? bakeEnd().map(end -> end.plus(plan.target().healthTimeout()))
                : Optional.empty();
    }

    /** The gates that have not passed since the bake. */
    private List<String> unjudged() {
        Instant from = bakeEnd().orElse(Instant.MAX);
        return gates().stream()
                .filter(gate -> state.gate(gate.name())
                        .filter(judged -> verdict(gate, judged) == GateVerdict.PASS
                                && !judged.at().isBefore(from))
                        .isEmpty())
                .map(GateSpec::name)
                .toList();
    }

    /** What the verdict comes to: no data is as good or as bad as the plan says, once the bake is over. */
    private GateVerdict verdict(GateSpec gate, Fact.GateJudged judged) {
        if (judged.verdict() != GateVerdict.INCONCLUSIVE || !bakeIsOver()) {
            return judged.verdict();
        }
        return switch (gate.inconclusive()) {
            case PASS -> GateVerdict.PASS;
            case FAIL -> GateVerdict.FAIL;
            case PAUSE -> GateVerdict.INCONCLUSIVE;
        };
    }

    private String judgements() {
        List<String> words = new ArrayList<>();
        for (GateSpec gate : gates()) {
            String word = state.gate(gate.name())
                    .map(judged -> judged.verdict().word())
                    .orElse("not judged yet");
            words.add(gate.name() + ": " + word);
        }
        return words.isEmpty() ? "" : " (" + String.join(", ", words) + ")";
    }

    private String evidence(BatchOpened batch) {
        List<String> evidence = new ArrayList<>();
        canary(batch).ifPresent(canary -> evidence.add("in rotation for " + Texts.duration(canary.bake())));
        gates().forEach(gate -> evidence.add(gate.name() + ": "
                + state.gate(gate.name()).map(Fact.GateJudged::evidence).orElse("")));
        canary(batch)
                .filter(CanarySpec::approve)
                .flatMap(canary -> state.approval())
                .ifPresent(approval -> evidence.add("approved by " + approval.by()));
        return String.join("; ", evidence);
    }
}
