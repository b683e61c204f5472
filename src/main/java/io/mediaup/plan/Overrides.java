package io.mediaup.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code --set path=value}: writes a value over what stands in the file, or adds it. A path is keys with dots between them;
 * {@code [0]} names an item of a list. A value is taken as it is written, so {@code target.version=1.10} stays 1.10; one
 * that begins with a bracket is YAML.
 */
final class Overrides {

    private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)((?:\\[\\d{1,4}])*)");
    private static final Pattern INDEX = Pattern.compile("\\[(\\d{1,4})]");

    /** Far beyond any key; steps are followed by recursion. */
    private static final int LONGEST_PATH = 500;

    private Overrides() {}

    static Tree apply(Tree tree, List<String> sets, List<Problem> problems) {
        Tree changed = tree;
        for (String set : sets) {
            changed = apply(changed, set, problems);
        }
        return changed;
    }

    private static Tree apply(Tree tree, String set, List<Problem> problems) {
        int equals = set.indexOf('=');
        Place place = new Place("--set " + Texts.cut(equals < 0 ? set : set.substring(0, equals)), 0, 0);
        // The value may be a secret; only the path is shown.
        String shown = equals < 0 ? "no '='" : Texts.quoted(set.substring(0, equals));
        Optional<List<Object>> path = equals <= 0 ? Optional.empty() : path(set.substring(0, equals));
        if (path.isEmpty()) {
            problems.add(new Problem(
                    place,
                    "Expected path=value such as target.version=1.5.0, but found " + shown
                            + ". Name a key of the plan."));
            return tree;
        }
        int before = problems.size();
        Tree changed = value(place, set.substring(equals + 1), problems)
                .map(value -> put(tree, path.get(), value, place, problems))
                .orElse(tree);
        return problems.size() == before ? changed : tree;
    }

    private static Optional<Tree> value(Place place, String text, List<Problem> problems) {
        boolean yaml = text.startsWith("[") || (text.startsWith("{") && !text.startsWith("{{"));
        return yaml
                ? YamlReader.value(place, text, problems).map(tree -> at(place, tree))
                : Optional.of(new Tree.Text(place, text, scalar(text)));
    }

    private static Tree.Scalar scalar(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Tree.Scalar.FLAG;
        }
        return text.matches("-?\\d+(\\.\\d+)?") ? Tree.Scalar.NUMBER : Tree.Scalar.TEXT;
    }

    /** The same value, standing in the option rather than in a file. */
    private static Tree at(Place place, Tree tree) {
        if (tree instanceof Tree.Items items) {
            return new Tree.Items(
                    place, items.items().stream().map(item -> at(place, item)).toList());
        }
        if (tree instanceof Tree.Fields fields) {
            Map<String, Tree.Field> moved = new LinkedHashMap<>();
            fields.fields().forEach((key, field) -> moved.put(key, new Tree.Field(place, at(place, field.value()))));
            return new Tree.Fields(place, moved);
        }
        Tree.Text text = (Tree.Text) tree;
        return new Tree.Text(place, text.value(), text.scalar());
    }

    /** Keys as strings, indices as integers. */
    private static Optional<List<Object>> path(String text) {
        List<Object> path = new ArrayList<>();
        if (text.length() > LONGEST_PATH) {
            return Optional.empty();
        }
        for (String step : text.split("\\.", -1)) {
            Matcher matcher = STEP.matcher(step);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            path.add(matcher.group(1));
            INDEX.matcher(matcher.group(2)).results().forEach(index -> path.add(Integer.valueOf(index.group(1))));
        }
        return Optional.of(path);
    }

    private static Tree put(Tree tree, List<Object> path, Tree value, Place place, List<Problem> problems) {
        if (path.isEmpty()) {
            return value;
        }
        List<Object> rest = path.subList(1, path.size());
        if (path.get(0) instanceof Integer index) {
            if (!(tree instanceof Tree.Items items) || index >= items.items().size()) {
                problems.add(new Problem(
                        place,
                        "Expected a list with an item " + index + ", but found " + what(tree) + " at " + tree.place()
                                + ". Items count from 0."));
                return tree;
            }
            List<Tree> changed = new ArrayList<>(items.items());
            changed.set(index, put(changed.get(index), rest, value, place, problems));
            return new Tree.Items(items.place(), changed);
        }
        String key = (String) path.get(0);
        if (isNothing(tree)) {
            return put(new Tree.Fields(tree.place(), Map.of()), path, value, place, problems);
        }
        if (!(tree instanceof Tree.Fields fields)) {
            problems.add(new Problem(
                    place,
                    "Expected keys above '" + key + "', but found " + what(tree) + " at " + tree.place()
                            + ". Set a key that exists."));
            return tree;
        }
        Tree below = fields.get(key).orElseGet(() -> new Tree.Fields(place, Map.of()));
        Place keyPlace = fields.fields().containsKey(key) && !rest.isEmpty()
                ? fields.fields().get(key).keyPlace()
                : place;
        return fields.with(key, new Tree.Field(keyPlace, put(below, rest, value, place, problems)));
    }

    private static boolean isNothing(Tree tree) {
        return tree instanceof Tree.Text text && text.scalar() == Tree.Scalar.NOTHING;
    }

    /** What stands there, without showing it: it may be a secret. */
    private static String what(Tree tree) {
        if (tree instanceof Tree.Items items) {
            return "a list of " + items.items().size();
        }
        return tree instanceof Tree.Fields ? "a mapping" : "a single value";
    }
}
