package io.mediaup.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostId;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.plan.SessionModel;
import io.mediaup.provider.FleetProvider;
import io.mediaup.provider.LaunchRequest;
import io.mediaup.provider.ProviderException;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Outcome;
import io.mediaup.simulation.CrashDriver.Story;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Action runners that are wrong in one way each, as the world and the journal see them: the crash suite must notice every
 * one of them, or it proves nothing about the real one.
 */
class RunnerMutantsTest {

    private static final Story CALM = new Story(
            "drain-first",
            Variant.calm(
                    7,
                    PlanBuilder.drainFirst()
                            .batches("1", "2")
                            .surge("1")
                            .maxFailures(20)
                            .model(new SessionModel(Duration.ofMinutes(1), Duration.ofMinutes(3), true))
                            .build(),
                    Fleets.of(3, 3, "1", 5)),
            Outcome.DONE,
            true);

    @Test
    void shouldNotObjectToTheRealOne() {
        assertThat(CrashDriver.failures(CALM)).isEmpty();
    }

    @Test
    void shouldCatchARunnerThatSendsNoKey() {
        assertThat(CrashDriver.failures(CALM, trial -> {
                    int[] calls = {0};
                    keyed(trial, key -> key + "#" + ++calls[0]);
                }))
                .anyMatch(text -> text.contains("launched for") && text.contains("beside"));
    }

    @Test
    void shouldCatchARunnerThatJournalsNoIntent() {
        assertThat(CrashDriver.failures(
                        CALM,
                        trial -> trial.journal.swallow(fact -> fact instanceof Fact.ActionStarted started
                                && started.action() instanceof Action.Launch)))
                .anyMatch(text -> text.contains("6 no doubles"));
    }

    @Test
    void shouldCatchARunnerThatDoesMoreThanItsKeyCovers() {
        assertThat(CrashDriver.failures(
                        CALM,
                        trial -> trial.run.wrapProvider(fleet -> new ProviderMutant(fleet) {
                            @Override
                            public HostId launch(LaunchRequest asked) throws ProviderException {
                                HostId host = super.launch(asked);
                                super.register(host);
                                return host;
                            }
                        })))
                .anyMatch(text -> text.contains("6 write ahead") && text.contains("registered without an intent"));
    }

    /** Seen only when there is a second attempt, so a part of the new hosts dies at birth here. */
    @Test
    void shouldCatchARunnerThatLeavesTheAttemptOutOfTheKey() {
        Story stillBirths = new Story(
                "still births", CALM.variant().with(FaultScript.of(new Fault.StillBirths(0.5))), Outcome.DONE, false);
        assertThat(CrashDriver.failures(stillBirths)).isEmpty();

        assertThat(CrashDriver.failures(
                        stillBirths,
                        trial -> trial.run.wrapProvider(fleet ->
                                rekeyed(new FaultyFleet(fleet, trial.faults), RunnerMutantsTest::withoutAttempt))))
                .anyMatch(text -> text.contains("10 liveness") || text.contains("it ended as"));
    }

    private static String withoutAttempt(String key) {
        return key.substring(0, key.lastIndexOf('/'));
    }

    private static void keyed(Trial trial, UnaryOperator<String> spelling) {
        trial.run.wrapProvider(fleet -> rekeyed(fleet, spelling));
    }

    private static FleetProvider rekeyed(FleetProvider fleet, UnaryOperator<String> spelling) {
        return new ProviderMutant(fleet) {
            @Override
            public HostId launch(LaunchRequest asked) throws ProviderException {
                return super.launch(
                        new LaunchRequest(spelling.apply(asked.key()), asked.slot(), asked.version(), asked.marks()));
            }

            @Override
            public Optional<Host> findLaunched(String key) throws ProviderException {
                return super.findLaunched(spelling.apply(key));
            }
        };
    }
}
