package io.mediaup.plan;

import java.util.List;
import java.util.OptionalInt;

/**
 * How hosts change.
 *
 * @param shape batch by batch or all at once
 * @param batches sizes of the batches; the last one repeats; not empty
 * @param maxSurge hosts beyond the desired number that may be up and not cordoned; shares round up
 * @param maxUnavailable hosts that may be missing from the rotation; shares round down
 * @param maxDraining cordoned hosts that may be up at once; shares round up
 * @param spread whether floor and batches are kept per zone too
 * @param maxFailures the run stops when this number of failures is reached; at least 1
 * @param onFailure what stopping means
 * @param onHostLost what follows when a host dies by itself
 * @param maxVersions how many versions may be alive at once, at least 2; empty: any number
 * @param proof what new hosts must prove before more follow
 */
public record RolloutSpec(
        Shape shape,
        List<Amount> batches,
        Amount maxSurge,
        Amount maxUnavailable,
        Amount maxDraining,
        Spread spread,
        int maxFailures,
        OnFailure onFailure,
        OnHostLost onHostLost,
        OptionalInt maxVersions,
        ProofSpec proof) {

    /**
     * The size of batch {@code number}, counted from 1, in a fleet of {@code fleet} hosts: at least one host. A canary is
     * the first batch, and the sizes of the others count from the second one on.
     */
    public int batchSize(int number, int fleet) {
        if (number == 1 && proof.canary().isPresent()) {
            return proof.canary().get().hosts();
        }
        int sized = proof.canary().isPresent() ? number - 1 : number;
        Amount amount = batches.get(Math.min(sized, batches.size()) - 1);
        return Math.max(1, amount.roundUp(fleet));
    }

    /** The same with another proof. */
    public RolloutSpec with(ProofSpec other) {
        return new RolloutSpec(
                shape,
                batches,
                maxSurge,
                maxUnavailable,
                maxDraining,
                spread,
                maxFailures,
                onFailure,
                onHostLost,
                maxVersions,
                other);
    }

    /** Over what floor and batches are spread. */
    public enum Spread {
        /** Over the zones. */
        ZONE,
        /** Over nothing: the fleet is one. */
        NONE
    }

    /** What happens when the line is stopped. */
    public enum OnFailure {
        /** The run pauses and can be resumed. */
        PAUSE,
        /** The run goes back to what was there. */
        ROLLBACK,
        /** The run ends. */
        HALT
    }

    /** What happens when a host dies by itself. */
    public enum OnHostLost {
        /** A replacement is launched. */
        REPLACE,
        /** The run stops. */
        HALT
    }
}
