package io.mediaup.cli;

import io.mediaup.app.PlanSource;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The plan that a verb is about. */
final class PlanOptions {

    @Parameters(paramLabel = "PLAN", description = "The plan file, or one that 'mediaup plan --out' saved.")
    private Path plan = Path.of("");

    @Mixin
    private EditOptions edits = new EditOptions();

    PlanSource source() {
        return edits.of(plan);
    }
}
