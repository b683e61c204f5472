package io.mediaup.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ServerPort} does, in every world. A subclass starts servers and breaks them; the statements are the
 * same for all, so that a fake cannot drift from the real thing.
 */
public abstract class ServerPortContract {

    /** The port under test. Its plan probes health, version and at least one counter, and has a drain command. */
    protected abstract ServerPort port();

    /** The names of the plan's counters. */
    protected abstract Set<String> counters();

    /** The time that the port reads. */
    protected abstract Instant now();

    /** Starts a healthy server that does not drain, with {@code sessions} in every counter. Returns when it serves. */
    protected abstract Host start(String version, long sessions);

    /** Makes the server hold {@code sessions} in {@code counter}. */
    protected abstract void setSessions(Host host, String counter, long sessions);

    /** Ends the server abruptly; the machine stays listed. Returns when it no longer serves. */
    protected abstract void kill(Host host);

    /** Makes {@code counter} unreadable while the rest works; false where this world cannot. */
    protected boolean breakCounter(Host host, String counter) {
        return false;
    }

    /** Takes away what the drain command and its read-back talk to; false where this world cannot. */
    protected boolean removeDrainEndpoint(Host host) {
        return false;
    }

    /** Whether calls from several threads make sense in this world. */
    protected boolean concurrent() {
        return true;
    }

    @Test
    void shouldReadEverythingOfALivingServer() {
        Inspection found = port().inspect(start("1.4.2", 7));

        assertThat(found.healthy().value()).contains(true);
        assertThat(found.version().value()).contains("1.4.2");
        assertThat(found.draining().value()).contains(false);
        assertThat(found.sessions()).containsOnlyKeys(counters());
        assertThat(found.sessions().values())
                .allSatisfy(count -> assertThat(count.value()).contains(7L));
    }

    @Test
    void shouldReadUnknownRatherThanZeroFromADeadServer() {
        Host host = start("1.4.2", 0);
        kill(host);

        Inspection found = port().inspect(host);

        assertThat(found.sessions()).containsOnlyKeys(counters());
        assertThat(readings(found)).allSatisfy(ServerPortContract::isUnknownForAGoodReason);
    }

    @Test
    void shouldFollowTheSessions() {
        Host host = start("1.4.2", 3);

        for (long sessions : new long[] {5, 1, 0, 2}) {
            counters().forEach(counter -> setSessions(host, counter, sessions));

            assertThat(port().inspect(host).sessions().values())
                    .allSatisfy(count -> assertThat(count.value()).contains(sessions));
        }
    }

    @Test
    void shouldKeepCountersApart() {
        Host host = start("1.4.2", 3);
        String one = counters().iterator().next();
        setSessions(host, one, 8);

        port().inspect(host)
                .sessions()
                .forEach((name, count) -> assertThat(count.value()).contains(name.equals(one) ? 8L : 3L));
    }

    @Test
    void shouldLoseOnlyTheCounterThatBroke() {
        Host host = start("1.4.2", 3);
        String one = counters().iterator().next();
        assumeTrue(breakCounter(host, one), "this world cannot break one counter");

        Inspection found = port().inspect(host);

        assertThat(found.healthy().value()).contains(true);
        assertThat(found.sessions()).containsOnlyKeys(counters());
        found.sessions().forEach((name, count) -> {
            if (name.equals(one)) {
                isUnknownForAGoodReason(count);
            } else {
                assertThat(count.value()).contains(3L);
            }
        });
    }

    @Test
    void shouldReadBackThatAServerDrainsAndNoLongerDrains() throws ServerException {
        Host host = start("1.4.2", 3);

        port().enterDrain(host);
        assertThat(port().inspect(host).draining().value()).contains(true);

        port().leaveDrain(host);
        assertThat(port().inspect(host).draining().value()).contains(false);
    }

    @Test
    void shouldDrainTwiceAsOnce() throws ServerException {
        Host host = start("1.4.2", 3);

        port().enterDrain(host);
        port().enterDrain(host);
        assertThat(port().inspect(host).draining().value()).contains(true);

        port().leaveDrain(host);
        port().leaveDrain(host);
        assertThat(port().inspect(host).draining().value()).contains(false);
    }

