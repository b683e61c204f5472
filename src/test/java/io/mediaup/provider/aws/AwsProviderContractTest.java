package io.mediaup.provider.aws;

import io.mediaup.fleet.HostId;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.provider.FleetProvider;
import io.mediaup.provider.FleetProviderContract;
import io.mediaup.provider.aws.fake.FakeFleet;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;

/** AWS keeps the port's contract, over the stateful fake, whose descriptions lag. */
class AwsProviderContractTest extends FleetProviderContract {

    private static final Duration LAG = Duration.ofSeconds(5);

    private final AwsWorld world = new AwsWorld();
    private final Plan plan = AwsPlans.on(world.fleet, PlanBuilder.drainFirst().build());
    private final FleetProvider provider = world.provider(plan);

    AwsProviderContractTest() {
        world.cloud.faults().lag(LAG);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Override
    protected FleetProvider provider() {
        return provider;
    }

    @Override
    protected FleetProvider ofAnotherProcess() {
        return world.provider(plan);
    }

    @Override
    protected HostId unmarked() {
        return new HostId(world.fleet.hosts().get(0).id());
    }

    @Override
    protected String zone() {
        return FakeFleet.ZONES.get(0);
    }

    @Override
    protected HostId nobody() {
        return new HostId("i-0123456789abcdef0");
    }

    /** Not yet. */
    @Override
    protected boolean keepsHosts() {
        return false;
    }

    @Override
    protected Duration findable() {
        return LAG;
    }

    @Override
    protected void die(HostId host) {
        world.cloud.die(host.value());
    }

    @Override
    protected boolean within(Duration most, Callable<Boolean> condition) {
        Instant end = world.clock.instant().plus(most);
        while (!world.clock.instant().isAfter(end)) {
            if (holds(condition)) {
                return true;
            }
            world.clock.advance(Duration.ofSeconds(1));
        }
        return holds(condition);
    }

    private static boolean holds(Callable<Boolean> condition) {
        try {
            return condition.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
