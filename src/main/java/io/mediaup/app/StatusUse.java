package io.mediaup.app;

import io.mediaup.console.Summary;
import io.mediaup.console.json.JsonLines;
import io.mediaup.console.plain.Prose;
import io.mediaup.console.plain.Style;
import io.mediaup.console.plain.Table;
import io.mediaup.engine.Observer;
import io.mediaup.engine.RealTimeline;
import io.mediaup.fleet.CounterReadings;
import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.fleet.Slot;
import io.mediaup.journal.RunStore;
import io.mediaup.journal.StoredRun;
import io.mediaup.plan.KeptPlan;
import io.mediaup.plan.Plan;
import io.mediaup.plan.SessionCounter;
import io.mediaup.rollout.Decision;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.FleetView;
import io.mediaup.rollout.HostView;
import io.mediaup.rollout.RolloutDecider;
import io.mediaup.rollout.RolloutState;
import io.mediaup.rollout.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code mediaup status}: where the latest run of a plan stands, by its journal and a look at the fleet. */
public final class StatusUse {

    private static final Duration AGAIN = Duration.ofSeconds(2);

    /** Verdicts follow from verdicts, but not for long. */
    private static final int MOST_JUDGEMENTS = 5;

    /** ECMA-48: to the upper left corner, and erase from there. */
    private static final String TOP = "\u001b[H\u001b[J";

    private final Terminal terminal;
    private final Home home;

    /** Looks in the surroundings of {@code home}. */
    public StatusUse(Terminal terminal, Home home) {
        this.terminal = terminal;
        this.home = home;
    }

    /**
     * Shows the latest run; changes nothing and disturbs nobody.
     *
     * @param watch whether to show it again until it has ended: in place on a terminal, elsewhere whenever it has changed
     */
    public Exit status(PlanSource source, boolean watch) throws InterruptedException {
        Plan plan = asBegun(source);
        RunStore store = PlanStates.of(plan, home);
        try (RealTimeline timeline = new RealTimeline()) {
            List<String> shown = List.of();
            while (true) {
                Optional<View> view = view(plan, store, timeline);
                List<String> lines = view.map(this::lines).orElseGet(() -> none(plan));
                if (watch && terminal.cursor()) {
                    terminal.result(TOP + String.join(System.lineSeparator(), lines));
                } else if (!changing(lines).equals(changing(shown))) {
                    lines.forEach(terminal::result);
                }
                shown = lines;
                if (!watch || view.filter(v -> v.run().end().isEmpty()).isEmpty()) {
                    return Exit.DONE;
                }
                boolean[] over = {false};
                timeline.at(timeline.now().plus(AGAIN), () -> over[0] = true);
                timeline.runUntil(() -> over[0]);
            }
        }
    }

    /** Whoever looks need not repeat the options that the run was begun with. */
    private Plan asBegun(PlanSource source) {
        Plan plan = source.read();
        return PlanStates.of(plan, home)
                .latest()
                .map(run -> KeptPlan.edits(run.plan()))
                // A saved plan has its options with it, and takes no others.
                .filter(begun -> source.saved().isEmpty()
                        && !KeptPlan.missing(begun, source.made()).isEmpty())
                .map(begun -> new PlanSource(source.file(), begun).read())
                .orElse(plan);
    }

    /** Without the first line of the text, which tells the time since the run began. */
    private List<String> changing(List<String> lines) {
        return terminal.json() || lines.size() < 2 ? lines : lines.subList(1, lines.size());
    }

    private List<String> none(Plan plan) {
        return List.of(
                terminal.json()
                        ? JsonLines.of("status", Map.of("plan", plan.name(), "run", "", "state", "none"))
                        : "No run of " + plan.name() + " yet.");
    }

    private List<String> lines(View view) {
        return terminal.json() ? List.of(JsonLines.of("status", json(view))) : text(view);
    }

    private Optional<View> view(Plan plan, RunStore state, RealTimeline timeline) throws InterruptedException {
        Optional<StoredRun> latest = state.latest();
        if (latest.isEmpty()) {
            return Optional.empty();
        }
        List<Fact> facts = latest.get().facts();
        RolloutState run = RolloutState.of(facts);
        String runner = state.holder().map(holder -> "run by " + holder).orElse("no process runs it");
        World world = Worlds.open(plan, home, timeline);
        FleetSnapshot fleet = run.end().isPresent() || !Worlds.isUp(plan, home)
                ? FleetSnapshot.of(timeline.now(), List.of(), List.of("not looked at"))
                : FirstLook.of(new Observer(plan, world.provider(), world.servers(), timeline), timeline);
        return Optional.of(new View(plan, facts, run, fleet, runner, timeline.now()));
    }

