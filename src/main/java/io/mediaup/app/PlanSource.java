package io.mediaup.app;

import io.mediaup.plan.InvalidPlanException;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanFile;
import java.nio.file.Path;
import java.util.List;

/**
 * A plan as it is named on a command line.
 *
 * @param file the plan file
 * @param sets {@code path=value} pairs that overwrite keys of it
 */
public record PlanSource(Path file, List<String> sets) {

    /** Copies the list. */
    public PlanSource {
        sets = List.copyOf(sets);
    }

    /** How it was named, to be pasted into a shell behind a verb. */
    public String words() {
        StringBuilder words = new StringBuilder(quoted(file.toString()));
        sets.forEach(set -> words.append(" --set ").append(quoted(set)));
        return words.toString();
    }

    private static String quoted(String word) {
        return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** Reads the plan, or refuses with every problem in it. */
    public Plan read() {
        sets.stream().filter(set -> set.indexOf('=') <= 0).findFirst().ifPresent(set -> {
            throw new Refusal(
                    Exit.USAGE,
                    "Expected --set PATH=VALUE such as --set target.version=1.5.0, but found '" + set
                            + "'. Name a key of the plan and its value.");
        });
        try {
            return PlanFile.read(file, sets);
        } catch (InvalidPlanException e) {
            throw new Refusal(
                    Exit.INVALID_PLAN,
                    e.problems().stream().map(Object::toString).toList());
        }
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
