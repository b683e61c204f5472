package io.mediaup.plan;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads the section {@code ssh}, and commands that are run over SSH. */
final class SshReader {

    private final List<Problem> problems;
    private final Templates templates;

    SshReader(List<Problem> problems) {
        this(problems, Templates.ALL);
    }

    /** For commands in which {@code known} may stand in double braces. */
    SshReader(List<Problem> problems, List<String> known) {
        this.problems = problems;
        this.templates = new Templates(problems, known);
    }

    /** The section {@code ssh}, with every default filled in. */
    SshSpec hosts(Values ssh) {
        templates.check(ssh.place("address"), ssh.text("address"));
        return new SshSpec(
                new SshSpec.Login(ssh.optional("user"), ssh.optional("identity"), ssh.optional("config")),
                ssh.text("address"),
                ssh.optionalWhole("port"),
                ssh.optional("jump"),
                SshSpec.Trust.valueOf(
                        ssh.text("host-keys").toUpperCase(Locale.ROOT).replace('-', '_')),
                new SshSpec.Limits(ssh.duration("connect-timeout"), ssh.duration("keep-alive"), ssh.whole("parallel")));
    }

    /** The command of a section that has one. */
    SshCheck command(Values ssh) {
        List<String> command = ssh.texts("command");
        command.forEach(word -> templates.check(ssh.place("command"), word));
        if (!command.isEmpty() && command.get(0).contains("{{")) {
            problems.add(new Problem(
                    ssh.place("command"),
                    "Expected a program that the plan names, but found a template. Write its path; templates are for"
                            + " its arguments."));
        }
        boolean reads = ssh.knows("pattern") && ssh.has("pattern");
        if (reads) {
            pattern(problems, ssh);
        }
        boolean waits = ssh.knows("prints-wait") && ssh.text("prints-wait").equals("true");
        boolean expects = ssh.knows("equals") && ssh.has("equals");
        if (waits && expects) {
            problems.add(new Problem(
                    ssh.place("equals"),
                    "Expected equals or prints-wait, but found both: the output is one or the other. Remove one."));
        }
        return new SshCheck(
                command,
                reads ? ssh.optional("pattern") : Optional.empty(),
                expects ? ssh.optional("equals") : Optional.empty(),
                waits,
                ssh.duration("timeout"));
    }

    /** Refuses a pattern that is none, or that has several groups. */
    static void pattern(List<Problem> problems, Values section) {
        try {
            int groups = Pattern.compile(section.text("pattern")).matcher("").groupCount();
            if (groups > 1) {
                problems.add(new Problem(
                        section.place("pattern"),
                        "Expected one group in pattern, but found " + groups
                                + ". Write (?:…) for those that do not count."));
            }
        } catch (PatternSyntaxException e) {
            problems.add(new Problem(
                    section.place("pattern"),
                    "Expected a regular expression, but found: " + e.getDescription() + " near character "
                            + (e.getIndex() + 1) + ". Mend it, and quote it with single quotes."));
        }
    }
}
