package io.mediaup.cli.completion;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command line with whatever a command line of ours can have, so that its completion can be tried. */
@Command(name = "mediaup", mixinStandardHelpOptions = true, subcommands = FleetCommand.Group.class)
final class FleetCommand {

    enum Speed {
        slow,
        fast
    }

    @Command(name = "drain", description = "Drains hosts: 'one' [or more]. And so on.", mixinStandardHelpOptions = true)
    void drain(
            @Option(
                            names = {"-s", "--speed"},
                            description = "How: $(fast) or `slow`, \"as\" you [like].")
                    Speed speed,
            @Option(names = {"-f", "--force"}) boolean force,
            @Option(names = "-v") boolean[] verbose,
            @Option(names = "--log", paramLabel = "FILE") File log,
            @Option(names = "--into", paramLabel = "DIR") File into,
            @Option(names = "--secret", hidden = true) boolean secret,
            @Parameters(paramLabel = "PLAN") File plan,
            @Parameters(paramLabel = "HOST", arity = "1..*") List<String> hosts) {}

    @Command(name = "extend", description = "Gives a host more time.")
    void extend(
            @Parameters(index = "0", paramLabel = "PLAN") File plan,
            @Parameters(index = "1", paramLabel = "HOST") String host,
            @Parameters(index = "2", paramLabel = "TIME") String time) {}

    @Command(name = "internal", hidden = true)
    void internal() {}

    /** Verbs below a verb. */
    @Command(name = "group", description = "Verbs of a kind.")
    static final class Group {
        @Command(name = "one", description = "The first.")
        void one(@Option(names = "--name") List<String> names, @Parameters(arity = "0..1") Speed speed) {
            new ArrayList<>(names).add(String.valueOf(speed));
        }

        @Command(name = "two", description = "The second.")
        void two() {}
    }
}
