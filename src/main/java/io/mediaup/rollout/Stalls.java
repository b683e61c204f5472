package io.mediaup.rollout;

import io.mediaup.fleet.CounterReadings;
import io.mediaup.plan.PatienceOutcome;
import io.mediaup.plan.Plan;
import io.mediaup.plan.SessionCounter;
import io.mediaup.rollout.Decision.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says out loud when a run makes no progress: what is flat, or which waits nothing has come of. */
final class Stalls {

    /** Longer than what goes well takes to be seen: a boot, a registration, a settle time. */
    private static final Duration LONG = Duration.ofMinutes(20);

    private static final Set<HostPhase> DRAINING =
            EnumSet.of(HostPhase.ENTERING_DRAIN, HostPhase.DRAINING, HostPhase.DRAINED);

    private static final int MOST_NAMED = 5;

    private Stalls() {}

    /** Whether {@code fact} means that something went forward. */
    static boolean progress(Fact fact) {
        return fact instanceof Fact.RunStarted
                || fact instanceof Fact.ActionSucceeded
                || fact instanceof Fact.BatchOpened
                || fact instanceof Fact.WindowOpened
                || fact instanceof Fact.TrafficSwitched
                || fact instanceof Fact.HostEnteredRotation
                || fact instanceof Fact.HostLeftRotation
                || fact instanceof Fact.HostDrained
                || (fact instanceof Fact.SessionsMoved moved && moved.left() > 0)
                || fact instanceof Fact.BakeBegan
                || fact instanceof Fact.BatchProven
                || (fact instanceof Fact.RequestReceived request
                        && request.request().kind() != Request.Kind.PAUSE);
    }

    /** That nothing has gone forward for long, and why; empty when something has, or somebody wants it so. */
    static Optional<Wait> of(Plan plan, RolloutState state, FleetView fleet, List<Wait> waits) {
        List<HostView> draining = fleet.hosts().stream()
                .filter(host -> host.alive() && DRAINING.contains(host.phase()))
                .toList();
        Instant since = state.lastProgress();
        for (HostView host : draining) {
            Instant flat = flatSince(plan, host);
            since = flat.isAfter(since) && flat.isBefore(Instant.MAX) ? flat : since;
        }
        Duration still = Duration.between(since, fleet.now());
        boolean kept = !draining.isEmpty()
                && draining.stream().allMatch(host -> fleet.keptUntil(host).isPresent());
        boolean meant = kept || state.pause().isPresent() || new Proving(plan, state, fleet).bakes();
        if (meant || still.compareTo(LONG) < 0) {
            return Optional.empty();
        }
        String why = draining.isEmpty()
                ? named(waits.stream().map(Wait::subject)) + "; 'mediaup status' says what each waits for"
                : flat(plan, draining) + "; " + next(plan, fleet, draining);
        return Optional.of(new Wait("run", "no progress for " + Texts.duration(still) + ": " + why));
    }

    private static String flat(Plan plan, List<HostView> draining) {
        return "flat at "
                + draining.stream()
                        .flatMap(host -> host.observed().stream())
                        .map(host -> Drains.openSessions(plan, host))
                        .distinct()
                        .limit(MOST_NAMED)
                        .collect(Collectors.joining("; "))
                + " on " + named(draining.stream().map(host -> host.id().value()));
    }

    /** What somebody can do about it: most of all keep the sessions, where the plan is about to end them. */
    private static String next(Plan plan, FleetView fleet, List<HostView> draining) {
        boolean ends = draining.stream()
                .anyMatch(host -> plan.probes().sessions().stream()
                        .anyMatch(counter -> counter.then() != PatienceOutcome.WAIT
                                && !Drains.patienceEnded(host, counter, fleet.now())));
        return ends
                ? "'mediaup extend' gives a host more time before its patience ends"
                : "nothing ends them but their users; 'mediaup undrain' puts a host back, and a then other than wait"
                        + " for the counter in a changed plan would end them";
    }

    private static String named(Stream<String> names) {
        List<String> all = names.distinct().toList();
        String some = all.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        if (all.isEmpty()) {
            return "something in flight has no answer yet";
        }
        return all.size() <= MOST_NAMED ? some : some + " and " + (all.size() - MOST_NAMED) + " more";
    }

    /** When a count of {@code host} last changed, as far as this process has seen. */
    private static Instant flatSince(Plan plan, HostView host) {
        return plan.probes().sessions().stream()
                .map(SessionCounter::name)
                .flatMap(name -> host.observed().map(o -> o.counter(name)).stream())
                .map(CounterReadings::flatSince)
                .filter(since -> since.isBefore(Instant.MAX))
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
    }
}
