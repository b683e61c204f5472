package io.mediaup.plan;

import io.mediaup.plan.RetireSpec.How;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code retire}: how an old host goes. */
final class RetireReader {

    static final Kind.Section FORMAT = PlanFormat.section(
            Key.of("how", PlanFormat.choice(List.of("terminate", "stop", "standby")), "What becomes of an old host.")
                    .or("terminate"),
            Key.of(
                    "before",
                    PlanFormat.section(
                            Key.of("ssh", SshFormat.command("15m"), "A command on the host, which runs detached.")
                                    .needed()),
                    "What must succeed before a host goes."),
            Key.of(
                            "keep-for",
                            PlanFormat.span(Duration.ZERO, Duration.ofDays(30)),
                            "How long after it left the rotation an old host is kept at least, for an instant rollback.")
                    .or("0"));

    private final boolean lab;
    private final Values retire;
    private final List<Problem> problems;

    RetireReader(Values root, List<Problem> problems) {
        this.lab = root.section("fleet").text("provider").equals("lab");
        this.retire = root.section("retire");
        this.problems = problems;
    }

    RetireSpec read() {
        Optional<SshCheck> before = retire.has("before")
                ? Optional.of(
                        new SshReader(problems).command(retire.section("before").section("ssh")))
                : Optional.empty();
        How how = How.valueOf(retire.text("how").toUpperCase(Locale.ROOT));
        if (how != How.TERMINATE && !lab) {
            problems.add(
                    new Problem(
                            retire.place("how"),
                            "Expected terminate at retire.how, but found '" + retire.text("how")
                                    + "', which is not supported yet outside of the lab. Remove it; CHANGELOG.md says what works."));
        }
        return new RetireSpec(how, before, retire.duration("keep-for"));
    }
}
