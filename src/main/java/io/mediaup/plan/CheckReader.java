package io.mediaup.plan;

import java.util.List;
import java.util.Optional;

/** Reads what is asked of a host, by whichever way the plan says. */
final class CheckReader {

    /** Where one of these was refused, it would be unfair to ask for http, too. */
    static final List<String> WAYS = List.of("http", "ssh", "prometheus", "preset");

    private final List<Problem> problems;
    private final HttpReader http;
    private final SshReader ssh;

    CheckReader(List<Problem> problems) {
        this(problems, Templates.ALL);
    }

    /** For checks in which {@code known} may stand in double braces. */
    CheckReader(List<Problem> problems, List<String> known) {
        this.problems = problems;
        this.http = new HttpReader(problems, known);
        this.ssh = new SshReader(problems, known);
    }

    /**
     * Where a count is read.
     *
     * @param format how it is read there
     */
    record Count(Check check, CountFormat format) {}

    /** The check of a section that must have one; empty after a problem. */
    Optional<Check> read(Values section, String what) {
        if (!one(section, what, "")) {
            return Optional.empty();
        }
        return Optional.of(
                section.has("ssh") ? ssh.command(section.section("ssh")) : http.request(section.section("http")));
    }

    /** The check and the format of a counter; empty after a problem. */
    Optional<Count> count(Values section, String what) {
        if (!one(section, what, " Make two counters of them.")) {
            return Optional.empty();
        }
        if (section.has("prometheus")) {
            Values prometheus = section.section("prometheus");
            CountFormat metric = new CountFormat.Metric(prometheus.text("metric"), prometheus.names("labels"));
            return Optional.of(new Count(http.request(prometheus), metric));
        }
        if (section.has("ssh")) {
            SshCheck command = ssh.command(section.section("ssh"));
            CountFormat format =
                    command.pattern().<CountFormat>map(CountFormat.Text::new).orElseGet(CountFormat.Output::new);
            return Optional.of(new Count(command, format));
        }
        Values request = section.section("http");
        return Optional.of(new Count(http.request(request), http.format(request)));
    }

    /** Whether {@code section} says one way; no way and several are problems. */
    private boolean one(Values section, String what, String several) {
        List<String> ways = WAYS.stream().filter(section::has).toList();
        if (ways.size() > 1) {
            problems.add(new Problem(
                    section.place(ways.get(ways.size() - 1)),
                    "Expected " + String.join(" or ", ways) + " for " + what + ", but found both."
                            + (several.isEmpty() ? " Keep one of them." : several)));
            return false;
        }
        return !ways.isEmpty() || http.read(section, what).isPresent();
    }
}
