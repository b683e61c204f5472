package io.mediaup.cli;

import io.mediaup.app.Exit;
import io.mediaup.app.Home;
import io.mediaup.app.PresetsUse;
import io.mediaup.app.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mediaup presets}. */
@Command(
        name = "presets",
        description = "Lists the media servers that plans can name, or prints what is known of one.",
        mixinStandardHelpOptions = true)
final class PresetsCommand extends Verb {

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "A preset; without it all of them, a line each.")
    private @Nullable String name;

    @Override
    Exit run(Terminal terminal, Home home) {
        PresetsUse presets = new PresetsUse(terminal);
        return name == null ? presets.list() : presets.show(name);
    }
}
