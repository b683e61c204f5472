package io.mediaup.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SessionModelTest {
    private static final SessionModel MODEL = SessionModel.of(Duration.ofSeconds(12), Duration.ofSeconds(40), 120);

    private final Random random = new Random(1);

    @Test
    void shouldHaveTheMedianAndP95ThatWereAskedFor() {
        double[] sorted = DoubleStream.generate(() -> MODEL.length(random))
                .limit(100_000)
                .sorted()
                .toArray();

        assertThat(sorted[50_000]).isCloseTo(12_000, within(200.0));
        assertThat(sorted[95_000]).isCloseTo(40_000, within(900.0));
        assertThat(MODEL.meanMillis())
                .isCloseTo(DoubleStream.of(sorted).average().orElseThrow(), within(200.0));
    }

    @Test
    void shouldHaveResidualsWithTheMeanOfTheStationaryExcess() {
        double mean = DoubleStream.generate(() -> MODEL.residual(random))
                .limit(400_000)
                .average()
                .orElseThrow();

        // E[X²] / (2 E[X]), from renewal theory.
        double s = MODEL.sigma();
        double expected = Math.exp(2 * MODEL.logMedian() + 2 * s * s) / (2 * MODEL.meanMillis());
        assertThat(mean).isCloseTo(expected, within(expected * 0.02));
    }

    @Test
    void shouldArriveAtTheRateThatWasAskedFor() {
        double mean = DoubleStream.generate(() -> MODEL.gap(random))
                .limit(100_000)
                .average()
                .orElseThrow();

        assertThat(mean).isCloseTo(500, within(10.0));
        assertThat(MODEL.steadySessions()).isEqualTo(Math.round(2 * MODEL.meanMillis() / 1000));
    }

    @Test
    void shouldRefuseWhatALabCannotCarry() {
        assertThatThrownBy(() -> LabTestBase.spec(1, 600, Duration.ofMinutes(2), Duration.ofMinutes(3)))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("at most 500 sessions per lab host");
    }
}