    @Test
    void shouldLeaveADrainThatWasNeverEntered() {
        Host host = start("1.4.2", 3);

        assertThatCode(() -> port().leaveDrain(host)).doesNotThrowAnyException();
        assertThat(port().inspect(host).draining().value()).contains(false);
    }

    @Test
    void shouldCutNobodyByDraining() throws ServerException {
        Host host = start("1.4.2", 3);

        port().enterDrain(host);

        assertThat(port().inspect(host).sessions().values())
                .allSatisfy(count -> assertThat(count.value()).contains(3L));
    }

    @Test
    void shouldDrainOneServerAndNoOther() throws ServerException {
        Host draining = start("1.4.2", 3);
        Host other = start("1.5.0", 4);

        port().enterDrain(draining);

        assertThat(port().inspect(other).draining().value()).contains(false);
        assertThat(port().inspect(other).version().value()).contains("1.5.0");
        assertThat(port().inspect(draining).version().value()).contains("1.4.2");
    }

    @Test
    void shouldFailToTellADeadServerAndAllowAnotherTry() {
        Host host = start("1.4.2", 3);
        kill(host);

        assertThat(failure(() -> port().enterDrain(host)).permanent()).isFalse();
        assertThat(failure(() -> port().leaveDrain(host)).permanent()).isFalse();
    }

    @Test
    void shouldFailForGoodWhereThereIsNothingToTell() {
        Host host = start("1.4.2", 3);
        assumeTrue(removeDrainEndpoint(host), "every server of this world can drain");

        assertThat(failure(() -> port().enterDrain(host)).permanent()).isTrue();
        assertThat(failure(() -> port().leaveDrain(host)).permanent()).isTrue();
        isUnknownForAGoodReason(port().inspect(host).draining());
        assertThat(port().inspect(host).healthy().value()).contains(true);
    }

    @Test
    void shouldStampReadingsWithTheTimeOfAsking() {
        Host host = start("1.4.2", 3);

        Instant before = now();
        Inspection found = port().inspect(host);
        Instant after = now();

        assertThat(readings(found))
                .allSatisfy(reading -> assertThat(reading.at()).isBetween(before, after));
    }

    @Test
    void shouldServeSeveralThreadsAtOnce() throws Exception {
        assumeTrue(concurrent(), "this world has one thread");
        List<Host> hosts = List.of(start("1.4.1", 1), start("1.4.2", 2), start("1.4.3", 3));
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                int number = i % hosts.size() + 1;
                calls.add(() -> holds(port().inspect(hosts.get(number - 1)), number));
            }
            for (Future<Boolean> call : threads.invokeAll(calls)) {
                assertThat(call.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Whether everything in {@code found} is of server 1.4.{@code number}, which holds as many sessions. */
    private static boolean holds(Inspection found, int number) {
        return found.version().value().equals(java.util.Optional.of("1.4." + number))
                && found.sessions().values().stream()
                        .allMatch(count -> count.value().equals(java.util.Optional.of((long) number)));
    }

    private static List<Reading<?>> readings(Inspection found) {
        List<Reading<?>> readings = new ArrayList<>(List.of(found.healthy(), found.version(), found.draining()));
        readings.addAll(found.sessions().values());
        return readings;
    }

    private static ServerException failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        ServerException failure = catchThrowableOfType(ServerException.class, call);
        assertThat(failure).isNotNull();
        fitsOneLine(failure.getMessage());
        return failure;
    }

    private static void isUnknownForAGoodReason(Reading<?> reading) {
        assertThat(reading).isInstanceOf(Reading.Unknown.class);
        fitsOneLine(((Reading.Unknown<?>) reading).reason());
    }

    private static void fitsOneLine(String reason) {
        assertThat(reason).isNotBlank().hasSizeLessThanOrEqualTo(120).doesNotContainPattern("\\p{Cntrl}");
    }
}
