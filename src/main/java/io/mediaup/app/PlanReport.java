package io.mediaup.app;

import io.mediaup.console.Step;
import io.mediaup.console.Steps;
import io.mediaup.console.plain.PlanText;
import io.mediaup.console.plain.Prose;
import io.mediaup.console.plain.Style;
import io.mediaup.doctor.TargetGroupLint;
import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.fleet.InstanceState;
import io.mediaup.fleet.ObservedHost;
import io.mediaup.plan.CanarySpec;
import io.mediaup.plan.GateSpec;
import io.mediaup.plan.Plan;
import io.mediaup.plan.ProofSpec;
import io.mediaup.plan.ReconnectSpec;
import io.mediaup.plan.SessionCounter;
import io.mediaup.plan.SessionPolicy;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Texts;
import io.mediaup.simulation.Preview;
import io.mediaup.simulation.SimulationSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What {@code plan} says, and {@code apply} before it asks. */
final class PlanReport {

    private static final String WARNING = "Warning: ";

    private final Plan plan;
    private final FleetSnapshot fleet;
    private final Preview preview;
    private final boolean fromSpec;
    private final List<String> basis;
    private final List<String> worries;

    /**
     * A report on {@code preview}.
     *
     * @param fromSpec whether the fleet is not up and was made up from the plan
     */
    PlanReport(Plan plan, FleetSnapshot fleet, Preview preview, boolean fromSpec) {
        this.plan = plan;
        this.fleet = fleet;
        this.preview = preview;
        this.fromSpec = fromSpec;
        this.basis = List.of();
        this.worries = List.of();
    }

    /** A report on {@code preview}, which begins from the fleet as it is. */
    PlanReport(Briefed briefed, FleetSnapshot fleet, Preview preview) {
        this.plan = briefed.plan();
        this.fleet = fleet;
        this.preview = preview;
        this.fromSpec = false;
        this.basis = briefed.lines();
        this.worries = TargetGroupLint.warnings(plan, briefed.briefing().groups(), preview.peakHosts());
    }

    List<Step> steps() {
        return Steps.of(preview.facts());
    }

    /** The whole report. */
    List<String> lines(int width, boolean color) {
        List<String> lines = new ArrayList<>(heading(width, color));
        lines.add("");
        lines.addAll(PlanText.steps(steps(), width, color));
        lines.add("");
        lines.addAll(numbers());
        lines.addAll(warningLines(width, color));
        lines.addAll(Prose.lines("  Assumed: " + String.join("; ", assumptions()) + ".", width));
        return lines;
    }

    /** The warnings as text. */
    List<String> warningLines(int width, boolean color) {
        return warnings().stream()
                .flatMap(warning -> Prose.lines("  " + WARNING + warning, width).stream())
                .map(line -> line.replace(WARNING, Style.WARNING.of(WARNING, color)))
                .toList();
    }

    /** What it is about, in two lines. */
    List<String> heading(int width, boolean color) {
        String technique = plan.technique().name().toLowerCase(Locale.ROOT).replace('_', '-');
        String shape = plan.rollout().shape().name().toLowerCase(Locale.ROOT).replace('_', '-');
        List<String> lines = new ArrayList<>();
        lines.add(Style.BOLD.of(plan.name() + " → " + plan.target().version(), color) + "  (" + technique + ", " + shape
                + ", surge " + plan.rollout().maxSurge() + ", unavailable "
                + plan.rollout().maxUnavailable() + ")");
        long alive = fleet.hosts().values().stream()
                .filter(host -> host.host().state().alive())
                .count();
        String hosts = "  " + Texts.count(alive, "host") + ": " + versions() + standby() + "; " + openSessions()
                + (fromSpec ? " (the lab is not up yet: planned from fleet.lab)" : "");
        lines.addAll(Prose.lines(hosts, width));
        basis.forEach(line -> lines.addAll(Prose.lines("  " + line + ".", width)));
        proof().ifPresent(proof -> lines.addAll(Prose.lines(proof, width)));
        return lines;
    }

    /** Batch by batch it says what will be done; this says what could turn it round. */
    private Optional<String> proof() {
        ProofSpec proof = plan.rollout().proof();
        String canary = proof.canary()
                .map(one -> "a canary of " + Texts.count(one.hosts(), "host") + " bakes for "
                        + Texts.duration(one.bake()) + (one.approve() ? " and must be approved" : "") + "; ")
                .orElse("");
        String gates = proof.gates().isEmpty()
                ? ""
                : "judged by " + proof.gates().stream().map(GateSpec::name).collect(Collectors.joining(", ")) + "; ";
        String failure = plan.rollout().onFailure().name().toLowerCase(Locale.ROOT);
        return proof.needed() ? Optional.of("  " + canary + gates + "on failure: " + failure) : Optional.empty();
    }

    private String versions() {
        Map<String, Long> versions = fleet.hosts().values().stream()
                .filter(host -> host.host().state().alive())
                .collect(Collectors.groupingBy(host -> host.host().version(), TreeMap::new, Collectors.counting()));
        return versions.entrySet().stream()
                .map(entry -> entry.getValue() + " × " + (entry.getKey().isEmpty() ? "no version" : entry.getKey()))
                .collect(Collectors.joining(", "));
    }

    private String standby() {
        long standby = fleet.hosts().values().stream()
                .filter(host -> host.host().state() == InstanceState.STANDBY)
                .count();
        return standby == 0 ? "" : ", and " + standby + " on standby";
    }

