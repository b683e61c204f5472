package io.mediaup.plan;

import io.mediaup.fleet.HostId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns a checked tree into a plan with every default filled in, and finds what is wrong beyond single keys. */
final class PlanReader {

    private final Values root;
    private final String digest;
    private final List<Problem> problems;
    private final CheckReader checks;
    private final GateReader gates;

    PlanReader(Tree.Fields root, String digest, List<Problem> problems) {
        this.root = new Values(root, PlanFormat.ROOT);
        this.digest = digest;
        this.problems = problems;
        this.checks = new CheckReader(problems);
        this.gates = new GateReader(problems, new HttpReader(problems));
    }

    /** The plan; only to be used when no problem was found. */
    Plan read() {
        Technique technique = choice(Technique.class, root.text("technique"));
        boolean lab = isLab();
        Plan plan = new Plan(
                root.text("name"),
                digest,
                fleet(root.section("fleet")),
                target(root.section("target")),
                new LoadBalancerSpec(root.section("load-balancer").duration("settle", lab ? "1s" : "180s")),
                technique,
                new RolloutReader(root, problems, gates).read(technique),
                technique.sessions(),
                probes(root.section("probes"), lab),
                drain(root.section("drain")),
                new RetireReader(root, problems).read(),
                new SshReader(problems).hosts(root.section("ssh")),
                new MigrationReader(root, problems).read(technique),
                new ReconnectReader(root, problems).read(technique),
                model(),
                cost(),
                new WindowReader(problems).read(root),
                root.has("state") ? StateFormat.read(root.text("state")) : new StateSpec.Local(),
                new HookReader(problems, new HttpReader(problems)).read(root));
        new Contradictions(root, problems).find(plan);
        return plan;
    }

    private boolean isAws() {
        return root.section("fleet").text("provider").equals("aws");
    }

    private boolean isLab() {
        return root.section("fleet").text("provider").equals("lab");
    }

