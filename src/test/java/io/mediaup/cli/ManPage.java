package io.mediaup.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * {@code dist/mediaup.1} in the man macros of roff, made from the command line. picocli's own generator writes AsciiDoc,
 * which would need Asciidoctor in every build, and a page per verb; this is one page.
 */
final class ManPage {

    private static final int WIDTH = 80;
    private static final Pattern NAMED = Pattern.compile("MEDIAUP_\\w+");

    private final CommandSpec root;
    private final Map<String, CommandSpec> verbs = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();

    private ManPage(CommandSpec root) {
        this.root = root;
        collect(root);
    }

    private void collect(CommandSpec spec) {
        spec.subcommands().values().stream()
                .map(command -> command.getCommandSpec())
                .filter(verb -> !verb.usageMessage().hidden())
                .forEach(verb -> {
                    if (verb.subcommands().isEmpty()) {
                        verbs.put(verb.qualifiedName(), verb);
                    }
                    collect(verb);
                });
    }

    /**
     * The page.
     *
     * @param date of the version, in ISO form
     * @param about what the model does not know, as roff: the rest of ENVIRONMENT, and what follows it
     */
    static String of(CommandSpec root, String version, String date, String about) {
        ManPage page = new ManPage(root);
        page.lines.add(".\\\" Made from the command line: mvn test -Dtest=GeneratedFilesTest -Dmediaup.update=true");
        page.lines.add(".TH MEDIAUP 1 \"" + date + "\" \"" + version + "\" \"User Commands\"");
        page.opening();
        page.section("COMMANDS");
        page.verbs.forEach(page::verb);
        page.section("OPTIONS OF EVERY COMMAND");
        options(root.subcommands().values().iterator().next().getCommandSpec(), page.common())
                .forEach(page::option);
        page.exitCodes();
        page.environment();
        return String.join("\n", page.lines) + "\n" + about;
    }

    private void opening() {
        String summary = text(root.usageMessage().description());
        section("NAME");
        lines.add("mediaup \\- upgrade fleets of hosts that hold live sessions");
        section("SYNOPSIS");
        verbs.forEach((name, verb) -> {
            lines.add(synopsis(name, verb));
            lines.add(".br");
        });
        lines.remove(lines.size() - 1);
        section("DESCRIPTION");
        prose(summary);
    }

    private void section(String title) {
        lines.add(".SH " + title);
    }

    private String synopsis(String name, CommandSpec verb) {
        return ".B " + escaped(name) + "\n[\\fIOPTION\\fR]..."
                + verb.positionalParameters().stream()
                        .filter(parameter -> !parameter.hidden())
                        .map(parameter -> " " + argument(parameter))
                        .collect(Collectors.joining());
    }

    private static String argument(PositionalParamSpec parameter) {
        String label = "\\fI" + escaped(parameter.paramLabel()) + "\\fR"
                + (parameter.arity().max() > 1 ? "..." : "");
        return parameter.arity().min() == 0 ? "[" + label + "]" : label;
    }

    private void verb(String name, CommandSpec verb) {
        lines.add(".SS " + escaped(name));
        prose(text(verb.usageMessage().description()));
        verb.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden())
                .forEach(parameter -> {
                    lines.add(".TP");
                    lines.add(argument(parameter));
                    prose(text(parameter.description()));
                });
        options(verb, common().negate()).forEach(this::option);
        Stream.of(verb.usageMessage().footer()).filter(line -> !line.isBlank()).forEach(line -> {
            lines.add(".PP");
            prose(line.replace("$$", "$"));
        });
    }

    /** Options that every verb has. */
    private Predicate<OptionSpec> common() {
        return option -> verbs.values().stream().allMatch(verb -> verb.findOption(option.longestName()) != null);
    }

    private static List<OptionSpec> options(CommandSpec verb, Predicate<OptionSpec> which) {
        return verb.options().stream()
                .filter(option -> !option.hidden())
                .filter(which)
                .sorted(Comparator.comparing(OptionSpec::longestName))
                .toList();
    }

    private void option(OptionSpec option) {
        boolean valued = option.arity().max() > 0;
        lines.add(".TP");
        lines.add(Stream.of(option.names())
                        .sorted(Comparator.comparingInt(String::length))
                        .map(name -> "\\fB" + escaped(name) + "\\fR")
                        .collect(Collectors.joining(", "))
                + (valued ? " \\fI" + escaped(option.paramLabel()) + "\\fR" : ""));
        prose(text(option.description()));
    }

    private void exitCodes() {
        section("EXIT STATUS");
        root.usageMessage().exitCodeList().forEach((code, meaning) -> {
            lines.add(".TP");
            lines.add(".B " + code.strip());
            prose(meaning);
        });
    }

    /** The variables that options look into; more of this section may follow. */
    private void environment() {
        Map<String, OptionSpec> variables = new TreeMap<>();
        for (CommandSpec verb : verbs.values()) {
            for (OptionSpec option : verb.options()) {
                EnvironmentDefaults.variable(option).ifPresent(name -> variables.put(name, option));
                // Those that look for themselves say so.
                NAMED.matcher(text(option.description()))
                        .results()
                        .forEach(name -> variables.put(name.group(), option));
            }
        }
        section("ENVIRONMENT");
        prose("The command line wins.");
        variables.forEach((name, option) -> {
            lines.add(".TP");
            lines.add(".B " + escaped(name));
            boolean valued = option.arity().max() > 0;
            String meaning = option.isMultiValue() ? valued ? ", one a line" : "" : valued ? "" : ": true or false";
            lines.add("As \\fB" + escaped(option.longestName()) + "\\fR" + meaning + ".");
        });
    }

    private static String text(String[] description) {
        return String.join(" ", description).replaceAll("\\s+", " ").strip();
    }

    /** A sentence begins a line, since roff sees its end only there; lines are short. */
    private void prose(String text) {
        for (String sentence : text.strip().split("(?<=[.?!]) +(?=[A-Z])", -1)) {
            StringBuilder line = new StringBuilder();
            for (String word : sentence.split("\\s+", -1)) {
                if (!line.isEmpty() && line.length() + escaped(word).length() >= WIDTH) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                line.append(line.isEmpty() ? "" : " ").append(escaped(word));
            }
            lines.add(line.toString());
        }
    }

    /** As roff prints it: hyphens that can be pasted, no line that is taken for a request, nothing beyond ASCII. */
    static String escaped(String text) {
        String safe = text.replace("\\", "\\e").replace("-", "\\-").replaceFirst("^([.'])", "\\\\&$1");
        return safe.codePoints()
                .mapToObj(c -> c < 128 ? Character.toString(c) : String.format("\\[u%04X]", c))
                .collect(Collectors.joining());
    }
}
