package io.mediaup.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.InstanceState;
import io.mediaup.fleet.LaunchDefinition;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.Rotation;
import io.mediaup.fleet.Slot;
import io.mediaup.provider.ProviderException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * What every {@link FleetProvider} does, in every world: the statements are the same for all, so that the simulation
 * cannot drift from the real thing. Worlds may be shared by the tests, each of which launches hosts of its own.
 */
public abstract class FleetProviderContract {

    private static final String RUN = "r1";
    private static final Instant SINCE = Instant.parse("2026-11-23T02:00:00Z");
    private static final AtomicInteger ORDINALS = new AtomicInteger(100);

    private final Slot slot = new Slot(zone(), ORDINALS.incrementAndGet());
    private final Marks marks = Marks.of(RUN, slot, 2, "digest");

    /** The provider under test. */
    protected abstract FleetProvider provider();

    /** A host in rotation that no run ever marked. */
    protected abstract HostId unmarked();

    /** The provider as another process would have it, which knows nothing that this one remembers. */
    protected abstract FleetProvider ofAnotherProcess();

    /** Lets the world go on until {@code condition} or for {@code most}; whether it came true. */
    protected abstract boolean within(Duration most, Callable<Boolean> condition);

    /** A host dies by itself. */
    protected abstract void die(HostId host);

    /** A zone of this world. */
    protected String zone() {
        return "a";
    }

    /** An id that no host of this world ever had. */
    protected HostId nobody() {
        return new HostId("lab-nobody");
    }

    /** How long a look-up by key may miss a launch; whoever asks to launch again gets the host at once all the same. */
    protected Duration findable() {
        return Duration.ZERO;
    }

    /** How long a launched host may take until it gets traffic. */
    protected Duration boot() {
        return Duration.ofSeconds(30);
    }

    /** Whether hosts can be stopped and kept in this world. */
    protected boolean keepsHosts() {
        return true;
    }

    /** Whether calls from several threads make sense in this world. */
    protected boolean concurrent() {
        return true;
    }

    @Test
    void shouldListAllThatIsKnownOfAHost() throws Exception {
        Listing.Entry entry = seen(unmarked());

        assertThat(entry.host().state()).isEqualTo(InstanceState.RUNNING);
        assertThat(entry.host().zone()).isNotBlank();
        assertThat(entry.host().version()).isNotBlank();
        assertThat(entry.host().address().known()).isTrue();
        assertThat(entry.host().marks().run()).isEmpty();
        assertThat(entry.rotation().in()).isTrue();
    }

