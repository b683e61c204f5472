package io.mediaup.doctor;

import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.fleet.InstanceState;
import io.mediaup.fleet.ObservedHost;
import io.mediaup.fleet.Reading;
import io.mediaup.plan.Plan;
import io.mediaup.plan.SessionCounter;
import io.mediaup.plan.SessionPolicy;
import io.mediaup.provider.Finding;
import io.mediaup.provider.Finding.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What the first look at every server has told: each probe of the plan, the read-back of the drain included. */
public final class HostChecks {

    private static final String CHECK = "probes";

    private final Plan plan;
    private final List<ObservedHost> hosts;

    private HostChecks(Plan plan, FleetSnapshot fleet) {
        this.plan = plan;
        this.hosts = fleet.hosts().values().stream()
                .filter(host -> host.host().state() == InstanceState.RUNNING)
                .filter(host -> !plan.fleet().hold().contains(host.id()))
                .sorted(Comparator.comparing(ObservedHost::id))
                .toList();
    }

    /** What was found on the hosts that run and are not held. */
    public static List<Finding> of(Plan plan, FleetSnapshot fleet) {
        HostChecks checks = new HostChecks(plan, fleet);
        return checks.hosts.isEmpty() ? List.of() : checks.findings();
    }

    private List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (plan.probes().health().isPresent()) {
            findings.addAll(health());
        }
        if (plan.probes().version().isPresent()) {
            findings.addAll(version());
        }
        plan.probes().sessions().forEach(counter -> findings.addAll(counter(counter)));
        findings.addAll(drain());
        return findings;
    }

    private boolean outdated(ObservedHost host) {
        return !host.host().version().equals(plan.target().version());
    }

    private List<Finding> health() {
        List<Finding> findings = new ArrayList<>(unknown("health", "probes.health", ObservedHost::healthy));
        List<String> sick =
                names(host -> host.healthy().value().filter(healthy -> !healthy).isPresent());
        if (!sick.isEmpty()) {
            findings.add(Finding.warning(CHECK, Names.of(sick) + " answer that they are not healthy.")
                    .about(sick));
        }
        return orFine(findings, "Every host answers that it is healthy.");
    }

    private List<Finding> version() {
        List<Finding> findings = new ArrayList<>(unknown("version", "probes.version", ObservedHost::version));
        Map<String, List<String>> wrong = new TreeMap<>();
        for (ObservedHost host : hosts) {
            host.version()
                    .value()
                    .filter(said -> !said.equals(host.host().version()))
                    .ifPresent(said -> wrong.computeIfAbsent(
                                    "says that it runs " + said + ", and is marked as "
                                            + (host.host().version().isEmpty()
                                                    ? "nothing"
                                                    : host.host().version()),
                                    text -> new ArrayList<>())
                            .add(host.id().value()));
        }
        wrong.forEach((text, names) -> findings.add(
                Finding.warning(CHECK, Names.of(names) + " " + text + ".").about(names)));
        return orFine(findings, "Every host says the version that it is marked with.");
    }

    private List<Finding> counter(SessionCounter counter) {
        List<Finding> findings = new ArrayList<>(unknown(
                counter.name(),
                "probes.sessions",
                host -> host.counter(counter.name())
                        .newest()
                        .orElseGet(() -> Reading.unknown(
                                "it was not read", host.healthy().at()))));
        LongSummaryStatistics counts = hosts.stream()
                .flatMap(host -> host.counter(counter.name()).count().stream())
                .mapToLong(Long::longValue)
                .summaryStatistics();
        return orFine(
                findings,
                "Every host tells its " + counter.name() + ": from " + counts.getMin() + " to " + counts.getMax() + ", "
                        + counts.getSum() + " in all.");
    }

    private List<Finding> drain() {
        if (plan.sessions() == SessionPolicy.KILL) {
            return List.of();
        }
        if (plan.drain().command().isEmpty()) {
            return List.of(Finding.warning(
                    CHECK, "The plan has no drain command: hosts out of rotation cannot be told to refuse newcomers."));
        }
        return orFine(
                unknown("drain flag", "drain.read-back", ObservedHost::draining),
                "Every host tells whether it drains. That it can be told to shows only in a run.");
    }

    /** Hosts whose answer is missing, by what was found instead; only outdated ones keep a run from beginning. */
    private <T> List<Finding> unknown(String what, String key, Function<ObservedHost, Reading<T>> reading) {
        Map<String, List<String>> reasons = new TreeMap<>();
        boolean[] needed = {false};
        for (ObservedHost host : hosts) {
            if (reading.apply(host) instanceof Reading.Unknown<T> unknown) {
                reasons.computeIfAbsent(unknown.reason(), reason -> new ArrayList<>())
                        .add(host.id().value());
                needed[0] |= outdated(host);
            }
        }
        boolean fatal = needed[0] && !what.equals("health") && !what.equals("version");
        return reasons.entrySet().stream()
                .map(entry -> new Finding(
                        CHECK,
                        fatal ? Level.UNREACHABLE : Level.WARNING,
                        entry.getValue(),
                        "Expected " + Names.of(entry.getValue()) + " to tell "
                                + (entry.getValue().size() == 1 ? "its " : "their ") + what + ", but found: "
                                + entry.getKey() + ". Mend the host or " + key + "."))
                .toList();
    }

    private List<String> names(java.util.function.Predicate<ObservedHost> which) {
        return hosts.stream().filter(which).map(host -> host.id().value()).toList();
    }

    private static List<Finding> orFine(List<Finding> findings, String text) {
        return findings.isEmpty() ? List.of(Finding.ok(CHECK, text)) : findings;
    }
}
