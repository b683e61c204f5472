package io.mediaup.cli;

import picocli.CommandLine.Option;

/** Whether to tell what was asked of the provider. */
final class StatsOption {

    @Option(
            names = "--stats",
            description = "Says at the end how often each action of the provider's API was called, retries included.")
    private boolean stats;

    boolean wanted() {
        return stats;
    }
}
