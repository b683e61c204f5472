package io.mediaup.app;

import io.mediaup.plan.Plan;

/** {@code mediaup validate}: every problem in a plan at once, without touching the network. */
public final class ValidateUse {

    private final Terminal terminal;

    /** Validates for {@code terminal}. */
    public ValidateUse(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Reads the plan, which refuses it when it is invalid. */
    public Exit validate(PlanSource source) {
        Plan plan = source.read();
        terminal.say(source.file() + ": valid (" + plan.name() + ").");
        return Exit.DONE;
    }
}
