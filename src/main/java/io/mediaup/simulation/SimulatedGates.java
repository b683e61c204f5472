package io.mediaup.simulation;

import io.mediaup.fleet.GateVerdict;
import io.mediaup.fleet.Host;
import io.mediaup.gate.GatePort;
import io.mediaup.gate.GateReading;
import io.mediaup.plan.GateSpec;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Gates whose verdicts somebody else says: by assumption in a preview, by the script in a test. */
public final class SimulatedGates implements GatePort {

    /** What a preview assumes. */
    public static final Function<GateSpec, GateVerdict> PASS = gate -> GateVerdict.PASS;

    private final Function<GateSpec, GateVerdict> verdicts;
    private final Supplier<Instant> clock;

    /** Gates that say {@code verdicts}, at the time of {@code clock}. */
    public SimulatedGates(Function<GateSpec, GateVerdict> verdicts, Supplier<Instant> clock) {
        this.verdicts = verdicts;
        this.clock = clock;
    }

    @Override
    public GateReading judge(GateSpec gate, List<Host> hosts) {
        GateVerdict verdict = verdicts.apply(gate);
        return new GateReading(verdict, "simulated " + verdict.word(), clock.get());
    }
}
