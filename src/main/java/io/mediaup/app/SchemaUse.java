package io.mediaup.app;

import io.mediaup.plan.PlanSchema;

/** {@code mediaup schema}: the plan format for editors. */
public final class SchemaUse {

    private final Terminal terminal;

    /** Prints to {@code terminal}. */
    public SchemaUse(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Prints the schema. */
    public Exit print() {
        terminal.result(PlanSchema.json().stripTrailing());
        return Exit.DONE;
    }
}
