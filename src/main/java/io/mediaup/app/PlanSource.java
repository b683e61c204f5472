package io.mediaup.app;

import io.mediaup.plan.InvalidPlanException;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanEdits;
import io.mediaup.plan.PlanFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A plan as it is named on a command line.
 *
 * @param file the plan file
 * @param edits what else the command line says about it
 */
public record PlanSource(Path file, PlanEdits edits) {

    /**
     * A plan and what the command line changes in it.
     *
     * @param sets {@code path=value} pairs that overwrite keys
     * @param vars {@code NAME=value} pairs that {@code {{var.NAME}}} stands for
     */
    public static PlanSource of(Path file, List<String> sets, List<String> vars) {
        return new PlanSource(file, new PlanEdits(sets, vars));
    }

    /** How it was named, to be pasted into a shell behind a verb. */
    public String words() {
        StringBuilder words = new StringBuilder(quoted(file.toString()));
        edits.sets().forEach(set -> words.append(" --set ").append(quoted(set)));
        edits.vars().forEach(pair -> words.append(" --var ").append(quoted(pair)));
        return words.toString();
    }

    private static String quoted(String word) {
        return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** Reads the plan, or refuses with every problem in it; of a saved one, the plan that was saved. */
    public Plan read() {
        mustBePairs(edits.sets(), "--set PATH=VALUE such as --set target.version=1.5.0", "a key of the plan");
        mustBePairs(edits.vars(), "--var NAME=VALUE such as --var zone=eu-west-1a", "a variable of the plan");
        try {
            Optional<SavedPlan> saved = saved();
            return saved.isPresent() ? read(saved.get()) : PlanFile.read(file, edits);
        } catch (InvalidPlanException e) {
            throw new Refusal(
                    Exit.INVALID_PLAN,
                    e.problems().stream().map(Object::toString).toList());
        }
    }

    /** The saved plan that was named; empty when it is a plan as it is written. */
    Optional<SavedPlan> saved() {
        return SavedPlan.in(file);
    }

    /** The plan's text as it is, for the run's records. */
    byte[] bytes() {
        return saved().map(saved -> saved.plan().text().getBytes(StandardCharsets.UTF_8))
                .orElseGet(() -> PlanStates.bytes(file));
    }

    /** What the command line changes, or changed when the plan was saved. */
    PlanEdits made() {
        return saved().map(saved -> saved.plan().edits()).orElse(edits);
    }

    /** The plan file, also of a saved plan. */
    String origin() {
        return saved().map(saved -> saved.plan().file()).orElse(file.toString());
    }

    private Plan read(SavedPlan saved) throws InvalidPlanException {
        SavedPlan.PlanText text = saved.plan();
        PlanEdits made = text.edits();
        boolean none = edits.sets().isEmpty() && edits.vars().isEmpty();
        if (!none && !edits.equals(made)) {
            throw new Refusal(
                    Exit.USAGE,
                    "Expected no --set and no --var (nor MEDIAUP_SET, MEDIAUP_VAR) beside the saved plan " + file
                            + ", but found some that it was not saved with. Leave them away, or save a plan with them.");
        }
        Plan plan = PlanFile.read(text.file(), text.text().getBytes(StandardCharsets.UTF_8), made);
        if (!plan.digest().equals(text.digest())) {
            throw new Refusal(
                    Exit.INVALID_PLAN,
                    "Expected the plan in " + file + " to mean what it meant when it was saved, but found that this"
                            + " mediaup reads it otherwise. Save it anew with 'mediaup plan PLAN --out FILE'.");
        }
        return plan;
    }

    private static void mustBePairs(List<String> pairs, String expected, String what) {
        pairs.stream().filter(pair -> pair.indexOf('=') <= 0).findFirst().ifPresent(pair -> {
            throw new Refusal(
                    Exit.USAGE,
                    "Expected " + expected + ", but found '" + pair + "'. Name " + what + " and its value.");
        });
    }

    /** Reads the plan, which must be one of the lab. */
    Plan lab() {
        Plan plan = read();
        if (plan.fleet().lab().isEmpty()) {
            throw new Refusal(
                    Exit.USAGE,
                    "Expected a plan with provider: lab, but found provider: "
                            + plan.fleet().provider().name().toLowerCase(java.util.Locale.ROOT) + " in " + file
                            + ". Name a lab plan such as plans/quickstart.yaml.");
        }
        return plan;
    }
}
