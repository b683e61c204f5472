package io.mediaup.cli;

import io.mediaup.app.Exit;
import io.mediaup.app.Home;
import io.mediaup.app.SchemaUse;
import io.mediaup.app.Terminal;
import picocli.CommandLine.Command;

/** {@code mediaup schema}. */
@Command(
        name = "schema",
        description = "Prints the JSON Schema (2020-12) of the plan, for editors that complete and check as you type.",
        footer = {
            "",
            "mediaup schema > mediaup.schema.json, and as the first line of a plan:",
            "# yaml-language-server: $schema=mediaup.schema.json"
        },
        mixinStandardHelpOptions = true)
final class SchemaCommand extends Verb {

    @Override
    Exit run(Terminal terminal, Home home) {
        return new SchemaUse(terminal).print();
    }
}
