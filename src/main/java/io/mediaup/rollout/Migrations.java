package io.mediaup.rollout;

import io.mediaup.fleet.ObservedHost;
import io.mediaup.fleet.Reading;
import io.mediaup.plan.MigrationSpec;
import io.mediaup.plan.MigrationSpec.Means;
import io.mediaup.plan.PatienceOutcome;
import io.mediaup.plan.Plan;
import io.mediaup.plan.SessionCounter;
import io.mediaup.plan.SessionPolicy;
import io.mediaup.rollout.RolloutDecider.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Moves open sessions off cordoned hosts.
 *
 * <ol>
 *   <li>A host's sessions are moved once it has settled, or once its patience has ended with {@code then: migrate}.
 *   <li>They go to the current host of its slot, else to the emptiest current host, as long as that gets traffic.
 *   <li>They are asked in portions of about a second's worth of the pace, and never more than may be on their way.
 *   <li>What was asked is judged by the counts of both sides, when all have left or their time is over.
 *   <li>When patience has ended, or several rounds in a row moved nobody, {@code migrate.then} holds for what is left.
 * </ol>
 */
final class Migrations {

    /** Rounds in a row that moved nobody, after which asking again is pointless. */
    static final int MOST_FRUITLESS = 3;

    /** As many sessions may end by themselves while others are asked, without any having to arrive anywhere. */
    private static final int MAY_HAVE_ENDED = 1;

    private final Turn turn;
    private boolean asked;

    Migrations(Turn turn) {
        this.turn = turn;
    }

    /** What {@code counter} says of a host whose sessions are to be moved: that, or what holds when moving has failed. */
    static PatienceOutcome outcome(Plan plan, HostView host, SessionCounter counter, Instant now) {
        MigrationSpec spec = spec(plan);
        boolean over =
                end(plan, host, counter).filter(end -> !now.isBefore(end)).isPresent()
                        || host.record().fruitlessRounds() >= MOST_FRUITLESS;
        return over ? spec.then() : PatienceOutcome.MIGRATE;
    }

    /** When moving the sessions of {@code counter} off the host has taken too long. */
    static Optional<Instant> end(Plan plan, HostView host, SessionCounter counter) {
        Optional<Instant> begin = plan.sessions() == SessionPolicy.MIGRATE
                ? host.record()
                        .leftRotationAt()
                        .map(at -> at.plus(plan.loadBalancer().settle())
                                .plus(host.record().extension()))
                : Deadlines.patience(host, counter);
        return begin.map(at -> at.plus(spec(plan).patience()));
    }

    private static MigrationSpec spec(Plan plan) {
        return plan.migration()
                .orElseThrow(() -> new IllegalStateException("Expected a plan that says how sessions are moved."));
    }

    /** What has become of the sessions that were asked to leave {@code host}; empty while nobody can tell. */
    static Optional<Fact> judge(Plan plan, FleetView fleet, HostView host) {
        MigrationRound round = host.record().migration().orElse(null);
        OptionalLong open = open(plan, host);
        if (round == null || open.isEmpty() || !readSince(plan, host, round.askedAt())) {
            return Optional.empty();
        }
        long left = round.left(open.getAsLong());
        long arrived = fleet.host(round.target())
                .map(target -> open(plan, target))
                .filter(OptionalLong::isPresent)
                .map(count -> count.getAsLong() - round.openAtTarget())
                .orElse(0L);
        boolean allSeen = round.inFlight(open.getAsLong()) == 0 && arrived > 0;
        boolean timeOver = !fleet.now().isBefore(round.askedAt().plus(spec(plan).within()));
        if (!allSeen && !timeOver) {
            return Optional.empty();
        }
        // Clients that were severed go where they like, so only those that were told where to go can be missed there.
        boolean missing = spec(plan).means() == Means.NOTIFY && left > MAY_HAVE_ENDED && arrived <= 0;
        return Optional.of(new Fact.SessionsMoved(
                fleet.now(), host.id(), round.target(), round.asked(), left, Math.max(0, arrived), !missing));
    }

    /** Asks some sessions of {@code host} to move, or says why none now. */
    void decide(HostView host) {
        Plan plan = turn.plan;
        OptionalLong open = open(plan, host);
        Optional<HostView> target = target(host);
        if (open.isEmpty()) {
            waitFor(host, "its sessions cannot be counted, so none is asked to move");
        } else if (target.isEmpty()) {
            waitFor(host, "its sessions stay until a current host gets traffic that they can move to");
        } else {
            ask(host, target.get(), open.getAsLong());
        }
    }

