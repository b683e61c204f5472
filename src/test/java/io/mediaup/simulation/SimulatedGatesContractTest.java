package io.mediaup.simulation;

import io.mediaup.fleet.GateVerdict;
import io.mediaup.gate.GatePort;
import io.mediaup.gate.GatePortContract;
import io.mediaup.plan.GateSpec;
import io.mediaup.plan.TestPlans;
import java.time.Instant;

/** The contract, in virtual time. */
class SimulatedGatesContractTest extends GatePortContract {

    private GateVerdict says = GateVerdict.PASS;

    @Override
    protected GatePort port() {
        return new SimulatedGates(gate -> says, this::now);
    }

    @Override
    protected GateSpec gate() {
        return TestPlans.gate("ice", GateSpec.Inconclusive.PAUSE);
    }

    @Override
    protected void make(GateVerdict verdict) {
        says = verdict;
    }

    @Override
    protected Instant now() {
        return Fleets.START;
    }
}
