package io.mediaup.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code --var NAME=value}: writes the value wherever a plan says {@code {{var.NAME}}}, before anything else is made of the
 * text. A variable that the plan names but nobody gives, and one that is given but not named, are problems: each is a slip
 * that would otherwise show on the fleet.
 */
final class Variables {

    private static final Pattern USE = Pattern.compile("\\{\\{\\s*var\\.([^{}\\s]*)\\s*}}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

    private final Map<String, String> values = new LinkedHashMap<>();
    private final Set<String> used = new TreeSet<>();
    private final Set<String> refused = new HashSet<>();
    private final List<Problem> problems;

    private Variables(List<Problem> problems) {
        this.problems = problems;
    }

    /** The tree with every variable filled in. */
    static Tree fill(Tree tree, List<String> vars, List<Problem> problems) {
        Variables variables = new Variables(problems);
        vars.forEach(variables::take);
        Tree filled = variables.filled(tree);
        variables.values.keySet().forEach(variables::mustBeUsed);
        return filled;
    }

    /** The value may be a secret; only the name is shown. */
    private void take(String pair) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        if (equals < 0 || !NAME.matcher(name).matches()) {
            refuse(
                    option(name),
                    "Expected NAME=value such as zone=eu-west-1a, but found "
                            + (equals < 0 ? "no '='" : "the name " + Texts.quoted(name))
                            + ". Names are letters, digits, hyphens and underscores, a letter first.");
            return;
        }
        String value = pair.substring(equals + 1);
        if (value.contains("{{")) {
            refuse(
                    option(name),
                    "Expected a value without templates, but found one with {{. Write the template in the plan"
                            + " instead.");
            refused.add(name);
            return;
        }
        values.put(name, value);
    }

    private Tree filled(Tree tree) {
        if (tree instanceof Tree.Fields fields) {
            Map<String, Tree.Field> filled = new LinkedHashMap<>();
            fields.fields()
                    .forEach((key, field) -> filled.put(key, new Tree.Field(field.keyPlace(), filled(field.value()))));
            return new Tree.Fields(fields.place(), filled, fields.refused());
        }
        if (tree instanceof Tree.Items items) {
            List<Tree> filled = new ArrayList<>();
            items.items().forEach(item -> filled.add(filled(item)));
            return new Tree.Items(items.place(), filled);
        }
        Tree.Text text = (Tree.Text) tree;
        return text.value().contains("{{")
                ? new Tree.Text(text.place(), filled(text.place(), text.value()), text.scalar())
                : tree;
    }

    private String filled(Place place, String text) {
        Matcher use = USE.matcher(text);
        return use.replaceAll(found -> Matcher.quoteReplacement(value(place, found.group(), found.group(1))));
    }

    private String value(Place place, String template, String name) {
        used.add(name);
        String value = values.get(name);
        if (value != null) {
            return value;
        }
        if (!refused.contains(name)) {
            refuse(
                    place,
                    "Expected a value for {{var." + name + "}}, but found no --var " + name
                            + "=…. Give it on the command line, or in MEDIAUP_VAR.");
        }
        return template;
    }

    private void mustBeUsed(String name) {
        if (!used.contains(name)) {
            refuse(
                    option(name),
                    "Expected the plan to say {{var." + name + "}}, but found it nowhere."
                            + Suggestions.near(name, used)
                                    .map(near -> " Did you mean " + near + "?")
                                    .orElse(" Remove the option, or use the variable."));
        }
    }

    /** Whether a variable in {@code text} had no value, which is a problem already. */
    static boolean unfilled(String text) {
        return USE.matcher(text).find();
    }

    private static Place option(String name) {
        return new Place("--var " + Texts.cut(name), 0, 0);
    }

    private void refuse(Place place, String message) {
        problems.add(new Problem(place, message));
    }
}
