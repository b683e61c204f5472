package io.mediaup.cli.completion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The script for fish: a {@code complete} per verb, option and argument. What several verbs share comes once, since fish
 * asks the condition of every line whenever somebody presses the key.
 */
final class FishScript {

    /** An argument where it stands. */
    private record Position(int index, ArgumentShape argument, int plan) {}

    private final Map<String, CommandShape> commands;
    private final WordLists lists;
    private final List<String> lines = new ArrayList<>();

    private FishScript(CommandShape root) {
        commands = root.byPath();
        lists = WordLists.of(commands.values());
    }

    static String of(CommandShape root) {
        FishScript script = new FishScript(root);
        script.model();
        script.words();
        script.lines.add("complete -c mediaup -e");
        script.lines.add("complete -c mediaup -f");
        script.verbs();
        script.options();
        script.arguments();
        return Template.fill("mediaup.fish", script.lines);
    }

    private void model() {
        lines.add(
                "# Sets what the verb $argv has: verbs below it, options that take a value, options that stand alone.");
        lines.add("function __mediaup_model");
        for (String name : List.of("verbs", "valued", "alone")) {
            lines.add("    set -g __mediaup_" + name);
        }
        lines.add("    switch \"$argv\"");
        commands.forEach((path, command) -> {
            lines.add("        case " + quoted(path));
            set("verbs", command.verbs().stream().map(CommandShape::name));
            set("valued", names(command.options().stream().filter(OptionShape::valued)));
            set("alone", names(command.options().stream().filter(OptionShape::alone)));
        });
        lines.add("    end");
        lines.add("end");
        lines.add("");
    }

    private void set(String name, Stream<String> words) {
        String all = words.map(FishScript::quoted).collect(Collectors.joining(" "));
        if (!all.isEmpty()) {
            lines.add("            set -g __mediaup_" + name + " " + all);
        }
    }

    private static Stream<String> names(Stream<OptionShape> options) {
        return options.flatMap(option -> option.names().stream());
    }

    private void words() {
        lists.all().forEach((name, words) -> {
            lines.add("function __mediaup_" + name);
            lines.add("    printf '%s\\n' \\");
            for (int i = 0; i < words.size(); i++) {
                lines.add("        " + quoted(words.get(i)) + (i < words.size() - 1 ? " \\" : ""));
            }
            lines.add("end");
            lines.add("");
        });
    }

    private void verbs() {
        commands.forEach((path, command) -> command.verbs()
                .forEach(verb -> lines.add(line("__mediaup_at " + quoted(path)) + " -a " + verb.name() + " -d "
                        + quoted(verb.description()))));
    }

    private void options() {
        Map<OptionShape, List<String>> users = new LinkedHashMap<>();
        commands.forEach((path, command) -> command.options()
                .forEach(option -> users.computeIfAbsent(option, unseen -> new ArrayList<>())
                        .add(quoted(path))));
        users.forEach((option, paths) -> {
            String names = option.repeatable() ? "" : String.join(" ", option.names());
            String condition = "__mediaup_may " + quoted(names) + " " + String.join(" ", paths);
            String forms = option.names().stream().map(FishScript::form).collect(Collectors.joining());
            String value = option.valued() ? " " + value(option.label(), option.values(), 0) : "";
            lines.add(line(condition) + forms + value + " -d " + quoted(option.description()));
        });
    }

    private static String form(String name) {
        return name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1);
    }

    private void arguments() {
        Map<Position, List<String>> users = new LinkedHashMap<>();
        commands.forEach((path, command) -> {
            for (int i = 0; i < command.arguments().size(); i++) {
                Position position = new Position(i, command.arguments().get(i), command.plan());
                users.computeIfAbsent(position, unseen -> new ArrayList<>()).add(quoted(path));
            }
        });
        users.forEach((position, paths) -> {
            ArgumentShape argument = position.argument();
            if (argument.values() != Values.Found.NONE) {
                String number = (position.index() + 1) + (argument.repeatable() ? "+" : "");
                String condition = "__mediaup_next " + number + " " + String.join(" ", paths);
                lines.add(line(condition) + " "
                        + value(argument.label(), argument.values(), position.plan())
                                .replaceFirst("^-x ", ""));
            }
        });
    }

    private String value(String label, Values values, int plan) {
        if (values instanceof Values.Words) {
            return "-x -a '(__mediaup_" + lists.name(label, values) + ")'";
        }
        return switch ((Values.Found) values) {
            case PLANS -> "-x -a '(__mediaup_plans)'";
            case HOSTS -> "-x -a '(__mediaup_hosts " + (plan + 1) + ")'";
            case FILES -> "-r -F";
            case DIRECTORIES -> "-x -a '(__fish_complete_directories)'";
            case NONE -> "-x";
        };
    }

    private static String line(String condition) {
        return "complete -c mediaup -n " + quoted(condition);
    }

    /** As one word of fish. */
    private static String quoted(String text) {
        return text.matches("[\\w./:+-]+")
                ? text
                : "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
