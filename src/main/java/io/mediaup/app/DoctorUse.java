package io.mediaup.app;

import io.mediaup.doctor.HostChecks;
import io.mediaup.doctor.TargetGroupLint;
import io.mediaup.doctor.ToolChecks;
import io.mediaup.engine.Observer;
import io.mediaup.engine.RealTimeline;
import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.fleet.Host;
import io.mediaup.fleet.InstanceState;
import io.mediaup.fleet.LaunchDefinition;
import io.mediaup.fleet.ObservedHost;
import io.mediaup.journal.JournalException;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanCopy;
import io.mediaup.plan.ProbesSpec;
import io.mediaup.provider.Briefing;
import io.mediaup.provider.Demand;
import io.mediaup.provider.Finding;
import io.mediaup.provider.Finding.Level;
import io.mediaup.provider.ProviderException;
import io.mediaup.rollout.Texts;
import io.mediaup.simulation.Preview;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * {@code mediaup doctor}: whether a run of a plan would have everything that it needs, from the secrets to the quota.
 * What apply would refuse fails here, too, but all at once. Changes nothing.
 */
public final class DoctorUse {

    private final Terminal terminal;
    private final Home home;

    /** Examines in the surroundings of {@code home}. */
    public DoctorUse(Terminal terminal, Home home) {
        this.terminal = terminal;
        this.home = home;
    }

    /** Examines everything that the plan needs. */
    public Exit examine(PlanSource source) throws InterruptedException {
        Plan plan = source.read();
        Checkup checkup = new Checkup(terminal);
        checkup.add(new LocalChecks(plan, home).findings());
        if (Worlds.isUp(plan, home)) {
            try (RealTimeline timeline = new RealTimeline()) {
                rejection(plan, fleet(plan, checkup, timeline), source).ifPresent(checkup::add);
            } catch (Refusal refusal) {
                checkup.add(finding(refusal));
                checkup.add(Finding.skipped("fleet", "What depends on it was not checked: mend this first."));
            }
        } else {
            rejection(plan, LaunchDefinition.UNKNOWN, source).ifPresent(checkup::add);
            checkup.add(Finding.skipped("fleet", "The lab is not up: apply starts it."));
        }
        return checkup.close(plan.name());
    }

    private static Finding finding(Refusal refusal) {
        Level level = switch (refusal.exit()) {
            case NOT_PERMITTED -> Level.FORBIDDEN;
            case UNREACHABLE -> Level.UNREACHABLE;
            default -> Level.FAILED;
        };
        return new Finding("fleet", level, List.of(), refusal.reason());
    }

    private Optional<Finding> rejection(Plan plan, LaunchDefinition target, PlanSource source) {
        try {
            return Rejections.problem(PlanStates.of(plan, home), plan, target, source)
                    .map(problem -> Finding.failed("state", problem));
        } catch (JournalException e) {
            // That the runs cannot be read is among the findings already.
            return Optional.empty();
        }
    }

    /** Returns what new hosts would be launched from. */
    private LaunchDefinition fleet(Plan read, Checkup checkup, RealTimeline timeline) throws InterruptedException {
        Briefed briefed = Briefed.of(read, home, timeline);
        Plan plan = briefed.plan();
        World world = briefed.world();
        briefed.lines().forEach(line -> checkup.add(Finding.ok("account", line + ".")));
        briefed.briefing().refusals().forEach(refusal -> checkup.add(Finding.failed("fleet", refusal)));
        Observer observer = new Observer(atOneLook(plan), world.provider(), world.servers(), timeline);
        FleetSnapshot fleet = FirstLook.of(observer, timeline);
        checkup.add(census(plan, fleet));
        checkup.add(HostChecks.of(plan, fleet));
        world.ssh().changedKey().ifPresent(why -> checkup.add(new Finding("ssh", Level.FORBIDDEN, List.of(), why)));
        if (plan.runsCommands()) {
            checkup.add(ToolChecks.of(plan, running(fleet), world.ssh().shell()));
        }
        Preview preview = Preview.of(plan, fleet, PlanUse.SEED);
        groups(plan, briefed.briefing(), preview, checkup);
        provider(plan, fleet, world, preview, checkup);
        return briefed.briefing().target();
    }

    /** A run waits for several good answers; here one must do. */
    private static Plan atOneLook(Plan plan) {
        ProbesSpec probes = plan.probes();
        return PlanCopy.of(plan)
                .with(new ProbesSpec(
                        probes.every(), probes.staleAfter(), probes.health(), 1, probes.version(), probes.sessions()))
                .build();
    }

    private static List<Host> running(FleetSnapshot fleet) {
        return fleet.hosts().values().stream()
                .map(ObservedHost::host)
                .filter(host -> host.state() == InstanceState.RUNNING)
                .sorted(Comparator.comparing(Host::id))
                .toList();
    }

    /** Hosts that are up or coming up, and those that stand by; what is gone but still listed is nobody's concern. */
    static Finding census(Plan plan, FleetSnapshot fleet) {
        List<Host> hosts =
                fleet.hosts().values().stream().map(ObservedHost::host).toList();
        List<Host> alive = hosts.stream().filter(host -> host.state().alive()).toList();
        if (alive.isEmpty()) {
            return Finding.failed(
                    "fleet",
                    "Expected hosts that the plan selects, but found none. Correct fleet.select, or the region.");
        }
        String versions = alive.stream()
                .collect(Collectors.groupingBy(Host::version, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getValue() + " × " + (entry.getKey().isEmpty() ? "no version" : entry.getKey()))
                .collect(Collectors.joining(", "));
        long standby = hosts.stream()
                .filter(host -> host.state() == InstanceState.STANDBY)
                .count();
        return Finding.ok(
                "fleet",
                Texts.count(alive.size(), "host") + ": " + versions
                        + (standby > 0 ? "; " + standby + " on standby" : "") + "; the target is "
                        + plan.target().version() + ".");
    }

    private static void groups(Plan plan, Briefing briefing, Preview preview, Checkup checkup) {
        List<String> warnings = TargetGroupLint.warnings(plan, briefing.groups(), preview.peakHosts());
        warnings.forEach(warning -> checkup.add(Finding.warning("target-groups", capital(warning))));
        if (warnings.isEmpty() && !briefing.groups().isEmpty()) {
            checkup.add(Finding.ok("target-groups", "None of them cuts sessions short of what the plan wants."));
        }
    }

    private static String capital(String sentence) {
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }

    private static void provider(Plan plan, FleetSnapshot fleet, World world, Preview preview, Checkup checkup) {
        Demand demand = new Demand(
                Math.max(0, preview.peakHosts() - preview.hostsAtStart()),
                fleet.hosts().values().stream()
                        .map(ObservedHost::host)
                        .filter(host -> host.state().alive())
                        .filter(host -> !host.version().equals(plan.target().version()))
                        .map(Host::id)
                        .filter(id -> !plan.fleet().hold().contains(id))
                        .collect(Collectors.toSet()));
        try {
            checkup.add(world.provider().examine(demand));
        } catch (ProviderException e) {
            checkup.add(Finding.of("permissions", e));
        }
    }
}
