package io.mediaup.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The keys of SSH: of the section {@code ssh}, and of a command, by what it is run for. */
final class SshFormat {

    private static final Key EQUALS = Key.of(
            "equals",
            PlanFormat.words(".{1,200}", "text"),
            "What it prints for yes; the exit status says it by default.");

    private static final Key PATTERN = Key.of(
            "pattern",
            PlanFormat.words(".{1,500}", "a regular expression"),
            "Matches the output once, and its one group is what is read; the whole output by default.");

    static final Kind COUNT = command("10s", PATTERN);

    static final Kind YES_OR_NO = command("10s", EQUALS);

    static final Kind GATE = command("30s", PATTERN, EQUALS);

    static final Kind VERSION = command("10s", PATTERN);

    static final Kind ORDER = command(
            "30s",
            EQUALS,
            Key.of(
                            "prints-wait",
                            new Kind.Flag(),
                            "Whether it prints seconds as BOSH's drain scripts do: wait that long; negative: then ask again.")
                    .or("false"));

    /** As an order, but it has no say in how long to wait. */
    static final Kind NOTICE = command("30s", EQUALS);

    static final Kind LIST = command(
            "30s",
            Key.of(
                    "pattern",
                    PlanFormat.words(".{1,500}", "a regular expression"),
                    "Matches once for each session, and its one group is the id; every line is one by default."));

    static final Kind UNDO = command("30s", EQUALS);

    static final Kind HOSTS = PlanFormat.section(
            Key.of("user", PlanFormat.words("[A-Za-z_][\\w.@+-]{0,63}", "a user name"), "Who logs in."),
            Key.of(
                    "identity",
                    PlanFormat.words("[^\\s-]\\S{0,1000}", "the path of a private key"),
                    "The private key; otherwise the agent's and the usual ones."),
            Key.of(
                            "address",
                            PlanFormat.words("[^\\s@/-][^\\s@/]{0,252}", "a host name, an address or a template"),
                            "What a host is called; may be an alias of ~/.ssh/config.")
                    .or(SshSpec.DEFAULT.address()),
            Key.of("port", new Kind.Whole(1, 65_535), "The port; 22 by default."),
            Key.of(
                    "jump",
                    PlanFormat.words("[\\w.@:\\[\\]][\\w.@:,\\[\\]-]{0,500}", "hosts as ssh -J takes them"),
                    "The way there: user@host:port, several with commas."),
            Key.of(
                            "host-keys",
                            PlanFormat.choice(List.of("known-hosts", "accept-new-for-launched")),
                            "Which host keys are believed.")
                    .or("known-hosts"),
            Key.of(
                    "config",
                    PlanFormat.words("[^\\s-]\\S{0,1000}", "a path"),
                    "A file to read instead of ~/.ssh/config."),
            Key.of(
                            "connect-timeout",
                            PlanFormat.span(Duration.ofMillis(100), Duration.ofMinutes(5)),
                            "Until a host has let us in.")
                    .or("10s"),
            Key.of(
                            "keep-alive",
                            PlanFormat.span(Duration.ofSeconds(1), Duration.ofHours(1)),
                            "How often an idle connection is asked whether it lives.")
                    .or("15s"),
            Key.of("parallel", new Kind.Whole(1, 100), "Connections made at the same time.")
                    .or("8"));

    private SshFormat() {}

    /** The keys of a command that runs at most {@code timeout} unless the plan says otherwise. */
    static Kind command(String timeout, Key... reading) {
        List<Key> keys = new ArrayList<>();
        keys.add(Key.of(
                        "command",
                        new Kind.Listing(PlanFormat.words("[^\\x00]+", "text"), 1, false),
                        "The program and its arguments, without a shell; may hold {{host.id}} and the like.")
                .needed());
        keys.addAll(List.of(reading));
        keys.add(Key.of(
                        "timeout",
                        PlanFormat.span(Duration.ofMillis(100), Duration.ofHours(6)),
                        "The longest it may run.")
                .or(timeout));
        return new Kind.Section(List.copyOf(keys));
    }
}
