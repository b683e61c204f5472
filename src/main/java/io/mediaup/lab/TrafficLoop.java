package io.mediaup.lab;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** The one thread in which all clients live: lets them arrive, go on and end, each at its time. */
final class TrafficLoop implements Runnable {
    /** When a session wants attention. A session may have several of these; only the latest counts. */
    private record Due(long at, TrafficSession session) {}

    private static final long LOOK_EVERY_MILLIS = 200;
    /** How long the start waits for targets that are not healthy yet. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final TrafficTargets targets;
    private final TrafficLedger ledger;
    private final RandomGenerator random;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(8192);
    private final PriorityQueue<Due> dues = new PriorityQueue<>(Comparator.comparingLong(Due::at));
    private final List<TrafficSession> seeds = new ArrayList<>();
    private final long startedAt = System.nanoTime();
    private volatile SessionModel model;
    private volatile boolean seedsDecided;
    private boolean seedsSent;
    private SessionModel gapModel;
    private long nextArrival = Long.MAX_VALUE;

    TrafficLoop(TrafficTargets targets, TrafficLedger ledger, RandomGenerator random, SessionModel model)
            throws IOException {
        this.targets = targets;
        this.ledger = ledger;
        this.random = random;
        this.model = model;
        this.gapModel = new SessionModel(0, 0, 0);
        selector = Selector.open();
    }

    /** Changes the arrival rate and session lengths of newcomers from now on. Any thread. */
    void follow(SessionModel now) {
        model = now;
    }

    /** Whether the initial sessions were opened, or refused. Any thread. */
    boolean seeded() {
        return seedsDecided;
    }

    @Override
    public void run() {
        try {
            while (true) {
                seed();
                arrive();
                end();
                ledger.flushIfDue(System.nanoTime());
                select();
            }
        } catch (IOException | RuntimeException e) {
            // The lab's directory vanished under the counters, or there is a bug: either way this process is over.
            System.err.println("Expected to go on, but found " + e);
        }
    }

    /** Opens the sessions that a lab has that has been running for ever, once there is somebody to serve them. */
    private void seed() {
        if (!seedsSent && (targets.allHealthy() || (targets.anyHealthy() && impatient()))) {
            seedsSent = true;
            SessionModel now = model;
            for (long i = now.steadySessions(); i > 0; i--) {
                begin(now.residual(random)).ifPresent(seeds::add);
            }
        }
        if (seedsSent && !seedsDecided) {
            seedsDecided = seeds.stream().allMatch(TrafficSession::decided);
        }
    }

    private void arrive() {
        SessionModel now = model;
        boolean begun = seedsSent || impatient();
        if (!begun || now.arrivalsPerMinute() == 0) {
            gapModel = new SessionModel(0, 0, 0);
            nextArrival = Long.MAX_VALUE;
            return;
        }
        if (!now.equals(gapModel)) {
            // Arrivals have no memory, so a new rate simply starts from now.
            gapModel = now;
            nextArrival = System.nanoTime() + nanos(now.gap(random));
        }
        while (nextArrival - System.nanoTime() <= 0) {
            begin(now.length(random));
            nextArrival += nanos(now.gap(random));
        }
    }

    private Optional<TrafficSession> begin(double lengthMillis) {
        Optional<TrafficTargets.Target> target = targets.choose();
        if (target.isEmpty()) {
            ledger.refused(TrafficLedger.NOBODY, TrafficLedger.NOBODY, "no healthy target is registered");
            return Optional.empty();
        }
        Optional<TrafficSession> session = TrafficSession.begin(
                target.orElseThrow(), targets, ledger, selector, nanos(lengthMillis), this::succeed, null);
        session.ifPresent(this::remember);
        return session;
    }

    /** Opens anew what shall go on elsewhere. */
    private boolean succeed(TrafficSession session, Optional<Integer> port) {
        Optional<TrafficTargets.Target> target = port.isPresent() ? targets.at(port.get()) : targets.choose();
        Optional<TrafficSession> successor = target.flatMap(
                to -> TrafficSession.begin(to, targets, ledger, selector, session.leftNanos(), this::succeed, session));
        successor.ifPresent(this::remember);
        return successor.isPresent();
    }

    private void end() {
        long now = System.nanoTime();
        while (!dues.isEmpty() && dues.element().at() - now <= 0) {
            Due due = dues.remove();
            TrafficSession session = due.session();
            if (!session.over() && session.dueAt() == due.at()) {
                session.due();
                remember(session);
            }
        }
    }

    private void select() throws IOException {
        long now = System.nanoTime();
        long wait = TimeUnit.MILLISECONDS.toNanos(LOOK_EVERY_MILLIS);
        if (nextArrival != Long.MAX_VALUE) {
            wait = Math.min(wait, nextArrival - now);
        }
        if (!dues.isEmpty()) {
            wait = Math.min(wait, dues.element().at() - now);
        }
        if (wait > 0) {
            selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(wait)));
        } else {
            selector.selectNow();
        }
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.attachment() instanceof TrafficSession session) {
                long before = session.dueAt();
                session.ready(buffer);
                if (session.dueAt() != before) {
                    remember(session);
                }
            }
        }
        selector.selectedKeys().clear();
    }

    private void remember(TrafficSession session) {
        if (!session.over()) {
            dues.add(new Due(session.dueAt(), session));
        }
    }

    private boolean impatient() {
        return System.nanoTime() - startedAt > PATIENCE_NANOS;
    }

    private static long nanos(double millis) {
        return Math.max(1, (long) (millis * 1e6));
    }
}