    @Test
    void shouldListEachHostOnce() throws Exception {
        launch();

        assertThat(provider().list().entries())
                .extracting(entry -> entry.host().id())
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldShowALaunchWithinItsPropagation() throws Exception {
        HostId id = launch();

        assertThat(within(provider().propagation(), () -> listed(id).isPresent()))
                .isTrue();
        Host host = listed(id).orElseThrow().host();
        assertThat(host.zone()).isEqualTo(zone());
        assertThat(host.version()).isEqualTo("2");
        assertThat(host.launchKey()).isEqualTo(key());
        assertThat(host.marks()).isEqualTo(marks);
        assertThat(host.state().alive()).isTrue();
        assertThat(listed(id).orElseThrow().rotation().out())
                .as("launched is not registered")
                .isTrue();
    }

    @Test
    void shouldLaunchOncePerKey() throws Exception {
        HostId first = launch();

        assertThat(launch()).isEqualTo(first);
        assertThat(ofAnotherProcess().launch(request())).isEqualTo(first);
        assertThat(within(provider().propagation(), () -> listed(first).isPresent()))
                .isTrue();
        assertThat(provider().list().entries())
                .filteredOn(entry -> entry.host().launchKey().equals(key()))
                .hasSize(1);
    }

    @Test
    void shouldLaunchOncePerKeyHoweverManyAskAtOnce() throws Exception {
        assumeTrue(concurrent());
        ExecutorService pool = Executors.newFixedThreadPool(6);
        try {
            List<Future<HostId>> answers = pool.invokeAll(java.util.Collections.nCopies(6, this::launch));
            Set<HostId> ids = new HashSet<>();
            for (Future<HostId> answer : answers) {
                ids.add(answer.get());
            }
            assertThat(ids).hasSize(1);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void shouldLaunchAnotherHostForAnotherKey() throws Exception {
        HostId first = launch();
        LaunchRequest second = new LaunchRequest(RUN + "/" + slot + "/launch/2", slot, "2", marks);

        assertThat(provider().launch(second)).isNotEqualTo(first);
    }

    @Test
    void shouldNotTakeAKeyForSomethingElse() throws Exception {
        launch();
        LaunchRequest other = new LaunchRequest(key(), slot, "3", marks);

        assertThat(kindOf(() -> provider().launch(other))).isEqualTo(Kind.FAILED);
    }

    @Test
    void shouldFindALaunchByItsKeyAsSoonAsThisWorldCan() throws Exception {
        assertThat(provider().findLaunched(key())).isEmpty();

        HostId id = launch();

        assertThat(within(findable(), () -> provider().findLaunched(key()).isPresent()))
                .isTrue();
        assertThat(provider().findLaunched(key())).map(Host::id).contains(id);
        assertThat(ofAnotherProcess().findLaunched(key())).map(Host::id).contains(id);
        String never = "r1/" + slot + "/launch/7";
        assertThat(ofAnotherProcess().findLaunched(List.of(never, key())))
                .containsOnlyKeys(key())
                .hasEntrySatisfying(key(), host -> assertThat(host.id()).isEqualTo(id));
    }

    @Test
    void shouldFindALaunchByItsKeyAfterTheHostHasDied() throws Exception {
        HostId id = launch();
        within(provider().propagation(), () -> listed(id).isPresent());

        die(id);

        assertThat(within(Duration.ofSeconds(20), () -> !foundAlive())).isTrue();
        assertThat(provider().findLaunched(key())).map(Host::id).contains(id);
        assertThat(ofAnotherProcess().findLaunched(List.of(key()))).containsOnlyKeys(key());
        assertThat(launch()).as("the key of a dead host launches nothing").isEqualTo(id);
        assertThat(foundAlive()).isFalse();
    }

    @Test
    void shouldLayMarksOverThoseThatAreThere() throws Exception {
        HostId id = launch();

        // Straight after the launch, which no listing may show yet.
        patiently(() -> provider().mark(Map.of(id, Marks.NONE.draining(SINCE))));

        Marks expected = marks.draining(SINCE);
        assertThat(within(
                        provider().propagation(),
                        () -> listed(id)
                                .filter(e -> e.host().marks().equals(expected))
                                .isPresent()))
                .isTrue();
        provider().mark(Map.of(id, Marks.NONE.inService(SINCE.plusSeconds(1))));
        assertThat(within(
                        provider().propagation(),
                        () -> listed(id)
                                .filter(e -> e.host().marks().equals(marks.inService(SINCE.plusSeconds(1))))
                                .isPresent()))
                .isTrue();
    }

    @Test
    void shouldMarkTheOthersWhenOneIsUnknown() throws Exception {
        HostId id = launch();

        patiently(() -> provider().mark(Map.of(nobody(), marks.draining(SINCE), id, marks.draining(SINCE))));

        assertThat(within(
                        provider().propagation(),
                        () -> listed(id)
                                .filter(e -> e.host().marks().isDraining())
                                .isPresent()))
                .isTrue();
        assertThat(listed(nobody())).isEmpty();
    }

    @Test
    void shouldPutAHostInRotationAndTakeItOutHoweverOften() throws Exception {
        HostId id = running();

        provider().register(id);
        provider().register(id);
        assertThat(within(boot(), () -> rotation(id).filter(Rotation::in).isPresent()))
                .isTrue();
        provider().register(id);
        assertThat(rotation(id).orElseThrow().in()).as("again changes nothing").isTrue();

        provider().deregister(id);
        provider().deregister(id);
        assertThat(within(
                        provider().propagation(),
                        () -> rotation(id).filter(Rotation::out).isPresent()))
                .isTrue();
        assertThat(seen(id).host().state()).isEqualTo(InstanceState.RUNNING);

        provider().register(id);
        assertThat(within(boot(), () -> rotation(id).filter(Rotation::in).isPresent()))
                .as("back in")
                .isTrue();
    }

    @Test
    void shouldRegisterAndDeregisterSeveralWhateverBecomesOfOne() throws Exception {
        HostId one = running();
        HostId other = provider().launch(new LaunchRequest(RUN + "/" + slot + "/launch/2", slot, "2", marks));
        assertThat(within(
                        boot(),
                        () -> listed(other)
                                .filter(e -> e.host().state() == InstanceState.RUNNING)
                                .isPresent()))
                .isTrue();

        Map<HostId, ProviderException> failures = provider().registerAll(List.of(one, nobody(), other));

        assertThat(failures).containsOnlyKeys(nobody());
        assertThat(failures.get(nobody()).kind()).isEqualTo(Kind.FAILED);
        assertThat(within(
                        boot(),
                        () -> rotation(one).filter(Rotation::in).isPresent()
                                && rotation(other).filter(Rotation::in).isPresent()))
                .isTrue();
        assertThat(provider().deregisterAll(List.of(one, nobody(), other))).isEmpty();
        assertThat(within(
                        provider().propagation(),
                        () -> rotation(one).filter(Rotation::out).isPresent()
                                && rotation(other).filter(Rotation::out).isPresent()))
                .isTrue();
    }

    @Test
    void shouldTakeOutWhatIsNotThereWithoutAWord() throws Exception {
        provider().deregister(nobody());

        assertThat(listed(nobody())).isEmpty();
    }

    @Test
    void shouldNotPutAHostInRotationThatIsGoneOrUnknown() throws Exception {
        HostId id = launch();
        patiently(() -> provider().terminate(id, RUN));

        assertThat(kindOf(() -> provider().register(id))).isEqualTo(Kind.FAILED);
        assertThat(kindOf(() -> provider().register(nobody()))).isEqualTo(Kind.FAILED);
    }

    @Test
    void shouldTerminateAHostOutOfRotationForGood() throws Exception {
        HostId id = running();
        provider().register(id);
        within(boot(), () -> rotation(id).filter(Rotation::in).isPresent());

        provider().terminate(id, RUN);
        provider().terminate(id, RUN);

        assertThat(within(
                        Duration.ofSeconds(20),
                        () -> listed(id)
                                .filter(e ->
                                        e.host().state().alive() || e.rotation().in())
                                .isEmpty()))
                .isTrue();
        ofAnotherProcess().terminate(id, RUN);
        assertThat(launch()).isEqualTo(id);
        assertThat(foundAlive()).isFalse();
    }

    @Test
    void shouldKeepAHostOnStandbyAndStartItOnceAsAnotherOne() throws Exception {
        HostId id = running();
        if (!keepsHosts()) {
            assertThat(kindOf(() -> provider().stop(id, RUN, true))).isEqualTo(Kind.REFUSED);
            return;
        }
        patiently(() -> provider().mark(Map.of(id, marks.draining(SINCE))));
        provider().register(id);
        within(boot(), () -> rotation(id).filter(Rotation::in).isPresent());
        assertThat(kindOf(() -> provider().stop(id, "r2", true))).isEqualTo(Kind.REFUSED);

        provider().stop(id, RUN, true);
        provider().stop(id, RUN, true);

        assertThat(within(
                        Duration.ofSeconds(20),
                        () -> listed(id)
                                .filter(e -> e.host().state() == InstanceState.STANDBY
                                        && !e.rotation().in())
                                .isPresent()))
                .isTrue();
        Slot other = new Slot(zone(), ORDINALS.incrementAndGet());
        LaunchRequest start = new LaunchRequest(
                "r3/" + other + "/launch/1",
                other,
                "3",
                Marks.of("r3", other, 2, "digest"),
                LaunchDefinition.ofStandby(id));
        assertThat(provider().launch(start)).isEqualTo(id);
        assertThat(ofAnotherProcess().launch(start)).isEqualTo(id);
        assertThat(within(
                        boot(),
                        () -> listed(id)
                                .filter(e -> e.host().state() == InstanceState.RUNNING
                                        && e.host().launchKey().equals(start.key()))
                                .isPresent()))
                .isTrue();
        assertThat(seen(id).host().version()).isEqualTo("3");
        assertThat(seen(id).host().marks()).isEqualTo(start.marks());
        assertThat(seen(id).rotation().registered()).isFalse();
        assertThat(provider().findLaunched(start.key())).map(Host::id).contains(id);
        LaunchRequest second =
                new LaunchRequest("r3/" + other + "/launch/2", other, "3", start.marks(), start.definition());
        assertThat(kindOf(() -> provider().launch(second))).isEqualTo(Kind.FAILED);
    }

    @Test
    void shouldKeepAHostThatIsStoppedForGoodFromBeingStarted() throws Exception {
        HostId id = running();
        if (!keepsHosts()) {
            return;
        }
        provider().stop(id, RUN, false);

        assertThat(within(
                        Duration.ofSeconds(20),
                        () -> listed(id)
                                .filter(e -> e.host().state() == InstanceState.GONE)
                                .isPresent()))
                .isTrue();
        LaunchRequest start =
                new LaunchRequest(RUN + "/" + slot + "/launch/2", slot, "3", marks, LaunchDefinition.ofStandby(id));
        assertThat(kindOf(() -> provider().launch(start))).isEqualTo(Kind.FAILED);
    }

    @Test
    void shouldRefuseToTerminateAHostThatTheRunDidNotMark() throws Exception {
        HostId id = launch();
        within(provider().propagation(), () -> listed(id).isPresent() && foundLaunched());

        assertThat(kindOf(() -> provider().terminate(id, "r2"))).isEqualTo(Kind.REFUSED);
        assertThat(kindOf(() -> provider().terminate(unmarked(), RUN))).isEqualTo(Kind.REFUSED);

        assertThat(foundAlive()).isTrue();
        assertThat(seen(unmarked()).rotation().in()).isTrue();
    }

    @Test
    void shouldTerminateForTheRunThatMarkedTheHostLast() throws Exception {
        HostId id = launch();
        patiently(() -> provider().mark(Map.of(id, Marks.inRun("r2", 2, "digest"))));

        assertThat(within(
                        provider().propagation(),
                        () -> listed(id)
                                .filter(e -> e.host().marks().run().equals(Optional.of("r2")))
                                .isPresent()))
                .isTrue();
        assertThat(kindOf(() -> provider().terminate(id, RUN))).isEqualTo(Kind.REFUSED);
        provider().terminate(id, "r2");

        assertThat(within(Duration.ofSeconds(20), () -> !foundAlive())).isTrue();
    }

    @Test
    void shouldRefuseToTerminateWhatItDoesNotKnow() {
        ProviderException refusal =
                catchThrowableOfType(ProviderException.class, () -> provider().terminate(nobody(), RUN));

        assertThat(refusal.kind()).isEqualTo(Kind.REFUSED);
        assertThat(refusal).hasMessageContaining(nobody().value());
    }

    private String key() {
        return RUN + "/" + slot + "/launch/1";
    }

    private LaunchRequest request() {
        return new LaunchRequest(key(), slot, "2", marks);
    }

    private HostId launch() throws ProviderException {
        return provider().launch(request());
    }

    private HostId running() throws Exception {
        HostId id = launch();
        assertThat(within(
                        boot(),
                        () -> listed(id)
                                .filter(e -> e.host().state() == InstanceState.RUNNING)
                                .isPresent()))
                .isTrue();
        return id;
    }

    private boolean foundLaunched() throws ProviderException {
        return provider().findLaunched(key()).isPresent();
    }

    /** Asks again for as long as the world says that nothing happened and it may later, as the engine does. */
    private void patiently(Call call) throws Exception {
        List<ProviderException> last = new ArrayList<>();
        boolean made = within(provider().propagation(), () -> {
            last.clear();
            try {
                call.make();
            } catch (ProviderException e) {
                last.add(e);
            }
            return last.stream().noneMatch(e -> e.kind() == Kind.THROTTLED);
        });
        if (!made || !last.isEmpty()) {
            throw last.get(0);
        }
    }

    private boolean foundAlive() throws ProviderException {
        return provider().findLaunched(key()).orElseThrow().state().alive();
    }

    private Optional<Listing.Entry> listed(HostId id) throws ProviderException {
        return provider().list().entries().stream()
                .filter(entry -> entry.host().id().equals(id))
                .findFirst();
    }

    private Listing.Entry seen(HostId id) throws ProviderException {
        return listed(id).orElseThrow();
    }

    private Optional<Rotation> rotation(HostId id) throws ProviderException {
        return listed(id).map(Listing.Entry::rotation);
    }

    private interface Call {
        void make() throws ProviderException;
    }

    private static Kind kindOf(Call call) {
        return catchThrowableOfType(ProviderException.class, call::make).kind();
    }
}
