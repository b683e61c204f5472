package io.mediaup.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.rollout.Fact;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A seed that fails in the campaign is worth something only if it fails again in the same way. */
class DeterminismTest {

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldGiveTheSameFactsForTheSameSeed(long seed) {
        assertThat(factsOf(seed)).isNotEmpty().isEqualTo(factsOf(seed));
    }

    /** Some of every kind, and some in which the process is killed. */
    static LongStream seeds() {
        return LongStream.concat(
                LongStream.rangeClosed(1, 5),
                LongStream.range(6, 200)
                        .filter(seed -> !Variant.of(seed).crashes().isEmpty())
                        .limit(5));
    }

    private static List<Fact> factsOf(long seed) {
        Trial trial = Trial.of(seed);
        trial.run();
        return trial.journal.facts();
    }
}
