package io.mediaup.cli;

import io.mediaup.app.PlanSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The plan that a verb is about. */
final class PlanOptions {

    @Parameters(paramLabel = "PLAN", description = "The plan file.")
    private Path plan = Path.of("");

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Overwrites a key of the plan, such as target.version=1.5.0. May be repeated.",
            completionCandidates = SettableKeys.class)
    private List<String> sets = new ArrayList<>();

    PlanSource source() {
        return new PlanSource(plan, sets);
    }
}
