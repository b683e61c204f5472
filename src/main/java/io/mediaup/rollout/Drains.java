package io.mediaup.rollout;

import io.mediaup.fleet.CounterReadings;
import io.mediaup.fleet.ObservedHost;
import io.mediaup.fleet.Reading;
import io.mediaup.plan.PatienceOutcome;
import io.mediaup.plan.Plan;
import io.mediaup.plan.SessionCounter;
import io.mediaup.plan.SessionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the counters of a cordoned host allow. */
final class Drains {

    private Drains() {}

    /** Whether enough fresh readings in a row of every counter are at or below its threshold. */
    static boolean drained(Plan plan, HostView host, Instant now) {
        for (SessionCounter counter : plan.probes().sessions()) {
            if (!low(plan, host, counter, now)) {
                return false;
            }
        }
        return true;
    }

    private static boolean low(Plan plan, HostView host, SessionCounter counter, Instant now) {
        if (host.observed().isEmpty()) {
            return false;
        }
        CounterReadings readings = host.observed().get().counter(counter.name());
        Duration staleAfter = plan.probes().staleAfter();
        return readings.streak(counter.threshold(), host.countsFrom(plan), now, staleAfter)
                >= plan.drain().stableFor();
    }

    static boolean patienceEnded(HostView host, SessionCounter counter, Instant now) {
        return Deadlines.patience(host, counter)
                .filter(end -> !now.isBefore(end))
                .isPresent();
    }

    /** Whether {@link #verdict} is {@code outcome} because the patience of a counter has ended. */
    static boolean says(PatienceOutcome outcome, Plan plan, HostView host, Instant now) {
        // First what is quickly told: for most hosts in most turns no patience has ended.
        for (SessionCounter counter : plan.probes().sessions()) {
            boolean told = outcome != PatienceOutcome.WAIT
                    || plan.sessions() == SessionPolicy.MIGRATE
                    || patienceEnded(host, counter, now);
            if (told && outcome(plan, host, counter, now) == outcome) {
                return verdict(plan, host, now).filter(outcome::equals).isPresent();
            }
        }
        return false;
    }

    /** What one counter says now: to wait while its patience lasts, then what the plan says for then. */
    private static PatienceOutcome outcome(Plan plan, HostView host, SessionCounter counter, Instant now) {
        boolean ended = patienceEnded(host, counter, now);
        if (plan.sessions() == SessionPolicy.MIGRATE || (ended && counter.then() == PatienceOutcome.MIGRATE)) {
            return Migrations.outcome(plan, host, counter, now);
        }
        return ended ? counter.then() : PatienceOutcome.WAIT;
    }

    /**
     * What the counters that are still above their threshold, or unknown, say together: the most protective of their
     * outcomes, where a counter whose patience has not ended says wait. Empty when every counter is low.
     */
    static Optional<PatienceOutcome> verdict(Plan plan, HostView host, Instant now) {
        return plan.probes().sessions().stream()
                .filter(counter -> !low(plan, host, counter, now))
                .map(counter -> outcome(plan, host, counter, now))
                .min(PatienceOutcome::compareTo);
    }

    /** The counters that may be above their threshold when the host goes, because their patience ended with kill. */
    static Set<String> mayCut(Plan plan, HostView host, Instant now) {
        return plan.probes().sessions().stream()
                .filter(counter -> outcome(plan, host, counter, now) == PatienceOutcome.KILL)
                .map(SessionCounter::name)
                .collect(Collectors.toSet());
    }

    static Set<String> everyCounter(Plan plan) {
        return plan.probes().sessions().stream().map(SessionCounter::name).collect(Collectors.toSet());
    }

    static String evidence(Plan plan, ObservedHost host) {
        int readings = plan.drain().stableFor();
        return openSessions(plan, host) + (readings == 1 ? "" : " in " + readings + " readings");
    }

    /** Such as {@code 14 calls, sip unknown (timed out)}. */
    static String openSessions(Plan plan, ObservedHost host) {
        StringBuilder open = new StringBuilder();
        for (SessionCounter counter : plan.probes().sessions()) {
            open.append(open.isEmpty() ? "" : ", ").append(openSessions(counter, host));
        }
        return open.toString();
    }

    private static String openSessions(SessionCounter counter, ObservedHost host) {
        Optional<Reading<Long>> newest = host.counter(counter.name()).newest();
        if (newest.isEmpty()) {
            return counter.name() + " not read yet";
        }
        Optional<Long> count = newest.get().value();
        return count.isPresent()
                ? count.get() + " " + counter.name()
                : counter.name() + " unknown (" + Texts.whyNot(newest.get(), "") + ")";
    }
}
