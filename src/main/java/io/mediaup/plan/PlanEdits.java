package io.mediaup.plan;

import java.util.List;

/**
 * What a command line changes in a plan file.
 *
 * @param sets {@code path=value} pairs that overwrite keys, in this order
 * @param vars {@code NAME=value} pairs that {@code {{var.NAME}}} stands for; the last of a name wins
 */
public record PlanEdits(List<String> sets, List<String> vars) {

    /** Nothing: the file as it is. */
    public static final PlanEdits NONE = new PlanEdits(List.of(), List.of());

    /** Copies the lists. */
    public PlanEdits {
        sets = List.copyOf(sets);
        vars = List.copyOf(vars);
    }
}
