package io.mediaup.doctor;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.Printable;
import io.mediaup.plan.Plan;
import io.mediaup.plan.SshCheck;
import io.mediaup.provider.Finding;
import io.mediaup.provider.Finding.Level;
import io.mediaup.remote.RemoteCommand;
import io.mediaup.remote.RemoteException;
import io.mediaup.remote.RemoteResult;
import io.mediaup.remote.RemoteShell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Whether the programs that the plan runs on hosts are there. Those that only change something, such as the drain, cannot
 * be tried out; but that there is such a program can be asked of a POSIX shell (POSIX.1-2017, "command -v").
 */
public final class ToolChecks {

    private static final String CHECK = "ssh";
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final String SCRIPT = "for p; do command -v \"$p\" >/dev/null 2>&1 || echo \"$p\"; done";

    /** When so many cannot be reached, the others are not asked: each takes as long as a connection may. */
    private static final int ENOUGH = 3;

    private ToolChecks() {}

    /** What was found on {@code hosts}; nothing where the plan runs no commands. */
    public static List<Finding> of(Plan plan, List<Host> hosts, RemoteShell shell) {
        List<String> programs = programs(plan);
        if (programs.isEmpty() || hosts.isEmpty()) {
            return List.of();
        }
        List<String> argv = new ArrayList<>(List.of("sh", "-c", SCRIPT, "sh"));
        argv.addAll(programs);
        List<Finding> findings = new ArrayList<>();
        Map<String, List<String>> missing = new TreeMap<>();
        for (Host host : hosts) {
            try {
                RemoteResult result = shell.run(host, new RemoteCommand(argv, LONGEST));
                result.output()
                        .lines()
                        .filter(line -> !line.isBlank())
                        .forEach(program -> missing.computeIfAbsent(
                                        Printable.firstLine(program, 60), p -> new ArrayList<>())
                                .add(host.id().value()));
            } catch (RemoteException e) {
                findings.add(failed(host, e));
                if (findings.size() == ENOUGH) {
                    break;
                }
            }
        }
        missing.forEach((program, where) -> findings.add(Finding.failed(
                        CHECK,
                        "Expected the program " + program + " on every host, but found none on " + Names.of(where)
                                + ". Install it there, or name it by its path.")
                .about(where)));
        return findings.isEmpty()
                ? List.of(Finding.ok(CHECK, "Every host lets us in, and has " + String.join(", ", programs) + "."))
                : findings;
    }

    private static Finding failed(Host host, RemoteException failure) {
        Level level = switch (failure.kind()) {
            case UNREACHABLE, TIMED_OUT, FLOOD, LOST, INTERRUPTED -> Level.UNREACHABLE;
            case CONFIGURATION -> Level.FAILED;
            case NOT_PERMITTED, UNKNOWN_HOST_KEY, CHANGED_HOST_KEY -> Level.FORBIDDEN;
        };
        return new Finding(CHECK, level, List.of(host.id().value()), host.id() + ": " + failure.getMessage());
    }

    /** By their first word; one that is filled in for each host is another everywhere. */
    private static List<String> programs(Plan plan) {
        Set<String> programs = new LinkedHashSet<>();
        Stream.concat(plan.checks(), plan.retire().before().stream())
                .filter(SshCheck.class::isInstance)
                .map(SshCheck.class::cast)
                .map(check -> check.command().get(0))
                .filter(program -> !program.contains("{{"))
                .forEach(programs::add);
        return List.copyOf(programs);
    }
}
