package io.mediaup.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.engine.Engine;
import io.mediaup.engine.EngineListener;
import io.mediaup.fleet.HostId;
import io.mediaup.journal.InMemoryJournal;
import io.mediaup.journal.RequestInbox;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.provider.FleetProvider;
import io.mediaup.provider.LaunchRequest;
import io.mediaup.provider.Listing;
import io.mediaup.provider.ProviderException;
import io.mediaup.provider.ProviderException.Kind;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Outcome;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Credentials that expire in the middle of a run: it is left as it is, and goes on with new ones. */
class LockedOutTest {

    private final Plan plan = PlanBuilder.drainFirst().build();
    private final AtomicBoolean expired = new AtomicBoolean();
    private int launches;
    private final InMemoryJournal journal = new InMemoryJournal();
    private final SimulatedRun run = new SimulatedRun(
            plan, SimulationSettings.assumed(plan), 7, Fleets.START, Fleets.of(6, 3, "1", 5), WorldWatcher.NONE);

    private void checkCredentials() throws ProviderException {
        if (expired.get()) {
            throw new ProviderException(Kind.UNAUTHENTICATED, "Expected valid credentials, but found: ExpiredToken.");
        }
    }

    private Engine process() {
        return run.startProcess("r1", journal, RequestInbox.NONE, EngineListener.NONE);
    }

    private void shouldLeaveAndGoOnLater() {
        Engine first = process();
        assertThat(run.runUntil(first::finished, Duration.ofHours(2))).isTrue();

        assertThat(first.wasLockedOut()).isTrue();
        assertThat(first.left()).hasValueSatisfying(reason -> assertThat(reason).contains("ExpiredToken"));
        assertThat(first.state().end()).isEmpty();
        assertThat(journal.facts().get(journal.facts().size() - 1)).isInstanceOf(Fact.RunnerLeft.class);
        assertThat(journal.facts()).noneMatch(Fact.ActionFailed.class::isInstance);

        expired.set(false);
        Engine second = process();
        assertThat(run.runUntil(second::finished, Duration.ofDays(2))).isTrue();
        assertThat(second.wasLockedOut()).isFalse();
        assertThat(second.state().end()).map(Fact.RunEnded::outcome).contains(Outcome.DONE);
        assertThat(run.fleet().truth().values().stream().filter(SimulatedHost::alive))
                .hasSize(6);
    }

    @Test
    void shouldLeaveWhenTheFleetCannotBeListed() {
        run.wrapProvider(fleet -> new ProviderMutant(fleet) {
            @Override
            public Listing list() throws ProviderException {
                checkCredentials();
                return super.list();
            }
        });
        run.timeline().at(Fleets.START.plusSeconds(100), () -> expired.set(true));

        shouldLeaveAndGoOnLater();
    }

    @Test
    void shouldLeaveWhatWasInFlightToBeLookedUp() {
        run.wrapProvider(this::expiringAtTheSecondLaunch);

        shouldLeaveAndGoOnLater();
    }

    private FleetProvider expiringAtTheSecondLaunch(FleetProvider fleet) {
        return new ProviderMutant(fleet) {
            @Override
            public HostId launch(LaunchRequest request) throws ProviderException {
                // It happened, and only the answer was refused: the look-up must find it.
                HostId id = super.launch(request);
                if (++launches == 2 && !expired.getAndSet(true)) {
                    checkCredentials();
                }
                return id;
            }
        };
    }
}
