package io.mediaup.plan;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads whom to tell that clients must reconnect, for the technique that cuts them off. */
final class ReconnectReader {

    static final Kind.Section FORMAT = PlanFormat.section(
            Key.of("when", PlanFormat.choice(List.of("before", "after")), "Before a host goes, or after.")
                    .or("after"),
            Key.of(
                            "notify",
                            PlanFormat.section(
                                    Key.of("http", HttpFormat.ORDER, "The request."),
                                    Key.of("ssh", SshFormat.NOTICE, "A command on the host, before it goes.")),
                            "Tells the signalling service, once a host; may hold {{host.id}} and the like.")
                    .needed());

    private final Values root;
    private final List<Problem> problems;
    private final CheckReader checks;

    ReconnectReader(Values root, List<Problem> problems) {
        this.root = root;
        this.problems = problems;
        this.checks = new CheckReader(problems);
    }

    /** The section, if there is one; a problem where nothing would ever be told. */
    Optional<ReconnectSpec> read(Technique technique) {
        if (!root.has("reconnect") || root.refused("reconnect")) {
            return Optional.empty();
        }
        Values section = root.section("reconnect");
        if (technique != Technique.KILL_RECONNECT && !root.refused("technique")) {
            problems.add(new Problem(
                    section.place(),
                    "Expected technique: kill-reconnect with reconnect, but found "
                            + technique.name().toLowerCase(Locale.ROOT).replace('_', '-')
                            + ", which has nobody told to reconnect. Remove reconnect, or change the technique."));
        }
        Values notify = section.section("notify");
        if (!section.has("notify") || section.refused("notify")) {
            return Optional.empty();
        }
        ReconnectSpec.When when =
                ReconnectSpec.When.valueOf(section.text("when").toUpperCase(Locale.ROOT));
        Optional<Check> notice = checks.read(notify, "reconnect.notify");
        notice.ifPresent(check -> reachable(notify, check, when));
        return notice.map(check -> new ReconnectSpec(when, check));
    }

    /** A host that is gone runs no commands, and one that goes may be gone before a tunnel through it has answered. */
    private void reachable(Values notify, Check notice, ReconnectSpec.When when) {
        if (notice instanceof HttpCheck request && request.viaSsh()) {
            problems.add(new Problem(
                    notify.place("http"),
                    "Expected a notice that is sent from here, but found via: ssh, which leads to the host that goes."
                            + " Remove it."));
        }
        if (notice instanceof SshCheck && when == ReconnectSpec.When.AFTER) {
            problems.add(new Problem(
                    notify.place("ssh"),
                    "Expected when: before with a command on the host that goes, but found after, when it is gone. Add"
                            + " it, or send the notice with http."));
        }
    }
}
