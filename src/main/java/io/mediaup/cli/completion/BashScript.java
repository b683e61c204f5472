package io.mediaup.cli.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The script for bash: tables of the command line, and an interpreter of them, since bash brings none. */
final class BashScript {

    private final Map<String, CommandShape> commands;
    private final WordLists lists;
    private final List<String> lines = new ArrayList<>();

    private BashScript(CommandShape root) {
        commands = root.byPath();
        lists = WordLists.of(commands.values());
    }

    static String of(CommandShape root) {
        BashScript script = new BashScript(root);
        script.model();
        script.lines.add("");
        script.words();
        return Template.fill("mediaup.bash", script.lines);
    }

    private void model() {
        lines.add(
                "# Sets what the verb $1 has: `verbs` below it, `options` as names|values|often, `arguments`, and which of");
        lines.add("# them is the plan (`planned`).");
        lines.add("__mediaup_model() {");
        lines.add("    verbs=() options=() arguments=() planned=-1");
        lines.add("    case $1 in");
        commands.forEach((path, command) -> {
            lines.add("        " + quoted(path) + ")");
            table("verbs", command.verbs().stream().map(CommandShape::name).toList());
            table("options", command.options().stream().map(this::option).toList());
            table("arguments", command.arguments().stream().map(this::argument).toList());
            if (command.plan() >= 0) {
                lines.add("            planned=" + command.plan());
            }
            lines.add("            ;;");
        });
        lines.add("    esac");
        lines.add("}");
    }

    private void words() {
        lines.add("# Sets `offers` to the words of the list $1.");
        lines.add("__mediaup_list() {");
        lines.add("    case $1 in");
        lists.all().forEach((name, words) -> {
            lines.add("        " + name + ")");
            table("offers", words);
            lines.add("            ;;");
        });
        lines.add("    esac");
        lines.add("}");
    }

    private void table(String name, List<String> entries) {
        if (!entries.isEmpty()) {
            lines.add(entries.stream()
                            .map(BashScript::quoted)
                            .collect(Collectors.joining(
                                    "\n                ", "            " + name + "=(\n                ", ""))
                    + "\n            )");
        }
    }

    private String option(OptionShape option) {
        String values = option.valued() ? lists.name(option.label(), option.values()) : "";
        String often = option.alone() ? "alone" : option.repeatable() ? "many" : "once";
        return String.join(" ", option.names()) + "|" + values + "|" + often;
    }

    private String argument(ArgumentShape argument) {
        return lists.name(argument.label(), argument.values()) + (argument.repeatable() ? "..." : "");
    }

    /** As one word of a POSIX shell. */
    static String quoted(String text) {
        return text.matches("[\\w./:+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
