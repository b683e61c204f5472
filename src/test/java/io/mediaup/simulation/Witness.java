package io.mediaup.simulation;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Reading;
import io.mediaup.plan.SessionCounter;
import io.mediaup.probe.Inspection;
import io.mediaup.probe.ServerException;
import io.mediaup.probe.ServerPort;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Remembers what the servers answered to one process, so that the invariants can tell what it knew when it decided on a
 * retirement. Two processes may ask at a time, when one that slept wakes up after another one has taken its place; what one
 * of them heard the other one does not know.
 */
final class Witness implements ServerPort {

    /** More than are taken while one retirement is tried again and again. */
    private static final int KEEP = 300;

    private final ServerPort servers;
    private final Map<HostId, Deque<Inspection>> answers;
    private final BiConsumer<HostId, Inspection> looks;

    Witness(ServerPort servers, Map<HostId, Deque<Inspection>> answers) {
        this(servers, answers, (host, answer) -> {});
    }

    /** The same, and tells {@code looks} of each answer. */
    Witness(ServerPort servers, Map<HostId, Deque<Inspection>> answers, BiConsumer<HostId, Inspection> looks) {
        this.servers = servers;
        this.answers = answers;
        this.looks = looks;
    }

    @Override
    public Inspection inspect(Host host) {
        Inspection inspection = servers.inspect(host);
        Deque<Inspection> last = answers.computeIfAbsent(host.id(), id -> new ArrayDeque<>());
        looks.accept(host.id(), inspection);
        last.addFirst(inspection);
        if (last.size() > KEEP) {
            last.removeLast();
        }
        return inspection;
    }

    /** How many of the newest answers in a row were known and low, of those that were asked not before {@code from}. */
    static int streak(Deque<Inspection> answers, SessionCounter counter, Instant from) {
        int streak = 0;
        for (Inspection answer : answers) {
            Reading<Long> reading = answer.sessions().get(counter.name());
            boolean low = reading != null
                    && reading.value()
                            .filter(count -> count <= counter.threshold())
                            .isPresent();
            if (!low || reading.at().isBefore(from)) {
                return streak;
            }
            streak++;
        }
        return streak;
    }

    /**
     * The same for a decision made when every answer that was asked up to {@code known} had arrived. Later ones may have
     * been under way then: they count where they are low and take nothing away where they are unknown, but a high one does.
     */
    static int streakKnownAt(Deque<Inspection> answers, SessionCounter counter, Instant from, Instant known) {
        Deque<Inspection> relevant = new ArrayDeque<>();
        for (Inspection answer : answers) {
            Reading<Long> reading = answer.sessions().get(counter.name());
            boolean underWay = reading != null && reading.at().isAfter(known);
            if (!underWay || reading.value().isPresent()) {
                relevant.addLast(answer);
            }
        }
        return streak(relevant, counter, from);
    }

    @Override
    public void enterDrain(Host host) throws ServerException {
        servers.enterDrain(host);
    }

    @Override
    public void leaveDrain(Host host) throws ServerException {
        servers.leaveDrain(host);
    }
}
