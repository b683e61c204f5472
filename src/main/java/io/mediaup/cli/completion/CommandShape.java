package io.mediaup.cli.completion;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A command as a shell sees it: without what is hidden.
 *
 * @param name the word that is typed
 * @param description one phrase
 * @param options by name
 * @param arguments in their order
 * @param verbs the commands below it, in the order of the help
 */
record CommandShape(
        String name,
        String description,
        List<OptionShape> options,
        List<ArgumentShape> arguments,
        List<CommandShape> verbs) {

    static CommandShape of(CommandSpec spec) {
        return new CommandShape(
                spec.name(),
                Phrases.first(spec.usageMessage().description()),
                spec.options().stream()
                        .filter(option -> !option.hidden())
                        .map((OptionSpec option) -> OptionShape.of(option))
                        .sorted(Comparator.comparing(OptionShape::longest))
                        .toList(),
                spec.positionalParameters().stream()
                        .filter(parameter -> !parameter.hidden())
                        .sorted(Comparator.comparing(PositionalParamSpec::index))
                        .map(ArgumentShape::of)
                        .toList(),
                spec.subcommands().values().stream()
                        .map(command -> command.getCommandSpec())
                        .filter(below -> !below.usageMessage().hidden())
                        .distinct()
                        .map(CommandShape::of)
                        .toList());
    }

    /** This command and all below it, by the words that lead to them; its own name is left out. */
    Map<String, CommandShape> byPath() {
        Map<String, CommandShape> all = new LinkedHashMap<>();
        collect("", all);
        return all;
    }

    private void collect(String path, Map<String, CommandShape> all) {
        all.put(path, this);
        verbs.forEach(verb -> verb.collect(path.isEmpty() ? verb.name : path + " " + verb.name, all));
    }

    /** Which argument, from 0, is the plan that {@code HOST} arguments are about; -1 when there is none. */
    int plan() {
        return arguments.stream().map(ArgumentShape::values).toList().indexOf(Values.Found.PLANS);
    }
}
