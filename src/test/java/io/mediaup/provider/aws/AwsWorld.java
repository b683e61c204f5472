package io.mediaup.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.plan.Plan;
import io.mediaup.provider.FleetProvider;
import io.mediaup.provider.aws.fake.FakeAwsServer;
import io.mediaup.provider.aws.fake.FakeCloud;
import io.mediaup.provider.aws.fake.FakeFleet;
import io.mediaup.provider.aws.fake.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A fake cloud with a fleet of three, in a time of its own, and providers of it. */
final class AwsWorld implements AutoCloseable {

    final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T02:00:00Z"));
    final FakeCloud cloud = new FakeCloud(clock, 3);
    final FakeFleet fleet = FakeFleet.of(cloud, 3);
    private final FakeAwsServer server = new FakeAwsServer(cloud);
    private final List<AwsClients> clients = new ArrayList<>();
    private final AtomicLong seconds = new AtomicLong();

    /** A provider as a process of its own would have it. */
    FleetProvider provider(Plan plan) {
        return new AwsProvider(plan, clients());
    }

    /** Clients of the fake. */
    AwsClients clients() {
        // A second passes with every call as far as the rates are concerned, so that none waits for its turn.
        AwsClients fresh = AwsClients.at(
                server.url(), FakeCloud.REGION, clock::instant, () -> Duration.ofSeconds(seconds.incrementAndGet()));
        clients.add(fresh);
        return fresh;
    }

    @Override
    public void close() {
        clients.forEach(AwsClients::close);
        server.close();
        assertThat(cloud.calls().all().keySet())
                .as("calls that arrived: each belongs into ApiAction, or the policy of a plan will not allow it")
                .isSubsetOf(ApiActionTest.names());
    }
}
