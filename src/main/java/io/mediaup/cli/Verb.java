package io.mediaup.cli;

import io.mediaup.app.Exit;
import io.mediaup.app.Home;
import io.mediaup.app.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** What all verbs share: how they talk, and that their result is an exit code. */
abstract class Verb implements Callable<Integer> {

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public final Integer call() throws Exception {
        LibraryLogs.show(verbosity() >= 2);
        return run(output.terminal(), output.home()).code();
    }

    int verbosity() {
        return output.verbosity();
    }

    /** Does the work. */
    abstract Exit run(Terminal terminal, Home home) throws Exception;
}
