package io.mediaup.cli;

import io.mediaup.app.DoctorUse;
import io.mediaup.app.Exit;
import io.mediaup.app.Home;
import io.mediaup.app.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mediaup doctor}. */
@Command(
        name = "doctor",
        description =
                "Checks everything that a run of a plan needs: secrets, state, credentials, rights, quotas, target"
                        + " groups, and every probe on every host. Changes nothing.",
        footer = {
            "",
            "Each line is ok, skip (nobody can tell before a run), warn or fail, with what to do.",
            "Exit codes: 0 nothing fails; 1 something does; 69 the fleet or a host is out of reach; 77 something is not"
                    + " permitted."
        },
        mixinStandardHelpOptions = true)
final class DoctorCommand extends Verb {

    @Mixin
    private PlanOptions plan = new PlanOptions();

    @Override
    Exit run(Terminal terminal, Home home) throws InterruptedException {
        return new DoctorUse(terminal, home).examine(plan.source());
    }
}
