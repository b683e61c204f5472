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

    /** Reads the plan, or refuses with every problem in it. */
    public Plan read() {
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