    private void ask(HostView host, HostView target, long open) {
        MigrationSpec spec = spec(turn.plan);
        long free = open - inFlight(host);
        if (free <= 0) {
            waitFor(host, "moving its sessions to " + target.id() + ": " + open + " left, all of them asked");
            return;
        }
        if (host.record()
                .unlistedAt()
                .filter(at -> !readSince(turn.plan, host, at))
                .isPresent()) {
            // What was counted may have ended before the server was asked whom it has.
            waitFor(host, "its server named none of " + open + " open sessions: they are counted again first");
            return;
        }
        Optional<Instant> next = turn.state.nextNoticeAt(spec.pace().sessionsPerSecond());
        if (asked || turn.state.asking()) {
            waitFor(host, "moving its sessions to " + target.id() + ": others are asked first");
            return;
        }
        if (next.filter(at -> at.isAfter(turn.fleet.now())).isPresent()) {
            turn.wakeAt(next.get());
            waitFor(
                    host,
                    "moving its sessions to " + target.id() + ": " + open + " left, at "
                            + spec.pace().sessionsPerSecond() + " a second");
            return;
        }
        long flying = turn.fleet.hosts().stream().mapToLong(this::inFlight).sum();
        long room = spec.pace().inFlight() - flying;
        // A notice for a whole host cannot be split: such a host has its turn when nothing else is on its way.
        long portion = spec.portions()
                ? Math.min(Math.min(free, room), Math.max(1, (long) spec.pace().sessionsPerSecond()))
                : (free <= room || flying == 0 ? free : 0);
        if (portion <= 0) {
            waitFor(
                    host,
                    flying + " sessions are on their way, and at most "
                            + spec.pace().inFlight() + " may be (migrate.pace.in-flight)");
            return;
        }
        asked = turn.propose(
                new Action.Migrate(
                        host.id(),
                        target.id(),
                        portion,
                        open,
                        open(turn.plan, target).orElse(0)),
                open + " open, moved to " + target.id());
    }

    private long inFlight(HostView host) {
        return host.record()
                .migration()
                .map(round -> {
                    OptionalLong open = host.record().present() ? open(turn.plan, host) : OptionalLong.of(0);
                    return open.isPresent() ? round.inFlight(open.getAsLong()) : round.asked();
                })
                .orElse(0L);
    }

    private Optional<HostView> target(HostView host) {
        Optional<HostView> sameRound = host.record()
                .migration()
                .flatMap(round -> turn.fleet.host(round.target()))
                .filter(target -> target.inRotation());
        return sameRound
                .or(() -> host.record()
                        .slot()
                        .flatMap(slot ->
                                turn.fleet.in(slot).stream().filter(this::takes).findFirst()))
                .or(() -> turn.fleet.hosts().stream()
                        .filter(this::takes)
                        .min(Comparator.comparingLong(
                                other -> open(turn.plan, other).orElse(Long.MAX_VALUE))));
    }

    private boolean takes(HostView host) {
        return turn.fleet.current(host) && host.inRotation();
    }

    /** What is open by the newest readings, over all counters; empty when one is unknown. */
    private static OptionalLong open(Plan plan, HostView host) {
        long sum = 0;
        for (SessionCounter counter : plan.probes().sessions()) {
            Optional<Long> count = newest(host, counter).flatMap(Reading::value);
            if (count.isEmpty()) {
                return OptionalLong.empty();
            }
            sum += count.get();
        }
        return OptionalLong.of(sum);
    }

    private static boolean readSince(Plan plan, HostView host, Instant since) {
        return plan.probes().sessions().stream()
                .allMatch(counter -> newest(host, counter)
                        .filter(reading -> reading.at().isAfter(since))
                        .isPresent());
    }

    private static Optional<Reading<Long>> newest(HostView host, SessionCounter counter) {
        Optional<ObservedHost> observed = host.observed();
        return observed.flatMap(o -> o.counter(counter.name()).newest());
    }

    private void waitFor(HostView host, String reason) {
        turn.waitFor(host.id().value(), reason);
    }

    /** When the next session may be asked after {@code count} were asked at {@code at}. */
    static Instant next(Instant at, long count, double perSecond) {
        return at.plus(Duration.ofNanos((long) (count / perSecond * 1e9)));
    }
}
