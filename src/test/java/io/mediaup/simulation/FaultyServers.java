package io.mediaup.simulation;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.Reading;
import io.mediaup.probe.Inspection;
import io.mediaup.probe.MoveRequest;
import io.mediaup.probe.ServerException;
import io.mediaup.probe.ServerPort;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The servers' side of a fault script: a version that does not work, and probes that say nothing or nonsense. */
final class FaultyServers extends ServerMutant {

    /** Longer than any plan of the campaign takes a reading for fresh. */
    static final Duration STALE = Duration.ofSeconds(45);

    private final FaultyWorld world;

    FaultyServers(ServerPort servers, FaultyWorld world) {
        super(servers, UnaryOperator.identity());
        this.world = world;
    }

    @Override
    public Inspection inspect(Host host) {
        Inspection answer = sick(host, super.inspect(host));
        Optional<Fault.BadProbes> trouble = trouble();
        if (trouble.isEmpty()) {
            return answer;
        }
        return switch (trouble.get().symptom()) {
            case TIMEOUT -> silence(answer);
            case STALE -> {
                world.calls.hold(STALE);
                yield answer;
            }
            case GARBAGE -> garbage(answer);
        };
    }

    @Override
    public void enterDrain(Host host) throws ServerException {
        boolean told = !world.hits(0.5) || trouble().isEmpty();
        if (told) {
            super.enterDrain(host);
        }
        maybeSilent(host);
    }

    @Override
    public void leaveDrain(Host host) throws ServerException {
        super.leaveDrain(host);
        maybeSilent(host);
    }

    @Override
    public long move(Host from, MoveRequest request) throws ServerException {
        long asked = world.hits(0.5) && trouble().isPresent() ? 0 : super.move(from, request);
        maybeSilent(from);
        return asked;
    }

    @Override
    public void notifyReconnect(Host host, String key) throws ServerException {
        super.notifyReconnect(host, key);
        maybeSilent(host);
    }

    private void maybeSilent(Host host) throws ServerException {
        if (trouble().isPresent()) {
            throw new ServerException("Expected " + host.id() + " to answer in time, but found silence.", false);
        }
    }

    private Optional<Fault.BadProbes> trouble() {
        return world.script
                .all(Fault.BadProbes.class)
                .filter(fault -> fault.when().holds(world.now()) && world.hits(fault.share()))
                .findFirst();
    }

    private Inspection sick(Host host, Inspection answer) {
        Optional<Fault.BadVersion> bad = world.script.first(Fault.BadVersion.class);
        boolean answers = answer.version().value().isPresent();
        if (bad.isEmpty() || !answers || !world.runsTarget(host.id())) {
            return answer;
        }
        Instant at = answer.healthy().at();
        return switch (bad.get().symptom()) {
            case SERVER ->
                new Inspection(Reading.known(false, at), answer.version(), answer.draining(), answer.sessions());
            case VERSION ->
                new Inspection(answer.healthy(), Reading.known("2-broken", at), answer.draining(), answer.sessions());
            case TARGET -> answer;
        };
    }

    private static Inspection silence(Inspection answer) {
        String why = "no answer within the time limit";
        Instant at = answer.healthy().at();
        Map<String, Reading<Long>> counts = new TreeMap<>();
        answer.sessions().keySet().forEach(name -> counts.put(name, Reading.unknown(why, at)));
        return new Inspection(Reading.unknown(why, at), Reading.unknown(why, at), Reading.unknown(why, at), counts);
    }

    private static Inspection garbage(Inspection answer) {
        Instant at = answer.healthy().at();
        Map<String, Reading<Long>> counts = new TreeMap<>();
        answer.sessions().keySet().forEach(name -> counts.put(name, Reading.known(Long.MAX_VALUE, at)));
        return new Inspection(
                Reading.known(false, at),
                Reading.unknown("<html>Welcome</html> is no version", at),
                Reading.known(answer.draining().value().map(on -> !on).orElse(false), at),
                counts);
    }

    /** The same answers as a runner stamps them whose clock is wrong. */
    static ServerPort stamped(ServerPort servers, RunnerClock clock) {
        return new ServerMutant(servers, answer -> {
            Map<String, Reading<Long>> counts = new TreeMap<>();
            answer.sessions().forEach((name, reading) -> counts.put(name, stamped(reading, clock)));
            return new Inspection(
                    stamped(answer.healthy(), clock),
                    stamped(answer.version(), clock),
                    stamped(answer.draining(), clock),
                    counts);
        });
    }

    private static <T> Reading<T> stamped(Reading<T> reading, RunnerClock clock) {
        Instant at = clock.shown(reading.at());
        return reading instanceof Reading.Unknown<T> unknown
                ? Reading.unknown(unknown.reason(), at)
                : Reading.known(reading.value().orElseThrow(), at);
    }
}
