package io.mediaup.plan;

import java.time.Duration;
import java.util.List;

/** The keys of canaries and gates. */
final class GateFormat {

    static final Kind CANARY = PlanFormat.section(
            Key.of("hosts", new Kind.Whole(1, 10_000), "How many hosts it replaces.")
                    .or("1"),
            Key.of(
                            "bake",
                            PlanFormat.span(Duration.ZERO, Duration.ofDays(30)),
                            "How long they are in rotation before they are trusted.")
                    .or("10m"),
            Key.of("approve", new Kind.Flag(), "Whether 'mediaup approve' must say so, too.")
                    .or("false"));

    static final Kind GATES = new Kind.Listing(
            PlanFormat.section(
                    Key.of(
                                    "name",
                                    PlanFormat.words(
                                            "[a-z0-9][a-z0-9-]{0,31}", "a name of small letters, digits and hyphens"),
                                    "Shown beside the verdict.")
                            .needed(),
                    Key.of("http", HttpFormat.YES_OR_NO, "Where the measure is read: a number, or a yes."),
                    Key.of(
                            "ssh",
                            SshFormat.GATE,
                            "A command that is run on every new host: its exit status, or a number."),
                    Key.of("prometheus", HttpFormat.QUERY, "A query to a Prometheus server."),
                    Key.of(
                            "expect",
                            PlanFormat.words(Expectation.FORM, "a comparison such as \"< 0.02\""),
                            "What the number must be; without it an http or ssh gate must say yes."),
                    Key.of(
                                    "every",
                                    PlanFormat.span(Duration.ofMillis(100), Duration.ofHours(1)),
                                    "How often it is asked.")
                            .or("30s"),
                    Key.of(
                                    "inconclusive",
                                    PlanFormat.choice(List.of("pause", "pass", "fail")),
                                    "What follows when the bake is over and there is no data.")
                            .or("pause"),
                    Key.of("fail-after", new Kind.Whole(1, 1000), "Failing results in a row that make it fail.")
                            .or("1"),
                    Key.of(
                                    "error-after",
                                    new Kind.Whole(1, 1000),
                                    "Errors, or results without data, in a row after which that is acted upon.")
                            .or("5")),
            0,
            false);

    private GateFormat() {}
}
