package io.mediaup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.fleet.GateVerdict;
import io.mediaup.fleet.Host;
import io.mediaup.gate.GateReading;
import io.mediaup.plan.GateSpec;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.plan.TestPlans;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Judging;
import io.mediaup.rollout.RolloutState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which answers of a gate become facts. Answers are written P, F, I and E; each comes one period after the one before. */
class GateWatchTest implements Timeline {

    private static final Instant START = Instant.parse("2026-11-25T12:00:00Z");
    private static final Duration EVERY = Duration.ofSeconds(30);

    private Instant now = START;
    private GateVerdict answer = GateVerdict.PASS;
    private int asked;
    private final RolloutState state = RolloutState.of(List.of());
    private final List<String> facts = new ArrayList<>();
    private final GateWatch watch = watch(2, 3);

    private GateWatch watch(int failAfter, int errorAfter) {
        GateSpec any = TestPlans.gate("ice", GateSpec.Inconclusive.PAUSE);
        GateSpec gate =
                new GateSpec("ice", any.request(), "", any.expect(), EVERY, any.inconclusive(), failAfter, errorAfter);
        Plan plan = PlanBuilder.drainFirst().gates(gate).build();
        return new GateWatch(plan, this::judge, this, this::record, () -> {});
    }

    private GateReading judge(GateSpec gate, List<Host> hosts) {
        asked++;
        return new GateReading(answer, "", now);
    }

    private void record(Fact fact) {
        state.apply(fact);
        facts.add(((Fact.GateJudged) fact).verdict().name().substring(0, 1));
    }

    private void hear(char letter) {
        for (GateVerdict verdict : GateVerdict.values()) {
            answer = verdict.name().charAt(0) == letter ? verdict : answer;
        }
        watch.look(Optional.of(new Judging(START, List.of())), state);
        now = now.plus(EVERY);
    }

    @ParameterizedTest
    @CsvSource({
        "PPPPPPPP, P", // a verdict once
        "F, ''", // one fail of two is none
        "FF, F",
        "FPFPFPFP, P", // nor are fails that are not in a row
        "PFF, PF",
        "EE, ''", // errors are asked again
        "EEE, E", // and then said
        "EEEEEEEE, E", // once
        "EIE, E", // nobody knows, in whichever way
        "III, I",
        "EEPEEPEEP, P", // however often, the journal stays short
        "PEEEP, PEP",
        "FEF, ''", // an error breaks a row of fails, and is none
    })
    void shouldRecordAVerdictWhenItChanges(String answers, String recorded) {
        answers.chars().forEach(letter -> hear((char) letter));

        assertThat(String.join("", facts)).isEqualTo(recorded);
        assertThat(asked).isEqualTo(answers.length());
    }

    @Test
    void shouldAskOnceInEveryPeriodHoweverManyTurnsThereAre() {
        for (int turn = 0; turn < 30; turn++) {
            watch.look(Optional.of(new Judging(START, List.of())), state);
            now = now.plusSeconds(1);
        }

        assertThat(asked).isEqualTo(1);
    }

    @Test
    void shouldAskAtOnceAndRecordOnceMoreWhenJudgementsCountFromALaterTimeOn() {
        hear('P');
        now = START.plusSeconds(1);

        watch.look(Optional.of(new Judging(now, List.of())), state);
        watch.look(Optional.of(new Judging(now, List.of())), state);

        assertThat(asked).isEqualTo(2);
        assertThat(facts).containsExactly("P", "P");
    }

    @Test
    void shouldAskNobodyWhenNobodyWantsToKnow() {
        watch.look(Optional.empty(), state);

        assertThat(asked).isZero();
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Duration monotonic() {
        return Duration.between(START, now);
    }

    @Override
    public void at(Instant time, Runnable task) {
        // The test takes the turns itself.
    }

    @Override
    public <T> void submit(Callable<T> call, BiConsumer<@Nullable T, @Nullable Exception> onResult) {
        try {
            onResult.accept(call.call(), null);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public RandomGenerator random() {
        return RandomGenerator.getDefault();
    }
}
