package io.mediaup.bench;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Reading;
import io.mediaup.probe.Inspection;
import io.mediaup.probe.MoveRequest;
import io.mediaup.probe.ServerPort;
import io.mediaup.provider.aws.fake.FakeCloud;
import io.mediaup.provider.aws.fake.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** Servers on a fake cloud with a few calls each, the last of which ends some minutes after the host began to drain. Thread-safe. */
final class DrainingServers implements ServerPort {

    private static final long CALLS = 20;
    private static final Duration LONGEST = Duration.ofMinutes(20);

    private final FakeCloud cloud;
    private final Random random;
    private final Map<HostId, Instant> empty = new ConcurrentHashMap<>();

    DrainingServers(FakeCloud cloud, long seed) {
        this.cloud = cloud;
        this.random = new Random(seed);
    }

    @Override
    public Inspection inspect(Host host) {
        Instant now = cloud.now();
        Instance instance = cloud.instance(host.id().value());
        if (!instance.state(now).equals("running")) {
            return new Inspection(
                    Reading.unknown("it does not run", now),
                    Reading.unknown("it does not run", now),
                    Reading.unknown("it does not run", now),
                    Map.of("calls", Reading.unknown("it does not run", now)));
        }
        Instant end = empty.get(host.id());
        long calls = end == null ? CALLS : now.isBefore(end) ? 1 : 0;
        return new Inspection(
                Reading.known(true, now),
                Reading.known(instance.tags().getOrDefault("Version", ""), now),
                Reading.known(end != null, now),
                Map.of("calls", Reading.known(calls, now)));
    }

    @Override
    public void enterDrain(Host host) {
        empty.computeIfAbsent(
                host.id(), id -> cloud.now().plusSeconds((long) (random.nextDouble() * LONGEST.toSeconds())));
    }

    @Override
    public void leaveDrain(Host host) {
        empty.remove(host.id());
    }

    @Override
    public long move(Host from, MoveRequest request) {
        throw new UnsupportedOperationException("Expected a plan that only drains.");
    }

    @Override
    public void notifyReconnect(Host host, String key) {
        throw new UnsupportedOperationException("Expected a plan that only drains.");
    }
}
