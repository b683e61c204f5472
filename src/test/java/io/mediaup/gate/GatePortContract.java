package io.mediaup.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.fleet.GateVerdict;
import io.mediaup.fleet.Host;
import io.mediaup.plan.GateSpec;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every implementation of {@link GatePort} must do. */
public abstract class GatePortContract {

    /** The port under test. */
    protected abstract GatePort port();

    /** The gate that is asked. */
    protected abstract GateSpec gate();

    /** The new hosts in rotation. */
    protected List<Host> hosts() {
        return List.of();
    }

    /** Makes the world such that the gate gives {@code verdict} from now on. */
    protected abstract void make(GateVerdict verdict) throws Exception;

    /** The time, by the clock that the port was given. */
    protected abstract Instant now();

    @ParameterizedTest
    @EnumSource(GateVerdict.class)
    void shouldTellPassFailNoDataAndErrorApart(GateVerdict verdict) throws Exception {
        make(verdict);

        GateReading reading = port().judge(gate(), hosts());

        assertThat(reading.verdict()).isEqualTo(verdict);
        assertThat(reading.evidence()).isNotBlank().hasSizeLessThan(200).doesNotContain("\n");
    }

    @Test
    void shouldSayWhatHoldsNowHoweverOftenItIsAsked() throws Exception {
        make(GateVerdict.PASS);
        assertThat(port().judge(gate(), hosts()).verdict()).isEqualTo(GateVerdict.PASS);
        make(GateVerdict.FAIL);
        assertThat(port().judge(gate(), hosts()).verdict()).isEqualTo(GateVerdict.FAIL);
        make(GateVerdict.PASS);
        assertThat(port().judge(gate(), hosts()).verdict()).isEqualTo(GateVerdict.PASS);
    }

    @Test
    void shouldCarryTheTimeAtWhichItAsked() throws Exception {
        make(GateVerdict.PASS);
        Instant before = now();

        GateReading reading = port().judge(gate(), hosts());

        assertThat(reading.at()).isBetween(before, now());
    }
}
