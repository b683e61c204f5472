package io.mediaup.rollout;

import io.mediaup.fleet.GateVerdict;
import java.time.Duration;

/** How the state changes by what new hosts prove. */
final class ProofAppliers {

    private ProofAppliers() {}

    /** Whether {@code fact} is one of those; then it was applied. */
    static boolean apply(RolloutState state, Fact fact) {
        if (fact instanceof Fact.BakeBegan f) {
            state.bake = f;
        } else if (fact instanceof Fact.BatchProven f) {
            state.provenBatch = f.batch();
        } else if (fact instanceof Fact.TrafficSwitched f) {
            state.switchedBatch = f.batch();
        } else if (fact instanceof Fact.GateJudged f) {
            // A fail stands until somebody resumes: the next judgement may come before anyone could act on it.
            state.gates.merge(f.gate(), f, (before, next) -> before.verdict() == GateVerdict.FAIL ? before : next);
        } else if (fact instanceof Fact.RunnerJoined) {
            forgetJudgements(state);
        } else {
            return false;
        }
        return true;
    }

    /** A new process judges anew, as it reads every counter anew. A fail stands: it stops the line whoever reads it. */
    private static void forgetJudgements(RolloutState state) {
        state.gates.values().removeIf(judged -> judged.verdict() != GateVerdict.FAIL);
    }

    /** Its replacement proves nothing about the time before: the batch bakes again. */
    static void lost(RolloutState state, HostRecord host) {
        bakeAgain(state, host);
    }

    /**
     * Nor does one that comes later than the others, as when its slot was held for a while and counted as seen to: unless
     * the batch is proven, it bakes again.
     */
    static void entered(RolloutState state, HostRecord host) {
        if (state.batch().filter(batch -> state.provenBatch() < batch.number()).isPresent()) {
            bakeAgain(state, host);
        }
    }

    private static void bakeAgain(RolloutState state, HostRecord host) {
        boolean bakes = state.batch()
                .filter(batch -> host.slot().filter(batch.slots()::contains).isPresent())
                .filter(batch -> state.bake()
                        .filter(bake -> bake.batch() == batch.number())
                        .isPresent())
                .isPresent();
        if (bakes && host.version().equals(state.start().targetVersion())) {
            state.bake = null;
        }
    }

    static void clockJumped(RolloutState state, Duration by) {
        if (state.bake != null) {
            state.bake = new Fact.BakeBegan(state.bake.at().plus(by), state.bake.batch());
        }
        if (state.approval != null) {
            state.approval = new Fact.RequestReceived(state.approval.at().plus(by), state.approval.request());
        }
        forgetJudgements(state);
    }
}