    private String openSessions() {
        return plan.probes().sessions().stream()
                .map(counter -> {
                    long open = fleet.hosts().values().stream()
                            .mapToLong(host ->
                                    host.counter(counter.name()).lastKnown().orElse(0L))
                            .sum();
                    return open + " " + counter.name() + " open";
                })
                .collect(Collectors.joining(", "));
    }

    /** Duration, hosts and sessions, as simulated. */
    List<String> numbers() {
        List<String> lines = new ArrayList<>();
        long batches = preview.facts().stream()
                .filter(Fact.BatchOpened.class::isInstance)
                .count();
        String end = preview.outcome().isEmpty() ? "does not end within " : "ends after about ";
        lines.add("  " + Texts.count(batches, "batch").replace("batchs", "batches") + "; " + end
                + Texts.duration(preview.duration()) + ".");
        lines.add(String.format(
                Locale.ROOT,
                "  At most %s up at once (%d now), %d draining; %.1f host-hours beyond normal%s.",
                Texts.count(preview.peakHosts(), "host"),
                preview.hostsAtStart(),
                preview.peakDraining(),
                hostHours(),
                cost()));
        lines.addAll(SideLines.of(plan, preview.facts()));
        lines.addAll(Openings.lines(plan, preview.facts()));
        return lines;
    }

    private double hostHours() {
        return preview.extraHostTime().toMillis() / 3_600_000.0;
    }

    private String cost() {
        return plan.cost()
                .map(cost -> String.format(Locale.ROOT, " (%.2f %s)", hostHours() * cost.hostHour(), cost.currency()))
                .orElse("");
    }

    /** What somebody should know before saying yes. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (plan.sessions() == SessionPolicy.KILL) {
            long hosts = fleet.hosts().values().stream().filter(this::outdated).count();
            warnings.add(
                    "this technique will interrupt " + cutNow() + " on " + Texts.count(hosts, "host") + told() + ".");
        } else if (preview.cut() > 0) {
            warnings.add("about " + preview.cut() + " sessions are cut when patience ends (then: kill).");
        }
        if (plan.sessions() != SessionPolicy.KILL && plan.drain().command().isEmpty()) {
            warnings.add("the plan has no drain command: hosts out of rotation cannot be told to refuse newcomers.");
        }
        warnings.addAll(Openings.overlaps(plan.schedule(), fleet.at()));
        preview.facts().stream()
                .filter(Fact.HostOverdue.class::isInstance)
                .map(Fact.HostOverdue.class::cast)
                .map(Fact.HostOverdue::host)
                .distinct()
                .limit(3)
                .forEach(host -> warnings.add(host + " is likely to outlast its patience, and then goes on waiting."));
        unknownDefinitions().ifPresent(warnings::add);
        warnings.addAll(worries);
        return warnings;
    }

    private Optional<String> unknownDefinitions() {
        List<String> unknown = fleet.hosts().values().stream()
                .filter(host -> plan.fleet().aws().isPresent() && outdated(host))
                .filter(host -> !host.host().definition().known())
                .map(host -> host.id().value())
                .sorted()
                .toList();
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of("nobody knows what " + unknown.get(0)
                        + (unknown.size() == 1 ? "" : " and " + (unknown.size() - 1) + " more")
                        + " were launched from (no launch template): a rollback can put them back while they drain, but"
                        + " launch none of them again.");
    }

    private String cutNow() {
        return plan.probes().sessions().stream().map(this::cutNow).collect(Collectors.joining(", "));
    }

    /** Who says yes to a number must know when it is not the whole one. */
    private String cutNow(SessionCounter counter) {
        List<Optional<Long>> counts = fleet.hosts().values().stream()
                .filter(this::outdated)
                .map(host -> host.counter(counter.name()).lastKnown())
                .toList();
        long known = counts.stream().mapToLong(count -> count.orElse(0L)).sum();
        long unknown = counts.stream().filter(Optional::isEmpty).count();
        return (unknown == 0 ? "" : "at least ") + known + " " + counter.name()
                + (unknown == 0 ? "" : " (not counting " + Texts.count(unknown, "host") + " whose number is unknown)");
    }

    private String told() {
        return plan.reconnect()
                .map(spec -> "; the clients of each are told to reconnect "
                        + (spec.when() == ReconnectSpec.When.BEFORE ? "before it goes" : "once it is gone"))
                .orElse("");
    }

    private boolean outdated(ObservedHost host) {
        return host.host().state().alive()
                && !host.host().version().equals(plan.target().version())
                && !plan.fleet().hold().contains(host.id());
    }

    /** What the numbers rest on. */
    List<String> assumptions() {
        SimulationSettings assumed = SimulationSettings.assumed(plan);
        Duration median = plan.model().median();
        List<String> assumptions = new ArrayList<>(List.of(
                "a new host answers after " + Texts.duration(assumed.boot()) + " and is healthy "
                        + Texts.duration(assumed.healthDelay()) + " after its registration",
                "sessions last " + Texts.duration(median) + " in the middle and "
                        + Texts.duration(plan.model().p95()) + " in 19 of 20 cases at most"
                        + (plan.model().stated() ? "" : " (not stated in the plan: a default for conference calls)"),
                "probes answer and nothing fails; one simulated run"));
        ProofSpec proof = plan.rollout().proof();
        if (!proof.gates().isEmpty()) {
            assumptions.add(Texts.count(proof.gates().size(), "gate") + " pass: nothing was measured");
        }
        if (proof.canary().filter(CanarySpec::approve).isPresent()) {
            assumptions.add("the canary is approved as soon as it has baked");
        }
        return assumptions;
    }
}
