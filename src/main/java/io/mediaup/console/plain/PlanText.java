package io.mediaup.console.plain;

import io.mediaup.console.Step;
import io.mediaup.console.Steps;
import io.mediaup.rollout.Texts;
import java.util.ArrayList;
import java.util.List;

/** A preview as text. */
public final class PlanText {

    /** Rows that are shown before the rest is only counted. */
    private static final int MOST_ROWS = 2000;

    private PlanText() {}

    /** The steps as a table. */
    public static List<String> steps(List<Step> steps, int width, boolean color) {
        Table table = new Table().row("BATCH", "SLOT", "AFTER", "DO", "HOST", "WHY");
        String batch = "";
        String slot = "";
        for (Step step : Steps.byBatch(steps).stream().limit(MOST_ROWS).toList()) {
            String thisBatch = step.batch() == 0 ? "-" : Integer.toString(step.batch());
            String thisSlot = step.slot().isEmpty() ? "-" : step.slot();
            boolean sameBatch = thisBatch.equals(batch);
            table.row(
                    sameBatch ? "" : thisBatch,
                    sameBatch && thisSlot.equals(slot) ? "" : thisSlot,
                    Texts.duration(step.after()),
                    step.verb(),
                    step.host() + (step.version().isEmpty() ? "" : " (" + step.version() + ")"),
                    step.reason());
            batch = thisBatch;
            slot = thisSlot;
        }
        List<String> lines = new ArrayList<>(table.lines(width, "  "));
        lines.set(0, Style.BOLD.of(lines.get(0), color));
        if (steps.size() > MOST_ROWS) {
            lines.add("  (" + (steps.size() - MOST_ROWS) + " more steps; --output json has them all)");
        }
        return lines;
    }
}
