package io.mediaup.app;

import io.mediaup.console.json.JsonLines;
import io.mediaup.console.plain.Table;
import io.mediaup.lab.LabCounts;
import io.mediaup.lab.LabDirectory;
import io.mediaup.lab.LabException;
import io.mediaup.lab.LabFleet;
import io.mediaup.lab.LabMachine;
import io.mediaup.lab.LabStats;
import io.mediaup.lab.LabTarget;
import io.mediaup.plan.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The embedded lab from the command line: up, down, status, traffic. */
public final class LabUse {

    private final Terminal terminal;
    private final Home home;

    /** The labs of {@code home}. */
    public LabUse(Terminal terminal, Home home) {
        this.terminal = terminal;
        this.home = home;
    }

    /** Brings the plan's lab up, or what is missing of it. */
    public Exit up(PlanSource source) {
        Plan plan = source.lab();
        LabFleet lab = Worlds.lab(plan, home);
        return guarded(() -> {
            lab.up(Worlds.labSpec(plan));
            return show(lab);
        });
    }

    /** Takes a lab down: its processes and its directory. */
    public Exit down(Optional<PlanSource> source) {
        return guarded(() -> {
            Optional<LabFleet> lab = find(source);
            if (lab.isEmpty()) {
                terminal.say("No lab is up.");
                return Exit.DONE;
            }
            lab.get().down();
            terminal.say("Lab " + lab.get().directory().name() + " is down.");
            return Exit.DONE;
        });
    }

    /** Shows a lab: its hosts, and what its clients counted. */
    public Exit status(Optional<PlanSource> source) {
        return guarded(() -> show(found(source)));
    }

    /** Starts, stops or changes the traffic of a lab, and shows what its clients counted. */
    public Exit traffic(Optional<PlanSource> source, boolean stop, OptionalInt arrivalsPerMinute) {
        return guarded(() -> {
            LabFleet lab = found(source);
            arrivalsPerMinute.ifPresent(lab::setRate);
            if (stop) {
                lab.stopTraffic();
            } else {
                lab.startTraffic();
            }
            return show(lab);
        });
    }

    private Exit guarded(java.util.function.Supplier<Exit> use) {
        try {
            return use.get();
        } catch (LabException e) {
            throw new Refusal(Exit.UNREACHABLE, String.valueOf(e.getMessage()));
        }
    }

    private LabFleet found(Optional<PlanSource> source) {
        return find(source)
                .orElseThrow(() -> new Refusal(
                        Exit.UNREACHABLE,
                        "Expected a lab that is up, but found none. Bring one up with 'mediaup lab up PLAN'."));
    }

    private Optional<LabFleet> find(Optional<PlanSource> source) {
        if (source.isPresent()) {
            return Optional.of(Worlds.lab(source.get().lab(), home))
                    .filter(lab -> lab.directory().exists());
        }
        List<LabDirectory> labs = LabDirectory.all(home.labs());
        if (labs.size() > 1) {
            String names = labs.stream().map(LabDirectory::name).collect(Collectors.joining(", "));
            throw new Refusal(Exit.USAGE, "Expected one lab, but found several: " + names + ". Name its plan.");
        }
        return labs.stream().findFirst().map(LabFleet::new);
    }

    private Exit show(LabFleet lab) {
        Map<String, LabTarget> targets =
                lab.targets().stream().collect(Collectors.toMap(LabTarget::id, target -> target));
        List<LabMachine> machines = lab.hosts().stream()
                .filter(machine -> machine.state() != LabMachine.State.TERMINATED)
                .toList();
        if (terminal.json()) {
            terminal.result(JsonLines.of("lab", json(lab, machines, targets)));
        } else {
            text(lab, machines, targets).forEach(terminal::result);
        }
        return Exit.DONE;
    }

    private List<String> text(LabFleet lab, List<LabMachine> machines, Map<String, LabTarget> targets) {
        Table hosts = new Table().row("HOST", "ZONE", "VERSION", "STATE", "TARGET", "ADDRESS");
        for (LabMachine machine : machines) {
            hosts.row(
                    machine.id(),
                    machine.zone(),
                    machine.version(),
                    word(machine.state()),
                    target(targets, machine),
                    machine.baseUri().map(Object::toString).orElse("-"));
        }
        List<String> lines = new ArrayList<>();
        lines.add("Lab " + lab.directory().name() + " in " + lab.directory().path());
        lines.addAll(hosts.lines(terminal.width(), "  "));
        lines.add("");
        lines.addAll(sessions(lab.stats()).lines(terminal.width(), "  "));
        lines.add("  " + (lab.trafficRunning() ? lab.rate() + " arrivals per minute." : "The traffic is stopped."));
        return lines;
    }

    private static String target(Map<String, LabTarget> targets, LabMachine machine) {
        LabTarget target = targets.get(machine.id());
        return target == null ? "not registered" : word(target.health());
    }

    /** What the clients counted, as a table. */
    static Table sessions(LabStats stats) {
        Table table = new Table().row("SESSIONS", "OPEN", "COMPLETED", "INTERRUPTED", "REFUSED", "MOVED");
        stats.byVersion().forEach((version, counts) -> row(table, "on " + version, counts));
        row(table, "in total", stats.total());
        return table;
    }

    private static void row(Table table, String name, LabCounts counts) {
        table.row(
                name,
                Long.toString(counts.open()),
                Long.toString(counts.completed()),
                Long.toString(counts.interrupted()),
                Long.toString(counts.refused()),
                Long.toString(counts.moved()));
    }

    private static Map<String, Object> json(LabFleet lab, List<LabMachine> machines, Map<String, LabTarget> targets) {
        List<Map<String, Object>> hosts = new ArrayList<>();
        for (LabMachine machine : machines) {
            Map<String, Object> host = new LinkedHashMap<>();
            host.put("id", machine.id());
            host.put("zone", machine.zone());
            host.put("version", machine.version());
            host.put("state", word(machine.state()));
            host.put("target", target(targets, machine));
            host.put("pid", machine.pid());
            host.put("port", machine.port());
            hosts.add(host);
        }
        LabStats stats = lab.stats();
        Map<String, Object> versions = new LinkedHashMap<>();
        stats.byVersion().forEach((version, counts) -> versions.put(version, json(counts)));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("name", lab.directory().name());
        all.put("directory", lab.directory().path().toString());
        all.put("hosts", hosts);
        all.put("traffic", Map.of("running", lab.trafficRunning(), "arrivals-per-minute", lab.rate()));
        all.put("sessions", json(stats.total()));
        all.put("sessions-by-version", versions);
        return all;
    }

    private static Map<String, Long> json(LabCounts counts) {
        Map<String, Long> json = new LinkedHashMap<>();
        json.put("open", counts.open());
        json.put("completed", counts.completed());
        json.put("interrupted", counts.interrupted());
        json.put("refused", counts.refused());
        json.put("moved", counts.moved());
        return json;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
