package io.mediaup.cli;

import io.mediaup.app.PlanSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** What the command line changes in a plan. */
final class EditOptions {

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description =
                    "Overwrites a key of the plan, such as target.version=1.5.0. May be repeated; MEDIAUP_SET holds"
                            + " one a line.",
            completionCandidates = SettableKeys.class)
    private List<String> sets = new ArrayList<>();

    @Option(
            names = "--var",
            paramLabel = "NAME=VALUE",
            description =
                    "What {{var.NAME}} stands for in the plan. May be repeated; MEDIAUP_VAR holds one a line. Not for"
                            + " secrets: those belong in env:NAME or file:PATH.")
    private List<String> vars = new ArrayList<>();

    PlanSource of(Path plan) {
        return PlanSource.of(plan, with("MEDIAUP_SET", sets), with("MEDIAUP_VAR", vars));
    }

    /** The environment first: of two that say the same, the later one holds. */
    private static List<String> with(String variable, List<String> given) {
        Stream<String> lines =
                System.getenv().getOrDefault(variable, "").lines().filter(line -> !line.isBlank());
        return Stream.concat(lines, given.stream()).toList();
    }
}
