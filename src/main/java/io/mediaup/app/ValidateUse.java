package io.mediaup.app;

import io.mediaup.plan.Plan;
import java.util.List;

/** {@code mediaup validate}: every problem in a plan at once, without touching the network. */
public final class ValidateUse {

    private final Terminal terminal;
    private final Home home;

    /** Validates in the surroundings of {@code home}. */
    public ValidateUse(Terminal terminal, Home home) {
        this.terminal = terminal;
        this.home = home;
    }

    /** Reads the plan, which refuses it when it is invalid. */
    public Exit validate(PlanSource source) {
        Plan plan = source.read();
        Secrets.missing(plan, home)
                .forEach(message -> terminal.complain("Warning: apply would refuse to run here. " + message));
        CiReport.codeQuality(List.of(), home.env()).ifPresent(terminal::complain);
        terminal.say(source.file() + ": valid (" + plan.name() + ").");
        return Exit.DONE;
    }
}
