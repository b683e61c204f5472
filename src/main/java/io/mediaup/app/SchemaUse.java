package io.mediaup.app;

import io.mediaup.console.json.EventSchema;
import io.mediaup.plan.PlanSchema;

/** {@code mediaup schema}: the plan format for editors, and the JSON output for those who read it. */
public final class SchemaUse {

    private final Terminal terminal;

    /** Prints to {@code terminal}. */
    public SchemaUse(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Prints the schema of the plan. */
    public Exit plan() {
        terminal.result(PlanSchema.json().stripTrailing());
        return Exit.DONE;
    }

    /** Prints the schema of what {@code --output json} prints. */
    public Exit events() {
        terminal.result(EventSchema.json().stripTrailing());
        return Exit.DONE;
    }
}
