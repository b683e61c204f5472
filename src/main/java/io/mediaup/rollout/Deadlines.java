package io.mediaup.rollout;

import io.mediaup.plan.PatienceOutcome;
import io.mediaup.plan.Plan;
import io.mediaup.plan.SessionCounter;
import io.mediaup.plan.SessionPolicy;
import java.time.Instant;
import java.util.Optional;

/** The absolute times at which a decision may change although nothing is observed to change. */
final class Deadlines {

    private Deadlines() {}

    /** When an arriving host has failed: provisioning clocks only, no drain clock ever. */
    static Optional<Instant> arrival(Plan plan, HostView host) {
        HostRecord record = host.record();
        Optional<Instant> healthy =
                record.registeredAt().map(at -> at.plus(plan.target().healthTimeout()));
        // Up in time, it may wait for the others of its side for as long as they take.
        return healthy.isPresent() || record.upAt().isPresent()
                ? healthy
                : record.arrivingSince().map(at -> at.plus(plan.target().bootTimeout()));
    }

    /** When {@code counter}'s patience with the host ends. */
    static Optional<Instant> patience(HostView host, SessionCounter counter) {
        return host.record()
                .cordonedAt()
                .map(at -> at.plus(counter.patience()).plus(host.record().extension()));
    }

    /** When all that {@code counter} allows is over: its patience, and where sessions are moved the time for that. */
    static Optional<Instant> lastOf(Plan plan, HostView host, SessionCounter counter) {
        boolean moves = plan.sessions() == SessionPolicy.MIGRATE || counter.then() == PatienceOutcome.MIGRATE;
        return moves ? Migrations.end(plan, host, counter) : patience(host, counter);
    }

    /** The earliest deadline of any host after now, or {@link Instant#MAX}. */
    static Instant next(Plan plan, FleetView fleet) {
        Instant next = Instant.MAX;
        for (HostView host : fleet.hosts()) {
            if (host.record().present()) {
                next = earlier(next, ofHost(plan, host, fleet.now()));
                next = earlier(next, future(fleet.keptUntil(host), fleet.now()));
            }
        }
        return next;
    }

    private static Instant ofHost(Plan plan, HostView host, Instant now) {
        if (!host.record().cordoned()) {
            return host.record().arriving() ? future(arrival(plan, host), now) : Instant.MAX;
        }
        if (plan.sessions() == SessionPolicy.KILL) {
            return Instant.MAX;
        }
        Instant next = future(
                host.record()
                        .leftRotationAt()
                        .map(at -> at.plus(plan.loadBalancer().settle())),
                now);
        for (SessionCounter counter : plan.probes().sessions()) {
            next = earlier(next, future(patience(host, counter), now));
            next = earlier(next, future(lastOf(plan, host, counter), now));
        }
        if (host.record().migration().isPresent()) {
            Instant asked = host.record().migration().get().askedAt();
            next = earlier(next, future(plan.migration().map(spec -> asked.plus(spec.within())), now));
        }
        return next;
    }

    private static Instant future(Optional<Instant> deadline, Instant now) {
        return deadline.filter(d -> d.isAfter(now)).orElse(Instant.MAX);
    }

    static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
