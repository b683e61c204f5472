package io.mediaup.cli;

import io.mediaup.app.Exit;
import io.mediaup.app.Home;
import io.mediaup.app.Terminal;
import io.mediaup.app.ValidateUse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mediaup validate}. */
@Command(
        name = "validate",
        description = "Finds every mistake in a plan, with file, line and column. Contacts nothing.",
        mixinStandardHelpOptions = true)
final class ValidateCommand extends Verb {

    @Mixin
    private PlanOptions plan = new PlanOptions();

    @Override
    Exit run(Terminal terminal, Home home) {
        return new ValidateUse(terminal, home).validate(plan.source());
    }
}
