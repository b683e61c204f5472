package io.mediaup.cli.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The script for zsh: a function per verb around {@code _arguments}, which knows the rest. */
final class ZshScript {

    private final Map<String, CommandShape> commands;
    private final WordLists lists;
    private final List<String> lines = new ArrayList<>();

    private ZshScript(CommandShape root) {
        commands = root.byPath();
        lists = WordLists.of(commands.values());
    }

    static String of(CommandShape root) {
        ZshScript script = new ZshScript(root);
        script.words();
        script.commands.forEach(script::command);
        // The root comes last: an autoloaded file is the body of the function of its name until then.
        script.lines.remove(script.lines.size() - 1);
        return Template.fill("mediaup.zsh", script.lines);
    }

    private void words() {
        lists.all().forEach((name, words) -> {
            lines.add("_mediaup_" + name + "() {");
            lines.add("    _mediaup_words " + name.replaceFirst("words_", "") + " \\");
            for (int i = 0; i < words.size(); i++) {
                lines.add("        " + BashScript.quoted(words.get(i)) + (i < words.size() - 1 ? " \\" : ""));
            }
            lines.add("}");
            lines.add("");
        });
    }

    private void command(String path, CommandShape command) {
        lines.add(function(path) + "() {");
        if (command.verbs().isEmpty()) {
            lines.add("    local line state state_descr context");
            lines.add("    typeset -A opt_args");
            arguments("", command);
        } else {
            group(path, command);
        }
        lines.add("}");
        lines.add("");
    }

    private void group(String path, CommandShape command) {
        lines.add("    local curcontext=$curcontext line state state_descr context ret=1");
        lines.add("    typeset -A opt_args");
        lines.add("    local -a verbs=(");
        command.verbs()
                .forEach(verb -> lines.add("        "
                        + BashScript.quoted(
                                verb.name() + ":" + verb.description().replace(":", "\\:"))));
        lines.add("    )");
        arguments("-C", command);
        lines.add("    case $state in");
        lines.add("        verb) _describe -t commands command verbs && ret=0 ;;");
        lines.add("        rest)");
        lines.add("            curcontext=${curcontext%:*:*}:mediaup-$line[1]:");
        lines.add("            case $line[1] in");
        command.verbs()
                .forEach(verb -> lines.add("                " + verb.name() + ") "
                        + function(path.isEmpty() ? verb.name() : path + " " + verb.name()) + " && ret=0 ;;"));
        lines.add("            esac");
        lines.add("            ;;");
        lines.add("    esac");
        lines.add("    return ret");
    }

    private void arguments(String flags, CommandShape command) {
        List<String> specs = new ArrayList<>();
        command.options().forEach(option -> specs.addAll(option(option, command)));
        for (int i = 0; i < command.arguments().size(); i++) {
            ArgumentShape argument = command.arguments().get(i);
            String where = argument.repeatable() ? "*:" : (i + 1) + (argument.needed() ? ":" : "::");
            specs.add("'" + where + value(argument.label(), argument.values(), command) + "'");
        }
        if (!command.verbs().isEmpty()) {
            specs.add("'1: :->verb'");
            specs.add("'*:: :->rest'");
        }
        lines.add("    _arguments -s -S" + (flags.isEmpty() ? "" : " " + flags) + " \\");
        for (int i = 0; i < specs.size(); i++) {
            String end = i < specs.size() - 1 ? " \\" : flags.isEmpty() ? "" : " && ret=0";
            lines.add("        " + specs.get(i) + end);
        }
    }

    /** One specification per name; each name excludes the others and itself, unless it may be repeated. */
    private List<String> option(OptionShape option, CommandShape command) {
        String excluded = option.alone() ? "(- : *)" : "(" + String.join(" ", option.names()) + ")";
        String before = option.repeatable() ? "*" : excluded;
        String after = "[" + escaped(option.description()) + "]"
                + (option.valued() ? ":" + value(option.label(), option.values(), command) : "");
        return option.names().stream()
                .map(name ->
                        "'" + before + name + (option.valued() ? name.startsWith("--") ? "=" : "+" : "") + after + "'")
                .toList();
    }

    /** A blank before a function of ours keeps {@code _arguments} from putting words of its own before the arguments. */
    private String value(String label, Values values, CommandShape command) {
        String shown = escaped(label);
        if (values instanceof Values.Words) {
            return shown + ": _mediaup_" + lists.name(label, values);
        }
        return shown + ":"
                + switch ((Values.Found) values) {
                    case PLANS -> "_mediaup_plans";
                    case HOSTS -> " _mediaup_hosts " + (command.plan() + 1);
                    case FILES -> "_files";
                    case DIRECTORIES -> "_files -/";
                    case NONE -> " ";
                };
    }

    /** Verbs have names of their own kind, so that none can be called like a helper. */
    private static String function(String path) {
        return path.isEmpty()
                ? "_mediaup"
                : "_mediaup_verb_" + path.replace(' ', '_').replace('-', '_');
    }

    /** For a specification of {@code _arguments} in single quotes. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("'", "'\\''")
                .replace("[", "\\[")
                .replace("]", "\\]")
                .replace(":", "\\:");
    }
}
