package io.mediaup.app;

import io.mediaup.console.Step;
import io.mediaup.console.Steps;
import io.mediaup.console.Summary;
import io.mediaup.console.json.JsonLines;
import io.mediaup.doctor.Preflight;
import io.mediaup.engine.Observer;
import io.mediaup.engine.RealTimeline;
import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.fleet.LaunchDefinition;
import io.mediaup.journal.JournalException;
import io.mediaup.plan.Plan;
import io.mediaup.rollout.Outcome;
import io.mediaup.simulation.Preview;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code mediaup plan}: what apply would do, by the same engine in virtual time. Changes nothing. */
public final class PlanUse {

    /** One fixed seed: the same fleet gives the same preview. */
    static final long SEED = 20_260_101;

    private final Terminal terminal;
    private final Home home;

    /** Plans in the surroundings of {@code home}. */
    public PlanUse(Terminal terminal, Home home) {
        this.terminal = terminal;
        this.home = home;
    }

    /**
     * What else is wanted.
     *
     * @param detailedExit whether changes are told by the exit code too
     * @param stats whether to say at the end what was asked of the provider
     * @param out the file to save the plan in; empty for none
     */
    public record Wish(boolean detailedExit, boolean stats, String out) {}

    /** Shows what would be done. */
    public Exit plan(PlanSource source, Wish wish) throws InterruptedException {
        Plan read = Summaries.read("plan", source, terminal);
        try {
            return plan(source, read, wish);
        } catch (Refusal refusal) {
            throw refused(read, refusal);
        } catch (JournalException failure) {
            Failure means = Failure.of(failure);
            throw refused(read, new Refusal(means.exit(), means.messages()));
        }
    }

    private Exit plan(PlanSource source, Plan read, Wish wish) throws InterruptedException {
        List<String> missing = Secrets.missing(read, home);
        if (!missing.isEmpty()) {
            throw new Refusal(Exit.INVALID_PLAN, missing);
        }
        Optional<PlanSaving> saving =
                wish.out().isEmpty() ? Optional.empty() : Optional.of(PlanSaving.into(source, Path.of(wish.out())));
        Optional<Look> look = Worlds.isUp(read, home) ? Optional.of(look(read)) : Optional.empty();
        if (wish.stats()) {
            CallStats.say(terminal, look.map(Look::calls).orElse(Map.of()));
        }
        if (saving.isPresent()) {
            save(saving.get(), look.orElseThrow(saving.get()::notUp));
        }
        Plan plan = look.map(l -> l.briefed().plan()).orElse(read);
        Exit exit = show(source, plan, look.orElse(null), wish.detailedExit());
        saving.ifPresent(kept -> terminal.say(kept.words()));
        return exit;
    }

    /** Without a look the lab is not up, and its fleet is made up. */
    private Exit show(PlanSource source, Plan plan, @Nullable Look seen, boolean detailedExit) {
        Optional<Look> look = Optional.ofNullable(seen);
        FleetSnapshot fleet = look.map(Look::fleet).orElseGet(() -> LabBlueprint.of(plan));
        Map<String, Long> calls = look.map(Look::calls).orElse(Map.of());
        if (Fleets.nothingToDo(plan, fleet)) {
            return nothingToDo(plan, fleet, calls);
        }
        List<String> problems = new ArrayList<>();
        look.ifPresent(l -> problems.addAll(l.briefed().briefing().refusals()));
        look.ifPresent(l -> problems.addAll(Preflight.problems(plan, fleet)));
        LaunchDefinition target = look.map(l -> l.briefed().briefing().target()).orElse(LaunchDefinition.UNKNOWN);
        Optional<String> rejected = Rejections.problem(PlanStates.of(plan, home), plan, target, source);
        Preview preview = Preview.of(plan, fleet, SEED);
        PlanReport report = look.map(l -> new PlanReport(l.briefed(), fleet, preview))
                .orElseGet(() -> new PlanReport(plan, fleet, preview, true));
        Exit exit = detailedExit ? Exit.CHANGES : Exit.DONE;
        if (terminal.json()) {
            Steps.byBatch(report.steps()).forEach(step -> terminal.result(JsonLines.of("step", json(step))));
            terminal.result(JsonLines.of("forecast", forecast(report, preview)));
            terminal.result(JsonLines.of(summary(plan, fleet, preview, exit).calling(calls)));
        } else {
            report.lines(terminal.width(), terminal.color()).forEach(terminal::result);
        }
        problems.forEach(problem -> terminal.complain("Warning: apply will refuse this fleet. " + problem));
        rejected.ifPresent(problem -> terminal.complain("Warning: apply will refuse this plan. " + problem));
        return exit;
    }

