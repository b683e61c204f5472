package io.mediaup.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.TargetState;
import io.mediaup.fleet.Traffic;
import io.mediaup.provider.ProviderException.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What every {@link FleetProvider} does whose traffic is moved by weights. The world has two groups, {@link #BLUE} and {@link
 * #GREEN}, of which one has all traffic and all hosts.
 */
public abstract class TrafficContract {

    /** The group that has everything when a test begins. */
    protected static final String BLUE = "blue";

    /** The group that has nothing then. */
    protected static final String GREEN = "green";

    private static final Traffic ALL_BLUE = new Traffic(Map.of(BLUE, 100, GREEN, 0));

    /** The provider under test, with all weight on {@link #BLUE}: 100 and 0. */
    protected abstract FleetProvider provider();

    /** A host in rotation in {@link #BLUE}. */
    protected abstract HostId host();

    /** Somebody else changes the weights. */
    protected abstract void changeByAnotherHand(Traffic traffic) throws Exception;

    /** Lets so much time pass that what was registered is healthy. */
    protected abstract void untilHealthy();

    @Test
    void shouldListTheWeights() throws Exception {
        assertThat(provider().list().traffic()).contains(ALL_BLUE);
    }

    @Test
    void shouldShowAHostInTheGroupThatItIsIn() throws Exception {
        assertThat(entry().rotation().groups()).containsOnlyKeys(BLUE);
        assertThat(entry().rotation().passive()).isEmpty();
    }

    @Test
    void shouldShiftWeights() throws Exception {
        Traffic half = ALL_BLUE.with(BLUE, 50).with(GREEN, 50);

        provider().shift(ALL_BLUE, half);

        assertThat(provider().list().traffic()).contains(half);
    }

    @Test
    void shouldShowAsPassiveWhatGetsNothingNew() throws Exception {
        Traffic green = ALL_BLUE.with(BLUE, 0).with(GREEN, 100);

        provider().shift(ALL_BLUE, green);

        assertThat(entry().rotation().passive()).containsExactly(BLUE);
        assertThat(entry().rotation().out()).isTrue();
        assertThat(entry().rotation().registered()).isTrue();
        assertThat(entry().rotation().targeted()).isFalse();
    }

    @Test
    void shouldShowAsPassiveWhatGetsTheLeastThatThereIs() throws Exception {
        provider().shift(ALL_BLUE, ALL_BLUE.with(BLUE, 1).with(GREEN, 999));

        assertThat(entry().rotation().passive()).containsExactly(BLUE);
    }

    @Test
    void shouldChangeNothingWhenTheWeightsAreTheWantedOnesAlready() throws Exception {
        Traffic half = ALL_BLUE.with(BLUE, 50).with(GREEN, 50);
        provider().shift(ALL_BLUE, half);

        provider().shift(ALL_BLUE, half);

        assertThat(provider().list().traffic()).contains(half);
    }

    @Test
    void shouldRefuseWhenSomebodyElseHasChangedTheWeights() throws Exception {
        Traffic theirs = ALL_BLUE.with(BLUE, 70).with(GREEN, 30);
        changeByAnotherHand(theirs);

        ProviderException refused = catchThrowableOfType(
                ProviderException.class,
                () -> provider().shift(ALL_BLUE, ALL_BLUE.with(BLUE, 50).with(GREEN, 50)));

        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
        assertThat(refused).hasMessageContaining("blue 100, green 0").hasMessageContaining("blue 70, green 30");
        assertThat(provider().list().traffic()).contains(theirs);
    }

    @Test
    void shouldRegisterAHostWithTheGroupOfItsSide() throws Exception {
        HostId host = host();
        provider().list();
        provider().deregister(host);
        provider().mark(Map.of(host, Marks.NONE.onSide(GREEN)));

        provider().register(host);
        untilHealthy();

        assertThat(entry().rotation().groups()).containsOnlyKeys(GREEN);
        assertThat(entry().rotation().registered()).isTrue();
        assertThat(entry().rotation().passive()).containsExactly(GREEN);
        assertThat(entry().rotation().groups()).containsEntry(GREEN, TargetState.HEALTHY);
        assertThat(entry().rotation().in()).isTrue();
    }

    @Test
    void shouldDeregisterAHostFromTheGroupThatItIsIn() throws Exception {
        HostId host = host();
        provider().list();
        provider().mark(Map.of(host, Marks.NONE.onSide(BLUE)));

        provider().deregister(host);

        assertThat(entry().rotation().groups()).containsOnlyKeys(BLUE);
        assertThat(entry().rotation().registered()).isFalse();
    }

    @Test
    void shouldNotRegisterAHostOfWhichNobodyKnowsTheSide() throws Exception {
        HostId host = host();
        provider().list();

        ProviderException failed =
                catchThrowableOfType(ProviderException.class, () -> provider().register(host));

        assertThat(failed.kind()).isEqualTo(Kind.FAILED);
    }

    private Listing.Entry entry() throws ProviderException {
        return provider().list().entries().stream()
                .filter(entry -> entry.host().id().equals(host()))
                .findFirst()
                .orElseThrow();
    }
}
