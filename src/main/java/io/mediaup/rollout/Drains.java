package io.mediaup.rollout;

import io.mediaup.fleet.ObservedHost;
import io.mediaup.plan.PatienceOutcome;
import io.mediaup.plan.Plan;
import io.mediaup.plan.SessionCounter;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the counters of a cordoned host allow. */
final class Drains {

    private Drains() {}

    /** Whether enough fresh readings in a row of every counter are at or below its threshold. */
    static boolean drained(Plan plan, HostView host, Instant now) {
        return plan.probes().sessions().stream().allMatch(counter -> low(plan, host, counter, now));
    }

    private static boolean low(Plan plan, HostView host, SessionCounter counter, Instant now) {
        int streak = host.observed()
                .map(o -> o.counter(counter.name())
                        .streak(
                                counter.threshold(),
                                host.countsFrom(plan),
                                now,
                                plan.probes().staleAfter()))
                .orElse(0);
        return streak >= plan.drain().stableFor();
    }

    static boolean patienceEnded(HostView host, SessionCounter counter, Instant now) {
        return Deadlines.patience(host, counter)
                .filter(end -> !now.isBefore(end))
                .isPresent();
    }

    /**
     * What the counters that are still above their threshold, or unknown, say together: the most protective of their
     * outcomes, where a counter whose patience has not ended says wait. Empty when every counter is low.
     */
    static Optional<PatienceOutcome> verdict(Plan plan, HostView host, Instant now) {
        return plan.probes().sessions().stream()
                .filter(counter -> !low(plan, host, counter, now))
                .map(counter -> patienceEnded(host, counter, now) ? counter.then() : PatienceOutcome.WAIT)
                .min(PatienceOutcome::compareTo);
    }

    /** The counters that may be above their threshold when the host goes, because their patience ended with kill. */
    static Set<String> mayCut(Plan plan, HostView host, Instant now) {
        return plan.probes().sessions().stream()
                .filter(counter -> counter.then() == PatienceOutcome.KILL && patienceEnded(host, counter, now))
                .map(SessionCounter::name)
                .collect(Collectors.toSet());
    }

    static Set<String> everyCounter(Plan plan) {
        return plan.probes().sessions().stream().map(SessionCounter::name).collect(Collectors.toSet());
    }

    static String evidence(Plan plan, ObservedHost host) {
        return openSessions(plan, host) + " in " + plan.drain().stableFor() + " readings";
    }

    /** Such as {@code 14 calls, sip unknown (timed out)}. */
    static String openSessions(Plan plan, ObservedHost host) {
        return plan.probes().sessions().stream()
                .map(counter -> openSessions(counter, host))
                .collect(Collectors.joining(", "));
    }

    private static String openSessions(SessionCounter counter, ObservedHost host) {
        return host.counter(counter.name())
                .newest()
                .map(reading -> reading.value()
                        .map(count -> count + " " + counter.name())
                        .orElseGet(() -> counter.name() + " unknown (" + Texts.whyNot(reading, "") + ")"))
                .orElse(counter.name() + " not read yet");
    }
}
