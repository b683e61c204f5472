package io.mediaup.cli.completion;

import picocli.CommandLine.Model.CommandSpec;

/** The shells with a completion script, by the names of their programs. */
public enum Shell {
    /** Bash 4 and later; needs nothing but bash. */
    bash,
    /** Zsh 5 and later. */
    zsh,
    /** Fish 3 and later. */
    fish;

    /**
     * The completion script for this shell, ending with a line break: the same text for the same command line, whatever
     * the surroundings.
     */
    public String script(CommandSpec root) {
        CommandShape shape = CommandShape.of(root);
        return switch (this) {
            case bash -> BashScript.of(shape);
            case zsh -> ZshScript.of(shape);
            case fish -> FishScript.of(shape);
        };
    }
}
