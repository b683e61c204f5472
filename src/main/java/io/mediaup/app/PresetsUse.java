package io.mediaup.app;

import io.mediaup.console.plain.Table;
import io.mediaup.plan.PresetCatalog;

/** {@code mediaup presets}: the media servers that mediaup knows. */
public final class PresetsUse {

    private final Terminal terminal;

    /** Prints to {@code terminal}. */
    public PresetsUse(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Prints a line for each. */
    public Exit list() {
        plain();
        Table table = new Table();
        PresetCatalog.all().forEach(entry -> table.row(entry.name(), entry.drain(), entry.about()));
        table.lines(terminal.width(), "").forEach(terminal::result);
        return Exit.DONE;
    }

    /** Prints everything about one. */
    public Exit show(String name) {
        plain();
        String page = PresetCatalog.page(name)
                .orElseThrow(() -> new Refusal(
                        Exit.USAGE,
                        "Expected the name of a preset, but found another word." + PresetCatalog.meant(name)
                                + " mediaup presets lists them."));
        terminal.result(page.stripTrailing());
        return Exit.DONE;
    }

    private void plain() {
        if (terminal.json()) {
            throw new Refusal(
                    Exit.USAGE,
                    "Expected plain output of presets, but found --output json, which is not supported here yet."
                            + " Remove it.");
        }
    }
}