    private FleetSpec fleet(Values fleet) {
        String size = fleet.text("size");
        Set<HostId> hold =
                fleet.texts("hold").stream().map(HostId::new).collect(Collectors.toCollection(LinkedHashSet::new));
        return new FleetSpec(
                isAws() ? ProviderKind.AWS : ProviderKind.LAB,
                isAws() ? Optional.empty() : Optional.of(lab(fleet.section("lab"))),
                new AwsReader(root, problems).read(),
                size.equals("keep") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(size)),
                hold);
    }

    private LabSpec lab(Values lab) {
        List<String> zones = lab.has("zones") ? lab.texts("zones") : List.of("a", "b");
        if (new HashSet<>(zones).size() < zones.size()) {
            refuse(lab.place("zones"), "Expected different zones, but found one twice. Remove it.");
        }
        Values traffic = lab.section("traffic");
        SessionModel length = traffic.has("session-length")
                ? sessionLength(traffic.section("session-length"))
                : new SessionModel(Duration.ofSeconds(12), Duration.ofSeconds(40), true);
        return new LabSpec(
                lab.whole("hosts"),
                zones,
                lab.text("version"),
                lab.duration("boot-time"),
                traffic.whole("arrivals-per-minute"),
                length,
                lab.texts("command"));
    }

    private static TargetSpec target(Values target) {
        return new TargetSpec(
                target.text("version"),
                target.duration("boot-timeout"),
                target.duration("health-timeout"),
                choice(TargetSpec.FailedHosts.class, target.text("failed-hosts")));
    }

    private ProbesSpec probes(Values probes, boolean lab) {
        Duration every = probes.duration("every", lab ? "1s" : "5s");
        Duration stale = probes.duration("stale-after", lab ? "10s" : "30s");
        boolean known = !probes.refused("every") && !probes.refused("stale-after");
        if (known && stale.compareTo(every) <= 0) {
            refuse(
                    probes.place(probes.has("stale-after") ? "stale-after" : "every"),
                    "Expected stale-after to be longer than every, but found " + Texts.duration(stale) + " and "
                            + Texts.duration(every)
                            + ": each reading would be stale before the next. Raise stale-after.");
        }
        Values health = probes.section("health");
        return new ProbesSpec(
                every,
                stale,
                probes.has("health") ? checks.read(health, "the health probe") : Optional.empty(),
                health.whole("healthy-after"),
                probes.has("version") ? checks.read(probes.section("version"), "the version probe") : Optional.empty(),
                counters(probes.sections("sessions")));
    }

    private List<SessionCounter> counters(List<Values> sections) {
        Values drain = root.section("drain");
        List<SessionCounter> counters = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Values section : sections) {
            String name = section.text("name");
            if (section.has("name") && !names.add(name)) {
                refuse(
                        section.place("name"),
                        "Expected a name of its own for each counter, but found '" + name
                                + "' again. Rename one of them.");
            }
            checks.count(section, "the counter " + name)
                    .ifPresent(source -> counters.add(new SessionCounter(
                            name,
                            source.check(),
                            source.format(),
                            section.whole("threshold"),
                            section.has("patience") ? section.duration("patience") : drain.duration("patience"),
                            choice(PatienceOutcome.class, section.text("then", drain.text("then"))))));
        }
        return List.copyOf(counters);
    }

    private DrainSpec drain(Values drain) {
        boolean waits = printsWait(drain.section("enter"));
        List<String> all = waits ? List.of("enter", "leave") : List.of("enter", "leave", "read-back");
        List<String> missing = all.stream()
                .filter(key -> !drain.has(key) && !drain.refused(key))
                .toList();
        if (missing.size() == all.size()) {
            return new DrainSpec(Optional.empty(), drain.whole("stable-for"));
        }
        if (!missing.isEmpty()) {
            refuse(
                    drain.place(),
                    "Expected enter, leave and read-back together under drain, but found no "
                            + String.join(" and no ", missing)
                            + ". Add what is missing: a drain that cannot be read back or undone"
                            + " is not begun.");
            return new DrainSpec(Optional.empty(), drain.whole("stable-for"));
        }
        if (all.stream().anyMatch(drain::refused)) {
            return new DrainSpec(Optional.empty(), drain.whole("stable-for"));
        }
        Optional<Check> enter = checks.read(drain.section("enter"), "drain.enter");
        Optional<Check> leave = checks.read(drain.section("leave"), "drain.leave");
        // What such a command prints tells whether it drains, too.
        Optional<Check> readBack =
                waits && !drain.has("read-back") ? enter : checks.read(drain.section("read-back"), "drain.read-back");
        return new DrainSpec(
                enter.flatMap(e -> leave.flatMap(l -> readBack.map(r -> new DrainSpec.DrainCommand(e, l, r)))),
                drain.whole("stable-for"));
    }

    private static boolean printsWait(Values enter) {
        return enter.has("ssh") && enter.section("ssh").text("prints-wait").equals("true");
    }

    private SessionModel model() {
        Values model = root.section("model");
        if (model.has("session-length")) {
            return sessionLength(model.section("session-length"));
        }
        Values traffic = root.section("fleet").section("lab").section("traffic");
        return isLab() ? lab(root.section("fleet").section("lab"), traffic) : SessionModel.DEFAULT;
    }

    /** The lab's clients say how long their sessions last. */
    private static SessionModel lab(Values lab, Values traffic) {
        Values length = traffic.section("session-length");
        return new SessionModel(length.duration("median", "12s"), length.duration("p95", "40s"), lab.has("traffic"));
    }

    private SessionModel sessionLength(Values length) {
        Duration median = length.duration("median");
        Duration p95 = length.duration("p95");
        if (length.has("median") && length.has("p95") && p95.compareTo(median) <= 0) {
            refuse(
                    length.place("p95"),
                    "Expected p95 above the median of " + Texts.duration(median) + ", but found " + Texts.duration(p95)
                            + ". Raise it.");
        }
        return new SessionModel(median, p95, true);
    }

    private Optional<CostSpec> cost() {
        Values cost = root.section("cost");
        return root.has("cost")
                ? Optional.of(new CostSpec(cost.decimal("host-hour"), cost.text("currency")))
                : Optional.empty();
    }

    private static <E extends Enum<E>> E choice(Class<E> type, String text) {
        return Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private void refuse(Place place, String message) {
        problems.add(new Problem(place, message));
    }
}
