package io.mediaup.app;

import io.mediaup.engine.RealTimeline;
import io.mediaup.journal.RunStore;
import io.mediaup.journal.StoredRun;
import io.mediaup.plan.Plan;
import io.mediaup.rollout.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** {@code mediaup pause, resume, abort}: leaves a request for a run, whether a process runs it now or not. */
public final class RequestUse {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Terminal terminal;
    private final Home home;

    /** Asks from the surroundings of {@code home}. */
    public RequestUse(Terminal terminal, Home home) {
        this.terminal = terminal;
        this.home = home;
    }

    /** Leaves the request and, where a process runs the run, waits a moment for it to be taken. */
    public Exit post(PlanSource source, String verb, String reason) throws InterruptedException {
        Plan plan = source.read();
        Request.Kind kind = Request.Kind.valueOf(verb.toUpperCase(Locale.ROOT));
        RunStore state = PlanStates.of(plan, home);
        Optional<StoredRun> run = state.latestUnfinished();
        if (run.isEmpty()) {
            throw new Refusal(
                    Exit.FAILED,
                    "Expected an unfinished run of " + plan.name() + " to " + verb
                            + ", but found none. See 'mediaup status " + source.file() + "'.");
        }
        try (RealTimeline timeline = new RealTimeline()) {
            run.get().requests().post(Request.ofRun(kind, home.owner(), timeline.now(), reason));
            if (state.holder().isEmpty()) {
                terminal.result("Noted. No process runs " + run.get().id() + " now; the next 'mediaup apply "
                        + source.file() + "' obeys it.");
                return Exit.DONE;
            }
            boolean taken = awaitTaken(run.get(), timeline);
            terminal.result(
                    taken
                            ? "Run " + run.get().id() + " obeys: " + verb + "."
                            : "Left for run " + run.get().id() + ", which has not taken it yet. See 'mediaup status "
                                    + source.file() + "'.");
            return Exit.DONE;
        }
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