    /**
     * What was seen.
     *
     * @param at when
     * @param run an id for a run that would begin now
     */
    private record Look(Briefed briefed, FleetSnapshot fleet, Map<String, Long> calls, Instant at, String run) {}

    private Look look(Plan plan) throws InterruptedException {
        try (RealTimeline timeline = new RealTimeline()) {
            Briefed briefed = Briefed.of(plan, home, timeline);
            World world = briefed.world();
            Observer observer = new Observer(briefed.plan(), world.provider(), world.servers(), timeline);
            FleetSnapshot fleet = FirstLook.of(observer, timeline);
            world.ssh().requireKnownKeys();
            Instant now = timeline.now();
            String run = PlanStates.runId(now, timeline.random());
            return new Look(briefed, fleet, world.provider().calls(), now, run);
        }
    }

    private void save(PlanSaving saving, Look look) {
        Fingerprint print = Fingerprint.of(look.fleet(), look.briefed().briefing());
        saving.save(look.briefed().plan(), print, look.run(), home.owner(), look.at());
    }

    private Refusal refused(Plan plan, Refusal refusal) {
        if (terminal.json()) {
            FleetSnapshot nothing = FleetSnapshot.of(Instant.EPOCH, List.of(), List.of("not looked at"));
            String reason = refusal.reason();
            terminal.result(JsonLines.of(Summaries.of("plan", plan, nothing, "refused", reason, refusal.exit())));
        }
        return refusal;
    }

    private Exit nothingToDo(Plan plan, FleetSnapshot fleet, Map<String, Long> calls) {
        String reason = "all "
                + fleet.hosts().values().stream()
                        .filter(host -> host.host().state().alive())
                        .count()
                + " hosts run " + plan.target().version();
        if (terminal.json()) {
            terminal.result(JsonLines.of(
                    Summaries.nothingToDo("plan", plan, fleet, reason).calling(calls)));
        } else {
            terminal.result("Nothing to do: " + reason + ".");
        }
        return Exit.DONE;
    }

    private static Map<String, Object> json(Step step) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("batch", step.batch());
        json.put("slot", step.slot());
        json.put("action", step.verb());
        json.put("host", step.host());
        json.put("version", step.version());
        json.put("after-seconds", seconds(step.after()));
        json.put("reason", step.reason());
        return json;
    }

    private static Map<String, Object> forecast(PlanReport report, Preview preview) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("seconds", seconds(preview.duration()));
        json.put("ends", preview.outcome().isPresent());
        json.put("outcome", preview.outcome().map(Outcome::word).orElse(""));
        json.put("peak-hosts", preview.peakHosts());
        json.put("peak-draining", preview.peakDraining());
        json.put("extra-host-hours", seconds(preview.extraHostTime()) / 3600);
        json.put("sessions-cut", preview.cut());
        json.put("windows", Openings.json(preview.facts()));
        json.put("warnings", report.warnings());
        json.put("assumptions", report.assumptions());
        return json;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static Summary summary(Plan plan, FleetSnapshot fleet, Preview preview, Exit exit) {
        Summary empty = Summaries.nothingToDo("plan", plan, fleet, "");
        return new Summary(
                "plan",
                plan.name(),
                "",
                empty.technique(),
                "planned",
                "what apply would do now",
                plan.target().version(),
                empty.hosts(),
                empty.sessions(),
                preview.duration(),
                Map.of(),
                exit.code());
    }
}
