package io.mediaup.cli;

import io.mediaup.app.Exit;
import io.mediaup.app.Home;
import io.mediaup.app.Terminal;
import io.mediaup.cli.completion.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mediaup completion}. */
@Command(
        name = "completion",
        description = "Prints the completion script for a shell: verbs, options, plans, hosts, plan keys.",
        footer = {
            "",
            "bash: source <(mediaup completion bash)            in ~/.bashrc",
            "zsh:  mediaup completion zsh > \"$${fpath[1]}/_mediaup\"",
            "fish: mediaup completion fish > ~/.config/fish/completions/mediaup.fish"
        },
        mixinStandardHelpOptions = true)
final class CompletionCommand extends Verb {

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
    private Shell shell = Shell.bash;

    @Override
    Exit run(Terminal terminal, Home home) {
        terminal.result(shell.script(MediaupCommand.complete().getCommandSpec()).stripTrailing());
        return Exit.DONE;
    }
}
