package io.mediaup.plan;

import java.util.List;
import java.util.Optional;

/**
 * What new hosts must prove before more of them follow.
 *
 * @param canary the first batch; empty: it is one like any other
 * @param gates what is measured on the new hosts, through the bake and after every batch
 */
public record ProofSpec(Optional<CanarySpec> canary, List<GateSpec> gates) {

    /** Nothing: a batch that is in rotation is proof enough. */
    public static final ProofSpec NONE = new ProofSpec(Optional.empty(), List.of());

    /** Copies the list. */
    public ProofSpec {
        gates = List.copyOf(gates);
    }

    /** The same where nobody needs to be asked. */
    public ProofSpec approved() {
        return new ProofSpec(canary.map(one -> new CanarySpec(one.hosts(), one.bake(), false)), gates);
    }

    /** Whether a batch must prove anything beyond being in rotation. */
    public boolean needed() {
        return canary.isPresent() || !gates.isEmpty();
    }
}
