package io.mediaup.app;

import io.mediaup.journal.JournalException;
import io.mediaup.journal.RunStore;
import io.mediaup.plan.HookSpec;
import io.mediaup.plan.Plan;
import io.mediaup.provider.Finding;
import io.mediaup.provider.Finding.Level;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What can be checked before anybody asks the fleet: secrets, the programs of hooks, and where runs are kept. */
final class LocalChecks {

    private final Plan plan;
    private final Home home;

    LocalChecks(Plan plan, Home home) {
        this.plan = plan;
        this.home = home;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        List<String> missing = Secrets.missing(plan, home);
        missing.forEach(problem -> findings.add(Finding.failed("secrets", problem)));
        if (missing.isEmpty()) {
            findings.add(Finding.ok("secrets", "Every secret that the plan names is there, or it names none."));
        }
        findings.addAll(hooks());
        findings.addAll(state());
        return findings;
    }

    private List<Finding> hooks() {
        List<String> programs = plan.hooks().stream()
                .map(HookSpec::target)
                .filter(HookSpec.Command.class::isInstance)
                .map(target -> ((HookSpec.Command) target).command().get(0))
                .distinct()
                .toList();
        List<String> missing =
                programs.stream().filter(program -> !executable(program)).toList();
        return missing.isEmpty()
                ? programs.isEmpty() ? List.of() : List.of(Finding.ok("hooks", "Every program of a hook is there."))
                : List.of(Finding.failed(
                        "hooks",
                        "Expected the programs of hooks here, but found none called " + String.join(", ", missing)
                                + ". Install it, or name it by its path."));
    }

    private boolean executable(String program) {
        if (program.contains("/")) {
            return Files.isExecutable(Path.of(program));
        }
        String path = home.env().getOrDefault("PATH", "");
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(path)
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private List<Finding> state() {
        List<Finding> findings = new ArrayList<>();
        try {
            RunStore store = PlanStates.of(plan, home);
            store.rehearse();
            findings.add(Finding.ok("state", "Runs are kept in " + plan.state() + "."));
            Optional<String> holder = store.holder();
            holder.ifPresent(who -> findings.add(
                    Finding.warning("state", who + " runs the plan now: apply would end with exit code 75.")));
            store.latestUnfinished()
                    .ifPresent(run -> findings.add(Finding.warning(
                            "state", "Run " + run.id() + " is unfinished: apply continues it, or supersedes it.")));
        } catch (JournalException e) {
            Level level = switch (Failure.of(e).exit()) {
                case NOT_PERMITTED -> Level.FORBIDDEN;
                case UNREACHABLE -> Level.UNREACHABLE;
                default -> Level.FAILED;
            };
            findings.add(new Finding("state", level, List.of(), String.valueOf(e.getMessage())));
        }
        return findings;
    }
}
