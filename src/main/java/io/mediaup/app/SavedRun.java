package io.mediaup.app;

import io.mediaup.journal.RunStore;
import io.mediaup.journal.StoredRun;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Outcome;
import io.mediaup.rollout.Texts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a saved plan may be applied: its run goes on, has ended, or begins over the very fleet that it was made for. */
final class SavedRun {

    private final SavedPlan saved;
    private final Path file;
    private final RunStore store;

    /**
     * A question about {@code saved}.
     *
     * @param file where it was read
     */
    SavedRun(SavedPlan saved, Path file, RunStore store) {
        this.saved = saved;
        this.file = file;
        this.store = store;
    }

    /**
     * How its run ended, as a sentence, when that has reached its goal; empty when it is still to begin or to go on.
     *
     * @throws Refusal when its run has ended otherwise, or others ran or run since
     */
    Optional<String> over(Optional<StoredRun> unfinished) {
        List<StoredRun> since = store.runs()
                .takeWhile(run -> run.id().compareTo(saved.run()) >= 0)
                .filter(run -> !run.facts().isEmpty())
                .toList();
        for (StoredRun run : since) {
            if (!run.id().equals(saved.run())) {
                throw changed(List.of("run " + run.id() + " has begun since"), "");
            }
            List<Fact> facts = run.facts();
            if (facts.get(facts.size() - 1) instanceof Fact.RunEnded end) {
                return Optional.of(ended(end));
            }
        }
        unfinished.filter(run -> !run.id().equals(saved.run())).ifPresent(run -> {
            throw changed(
                    List.of("run " + run.id() + " is unfinished"),
                    " Let it come to its end first, with " + again() + ".");
        });
        return Optional.empty();
    }

    private String ended(Fact.RunEnded end) {
        if (end.outcome() != Outcome.DONE) {
            throw new Refusal(
                    Exit.FAILED,
                    "Expected a saved plan whose run is still to begin or unfinished, but found that run " + saved.run()
                            + " has ended: " + end.outcome().word() + ", " + end.reason() + ". Save a new one: "
                            + anew());
        }
        return "run " + saved.run() + " of this saved plan is done: " + end.reason();
    }

    /** Refuses a fleet that is not the one that the plan was made for. */
    void compare(Fingerprint now, Instant time) {
        List<String> differences = saved.fleet().differences(now);
        if (!differences.isEmpty()) {
            String age = Texts.duration(Duration.between(saved.savedAt(), time));
            throw changed(differences, " It was saved " + age + " ago.");
        }
    }

    /** The refusal of a lab that was taken down: a new one is another fleet. */
    Refusal down() {
        return changed(List.of("the lab is not up"), "");
    }

    private Refusal changed(List<String> differences, String more) {
        List<String> lines = new ArrayList<>();
        lines.add("Expected the fleet as it was when " + file + " was saved, but found:");
        differences.forEach(difference -> lines.add("  " + difference + "."));
        lines.add("Nothing was changed." + more + " To look at it as it is now and save a new plan: " + anew());
        return new Refusal(Exit.FLEET_CHANGED, lines);
    }

    private String anew() {
        return "mediaup plan " + source() + " --out " + file;
    }

    private String again() {
        return "'mediaup apply " + source() + "'";
    }

    private String source() {
        return new PlanSource(Path.of(saved.plan().file()), saved.plan().edits()).words();
    }
}
