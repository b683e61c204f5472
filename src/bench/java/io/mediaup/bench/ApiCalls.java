package io.mediaup.bench;

import io.mediaup.engine.Engine;
import io.mediaup.engine.EngineListener;
import io.mediaup.engine.EnginePorts;
import io.mediaup.engine.Observer;
import io.mediaup.engine.Timeline;
import io.mediaup.journal.InMemoryJournal;
import io.mediaup.journal.RequestInbox;
import io.mediaup.plan.Plan;
import io.mediaup.provider.aws.AwsClients;
import io.mediaup.provider.aws.AwsPlans;
import io.mediaup.provider.aws.AwsProvider;
import io.mediaup.provider.aws.fake.FakeAwsServer;
import io.mediaup.provider.aws.fake.FakeCloud;
import io.mediaup.provider.aws.fake.FakeFleet;
import io.mediaup.rollout.Outcome;
import io.mediaup.rollout.RunStart;
import io.mediaup.simulation.Fleets;
import io.mediaup.simulation.SimulatedGates;
import io.mediaup.simulation.VirtualTimeline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A whole upgrade with the real engine and the real adapter, over HTTP against the stateful fake of AWS, in virtual time:
 * what it asks AWS for.
 */
final class ApiCalls {

    private static final Duration LIMIT = Duration.ofDays(1);

    /** Those of {@link FakeFleet}. */
    private static final int TARGET_GROUPS = 2;

    private static final Duration LATENCY = Duration.ofMillis(300);

    private final VirtualTimeline timeline;
    private final FakeCloud cloud;
    private final Plan plan;
    private final int hosts;

    /** An upgrade of so many hosts. */
    ApiCalls(Plan plan, int hosts) {
        this.hosts = hosts;
        SplittableRandom random = new SplittableRandom(1);
        this.timeline = new VirtualTimeline(Fleets.START, random.split(), () -> LATENCY);
        this.cloud = new FakeCloud(timeline::now, 1);
        cloud.takes(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(30));
        cloud.faults().lag(Duration.ofSeconds(2));
        this.plan = AwsPlans.on(FakeFleet.of(cloud, hosts), plan);
    }

    /** How often each action was called. */
    Map<String, Integer> measure() {
        AtomicLong seconds = new AtomicLong();
        try (FakeAwsServer server = new FakeAwsServer(cloud);
                PooledTimeline pooled = new PooledTimeline(timeline, LATENCY);
                // As far as the rates are concerned a second passes with every call: no time passes in a turn.
                AwsClients clients = AwsClients.at(
                        server.url(),
                        FakeCloud.REGION,
                        timeline::now,
                        () -> Duration.ofSeconds(seconds.incrementAndGet()))) {
            run(new AwsProvider(plan, clients), pooled);
            return new TreeMap<>(cloud.calls().all());
        }
    }

    private void run(AwsProvider provider, Timeline pooled) {
        DrainingServers servers = new DrainingServers(cloud, 1);
        Observer observer = new Observer(plan, provider, servers, pooled);
        look(observer);
        timeline.runUntil(observer::lookedOnce, Fleets.START.plus(LIMIT));
        cloud.calls().clear();
        InMemoryJournal journal = new InMemoryJournal();
        journal.append(List.of(RunStart.of(plan, observer.snapshot(), "bench", timeline.now())));
        Engine engine = new Engine(
                plan,
                "bench",
                new EnginePorts(
                        provider,
                        servers,
                        new SimulatedGates(SimulatedGates.PASS, timeline::now),
                        journal,
                        RequestInbox.NONE,
                        pooled),
                observer,
                EngineListener.NONE);
        engine.start();
        timeline.runUntil(engine::finished, Fleets.START.plus(LIMIT));
        if (engine.state().end().filter(end -> end.outcome() == Outcome.DONE).isEmpty()
                || cloud.instances().size() != 2 * hosts) {
            throw new IllegalStateException("Expected an upgrade of " + hosts + " hosts to be done, but found "
                    + engine.state().end() + " and " + cloud.instances().size() + " instances");
        }
    }

    private void look(Observer observer) {
        if (!observer.lookedOnce()) {
            observer.look(host -> false, () -> {});
            timeline.at(timeline.now().plusSeconds(1), () -> look(observer));
        }
    }

    /** Calls that change something, per upgraded host. */
    double mutatingPerHost() {
        return (double) cloud.calls().mutating() / hosts;
    }

    /** Calls that only ask, per look at the fleet: each look asks for the health of every target group once. */
    double describingPerLook() {
        int all = cloud.calls().all().values().stream()
                .mapToInt(Integer::intValue)
                .sum();
        return (double) (all - cloud.calls().mutating())
                * TARGET_GROUPS
                / cloud.calls().of("DescribeTargetHealth");
    }
}
