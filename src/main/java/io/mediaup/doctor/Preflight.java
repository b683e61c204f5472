package io.mediaup.doctor;

import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.fleet.InstanceState;
import io.mediaup.fleet.ObservedHost;
import io.mediaup.fleet.Reading;
import io.mediaup.plan.Plan;
import io.mediaup.plan.SessionCounter;
import io.mediaup.plan.SessionPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Checks on the first look at the fleet that every host can be drained at all: each counter can be read, and the drain
 * flag can be read back. A missing endpoint is an error here rather than a wait of hours later.
 */
public final class Preflight {

    private Preflight() {}

    /** What is wrong, one sentence each, by host; empty when nothing is. */
    public static List<String> problems(Plan plan, FleetSnapshot snapshot) {
        List<String> problems = new ArrayList<>();
        snapshot.hosts().values().stream()
                .filter(host -> host.host().state() == InstanceState.RUNNING)
                .filter(host -> !plan.fleet().hold().contains(host.id()))
                .filter(host -> !host.host().version().equals(plan.target().version()))
                .sorted(Comparator.comparing(ObservedHost::id))
                .forEach(host -> check(plan, host, problems));
        return problems;
    }

    private static void check(Plan plan, ObservedHost host, List<String> problems) {
        for (SessionCounter counter : plan.probes().sessions()) {
            host.counter(counter.name())
                    .newest()
                    .filter(Reading.Unknown.class::isInstance)
                    .ifPresent(reading -> problems.add("Expected " + host.id() + " to tell its " + counter.name()
                            + ", but found: " + ((Reading.Unknown<Long>) reading).reason()
                            + ". Mend the host or probes.sessions."));
        }
        boolean mustDrain =
                plan.sessions() != SessionPolicy.KILL && plan.drain().command().isPresent();
        if (mustDrain && host.draining() instanceof Reading.Unknown<Boolean> unknown) {
            problems.add("Expected " + host.id() + " to tell its drain flag, but found: " + unknown.reason()
                    + ". Mend the host or drain.read-back.");
        }
    }
}
