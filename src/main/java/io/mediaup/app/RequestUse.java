package io.mediaup.app;

import io.mediaup.engine.RealTimeline;
import io.mediaup.journal.RunStore;
import io.mediaup.journal.StoredRun;
import io.mediaup.plan.Durations;
import io.mediaup.plan.KeptPlan;
import io.mediaup.plan.Plan;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Request;
import io.mediaup.rollout.RolloutState;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code mediaup pause, resume, abort, rollback, drain, undrain, hold, release, extend}: leaves a request for a run,
 * whether a process runs it now or not.
 */
public final class RequestUse {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Terminal terminal;
    private final Home home;

    /** Asks from the surroundings of {@code home}. */
    public RequestUse(Terminal terminal, Home home) {
        this.terminal = terminal;
        this.home = home;
    }

    /** Asks something of the run as a whole. */
    public Exit ofRun(PlanSource source, String verb, String reason) throws InterruptedException {
        Request.Kind kind = kind(verb);
        return post(source, kind, now -> Request.ofRun(kind, home.owner(), now, reason));
    }

    /** Asks something of one host of the run. */
    public Exit ofHost(PlanSource source, String verb, String host, String reason) throws InterruptedException {
        Request.Kind kind = kind(verb);
        return post(source, kind, now -> Request.ofHost(kind, host, home.owner(), now, reason));
    }

    /**
     * Gives a draining host more time.
     *
     * @param more such as {@code 2h}
     */
    public Exit extend(PlanSource source, String host, String more, String reason) throws InterruptedException {
        Duration time = Durations.parse(more)
                .filter(length -> !length.isZero())
                .orElseThrow(() -> new Refusal(
                        Exit.USAGE, "Expected a duration such as 30m, 2h or 1h30m, but found '" + more + "'."));
        return post(
                source,
                Request.Kind.EXTEND,
                now -> new Request(Request.Kind.EXTEND, home.owner(), now, reason, host, time));
    }

    private static Request.Kind kind(String verb) {
        return Request.Kind.valueOf(verb.toUpperCase(Locale.ROOT));
    }

    /** Leaves the request and, where a process runs the run, waits a moment for it to be taken. */
    private Exit post(PlanSource source, Request.Kind kind, Function<Instant, Request> request)
            throws InterruptedException {
        Plan plan = source.read();
        String verb = kind.name().toLowerCase(Locale.ROOT);
        RunStore store = PlanStates.of(plan, home);
        Optional<StoredRun> run = store.latestUnfinished();
        if (run.isEmpty()) {
            throw new Refusal(
                    Exit.FAILED,
                    "Expected an unfinished run of " + plan.name() + " to " + verb + ", but found none. "
                            + instead(kind, source, store));
        }
        try (RealTimeline timeline = new RealTimeline()) {
            Request asked = request.apply(timeline.now());
            RequestCheck.problem(plan, RolloutState.of(run.get().facts()), asked)
                    .ifPresent(problem -> {
                        throw new Refusal(Exit.FAILED, problem);
                    });
            run.get().requests().post(asked);
            if (store.holder().isEmpty()) {
                // A saved plan has its options with it, and takes no others.
                PlanSource begun = source.saved().isPresent()
                        ? source
                        : new PlanSource(source.file(), KeptPlan.edits(run.get().plan()));
                terminal.result("Noted. No process runs " + run.get().id() + " now; the next 'mediaup apply "
                        + begun.words() + "' obeys it.");
                return Exit.DONE;
            }
            boolean taken = awaitTaken(run.get(), timeline);
            terminal.result(
                    taken
                            ? "Run " + run.get().id() + " obeys: " + verb
                                    + (asked.host().isEmpty() ? "" : " " + asked.host()) + "."
                            : "Left for run " + run.get().id() + ", which has not taken it yet. See 'mediaup status "
                                    + source.words() + "'.");
            return Exit.DONE;
        }
    }

    /** What leads to the same end where no run is under way. */
    private static String instead(Request.Kind kind, PlanSource source, RunStore store) {
        if (kind != Request.Kind.ROLLBACK) {
            return "See 'mediaup status " + source.words() + "'.";
        }
        String before = store.latest()
                .flatMap(run -> run.facts().stream().findFirst())
                .filter(Fact.RunStarted.class::isInstance)
                .map(Fact.RunStarted.class::cast)
                .flatMap(start -> start.hosts().stream()
                        .map(Fact.StartingHost::version)
                        .filter(version -> !version.equals(start.targetVersion()))
                        .findFirst())
                .orElse("VERSION");
        return "To go back, apply the version before: mediaup apply " + source.words() + " --set target.version="
                + before + ". It puts hosts of that version that still drain back in rotation first.";
    }

    private static boolean awaitTaken(StoredRun run, RealTimeline timeline) throws InterruptedException {
        Instant limit = timeline.now().plus(PATIENCE);
        boolean[] over = {false};
        boolean[] taken = {false};
        check(run, timeline, limit, taken, over);
        timeline.runUntil(() -> over[0]);
        return taken[0];
    }

    private static void check(StoredRun run, RealTimeline timeline, Instant limit, boolean[] taken, boolean[] over) {
        taken[0] = run.requests().pending().isEmpty();
        over[0] = taken[0] || timeline.now().isAfter(limit);
        timeline.at(timeline.now().plusMillis(100), () -> check(run, timeline, limit, taken, over));
    }
}
