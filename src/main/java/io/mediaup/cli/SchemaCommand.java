package io.mediaup.cli;

import io.mediaup.app.Exit;
import io.mediaup.app.Home;
import io.mediaup.app.SchemaUse;
import io.mediaup.app.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mediaup schema}. */
@Command(
        name = "schema",
        description =
                "Prints the JSON Schema (2020-12) of the plan, for editors that complete and check as you type; or of the"
                        + " JSON output.",
        footer = {
            "",
            "mediaup schema > mediaup.schema.json, and as the first line of a plan:",
            "# yaml-language-server: $schema=mediaup.schema.json"
        },
        mixinStandardHelpOptions = true)
final class SchemaCommand extends Verb {

    /** What there is a schema of. */
    enum Subject {
        plan,
        events
    }

    @Parameters(
            paramLabel = "SUBJECT",
            arity = "0..1",
            defaultValue = "plan",
            description =
                    "${COMPLETION-CANDIDATES}: the plan, or the lines that --output json prints. The plan by default.")
    private Subject subject = Subject.plan;

    @Override
    Exit run(Terminal terminal, Home home) {
        SchemaUse schema = new SchemaUse(terminal);
        return subject == Subject.plan ? schema.plan() : schema.events();
    }
}
