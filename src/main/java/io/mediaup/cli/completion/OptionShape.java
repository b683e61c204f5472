package io.mediaup.cli.completion;

import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/**
 * An option as a shell sees it.
 *
 * @param names with their hyphens, the shortest first
 * @param description one phrase
 * @param label of its value; empty when it takes none
 * @param values what its value may be
 * @param repeatable whether it may be given more than once
 * @param alone whether nothing makes sense beside it, as with {@code --help}
 */
record OptionShape(
        List<String> names, String description, String label, Values values, boolean repeatable, boolean alone) {

    OptionShape {
        names = List.copyOf(names);
    }

    static OptionShape of(OptionSpec option) {
        boolean valued = option.arity().max() > 0;
        return new OptionShape(
                List.of(option.names()).stream()
                        .sorted(Comparator.comparingInt(String::length))
                        .toList(),
                Phrases.first(option.description()),
                valued ? option.paramLabel() : "",
                valued ? Values.of(option) : Values.Found.NONE,
                option.isMultiValue(),
                option.usageHelp() || option.versionHelp());
    }

    boolean valued() {
        return !label.isEmpty();
    }

    /** For sorting: the long name if there is one. */
    String longest() {
        return names.get(names.size() - 1);
    }
}