    /** What one answer is made of. */
    private record View(
            Plan plan, List<Fact> facts, RolloutState run, FleetSnapshot fleet, String runner, Instant now) {

        String state() {
            return run.end()
                    .map(end -> end.outcome().word())
                    .orElse(
                            run.paused()
                                    ? "paused"
                                    : run.abort().isPresent()
                                            ? "aborting"
                                            : run.rollback().isPresent() ? "rolling-back" : "unfinished");
        }

        String reason() {
            return run.end()
                    .map(Fact.RunEnded::reason)
                    .or(() -> run.stop().map(Fact.LineStopped::reason))
                    .or(() -> run.pause().map(pause -> "by " + pause.by()))
                    .orElse("");
        }

        List<HostView> present() {
            return new FleetView(plan, fleet, run, now)
                    .hosts().stream().filter(host -> host.record().present()).toList();
        }

        Summary summary() {
            return RunTally.of(facts)
                    .summary(
                            plan,
                            state(),
                            reason(),
                            run.end().map(Fact.RunEnded::at).orElse(now),
                            Exit.DONE);
        }
    }

    private List<String> text(View view) {
        Summary summary = view.summary();
        List<String> lines = new ArrayList<>();
        String since = Texts.duration(Duration.between(view.run().start().at(), view.now()));
        lines.add(Style.BOLD.of(view.plan().name() + " → " + view.run().start().targetVersion(), terminal.color())
                + "  run " + view.run().start().run() + ", begun " + since + " ago: " + view.state() + ".");
        String more = "  " + (view.reason().isEmpty() ? "" : view.reason() + "; ")
                + (view.run().end().isPresent() ? "ended" : view.runner()) + ".";
        lines.addAll(Prose.lines(more, terminal.width()));
        String numbers = "  Hosts: " + summary.hosts().launched() + " launched, "
                + summary.hosts().retired() + " retired, "
                + summary.hosts().current() + " current, " + summary.hosts().outdated() + " outdated. Sessions: "
                + summary.sessions().drained() + " ended by themselves, "
                + summary.sessions().cut() + " cut.";
        lines.addAll(Prose.lines(numbers, terminal.width()));
        if (view.fleet().complete()) {
            lines.addAll(hosts(view).lines(terminal.width(), "  "));
        }
        return lines;
    }

    private static Table hosts(View view) {
        Map<String, String> waits = waits(view);
        Table table = new Table().row("HOST", "SLOT", "VERSION", "PHASE", "SESSIONS", "WAITS");
        for (HostView host : view.present()) {
            table.row(
                    host.id().value(),
                    host.record().slot().map(Slot::toString).orElse("-"),
                    host.record().version(),
                    phase(host),
                    sessions(view.plan(), host),
                    waits.getOrDefault(host.id().value(), ""));
        }
        return table;
    }

    /** What the next turn would wait for, once it has judged what can be seen now. */
    private static Map<String, String> waits(View view) {
        List<Fact> facts = new ArrayList<>(view.facts());
        RolloutDecider decider = new RolloutDecider(view.plan());
        Decision decision = decider.decide(view.fleet(), view.run(), view.now());
        for (int i = 0; i < MOST_JUDGEMENTS && !decision.verdicts().isEmpty(); i++) {
            facts.addAll(decision.verdicts());
            decision = decider.decide(view.fleet(), RolloutState.of(facts), view.now());
        }
        return decision.waits().stream()
                .collect(Collectors.toMap(Decision.Wait::subject, Decision.Wait::reason, (a, b) -> a + "; " + b));
    }

    private static String phase(HostView host) {
        return host.phase().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String sessions(Plan plan, HostView host) {
        return plan.probes().sessions().stream()
                .map(SessionCounter::name)
                .map(name -> host.observed()
                                .map(o -> o.counter(name))
                                .flatMap(CounterReadings::count)
                                .map(String::valueOf)
                                .orElse("?")
                        + " " + name)
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Object> json(View view) {
        List<Map<String, Object>> hosts = new ArrayList<>();
        if (view.fleet().complete()) {
            for (HostView host : view.present()) {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("id", host.id().value());
                json.put("slot", host.record().slot().map(Slot::toString).orElse(""));
                json.put("version", host.record().version());
                json.put("phase", phase(host).replace(' ', '-'));
                json.put("sessions", sessions(view.plan(), host));
                hosts.add(json);
            }
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("plan", view.plan().name());
        json.put("run", view.run().start().run());
        json.put("state", view.state());
        json.put("reason", view.reason());
        json.put("runner", view.runner());
        json.put("hosts", hosts);
        return json;
    }
}
