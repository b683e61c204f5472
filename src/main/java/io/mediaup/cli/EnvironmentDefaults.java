package io.mediaup.cli;

import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Every option that has a long name may also be given in the environment: {@code --unfinished-ok} as
 * {@code MEDIAUP_UNFINISHED_OK}. The command line wins. Options that may be repeated look for themselves.
 */
final class EnvironmentDefaults implements IDefaultValueProvider {

    /** The variable of an option; empty when it has none. */
    static Optional<String> variable(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)
                || !option.longestName().startsWith("--")
                || option.usageHelp()
                || option.versionHelp()
                || option.isMultiValue()) {
            return Optional.empty();
        }
        return Optional.of(
                "MEDIAUP_" + option.longestName().substring(2).replace('-', '_').toUpperCase(Locale.ROOT));
    }

    @Override
    @SuppressWarnings("NullAway") // picocli's word for "no default" is null
    public String defaultValue(ArgSpec argument) {
        return variable(argument)
                .map(System::getenv)
                .filter(value -> !value.isEmpty())
                .orElse(null);
    }
}
